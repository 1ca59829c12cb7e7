"""What a page shows of an exercise of the day."""

from django import template

from kilter.services.record.day import Item
from kilter.web.site.knowledge import catalogue
from kilter.web.site.pictures import Demonstration, demonstration_of

register = template.Library()


@register.simple_tag
def exercise_picture(item: Item) -> Demonstration | None:
    """The demonstration at the level that is asked for."""
    level = item.asks[0].target.level if item.asks else item.prescription.level
    return demonstration_of(item.exercise, level)


@register.simple_tag
def dose_of(item: Item) -> str:
    """The dose of a warm-up or cool-down exercise, in short."""
    prescription = item.prescription
    low, high = prescription.reps or prescription.hold_s or (0, 0)
    amount = f"{low:g}" if low == high else f"{low:g}–{high:g}"
    unit = "" if prescription.reps else " s"
    return f"{max(prescription.sets)} × {amount}{unit}"


@register.simple_tag
def exercise_name(exercise_id: str) -> str:
    """The name of an exercise; its id where the knowledge at hand does not know it."""
    known = catalogue().exercises.get(exercise_id)
    return exercise_id if known is None else known.name
