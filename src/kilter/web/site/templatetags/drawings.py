"""Drawings that Kilter made itself go into a page as they are."""

from django import template
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def drawing(svg: str) -> SafeString:
    """An SVG drawing of ``kilter.exchange``, which escapes every word that goes into it."""
    return mark_safe(svg)  # noqa: S308 - see above
