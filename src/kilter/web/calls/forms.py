"""What a token is to be for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kilter.web.calls.scopes import Scope

SCOPES = [
    (Scope.READ.value, _("Read: see what your pages show")),
    (Scope.WRITE.value, _("Write: answer, plan, log, take back, bring in")),
    (Scope.EXPORT.value, _("Export: take everything along in one file")),
    (Scope.ERASE.value, _("Erase: remove everything for good")),
]
DAYS = [(7, _("a week")), (30, _("30 days")), (90, _("90 days")), (365, _("a year"))]


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(label=_("What will use it?"), max_length=60)
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=SCOPES,
        initial=[Scope.READ.value],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one; without any it could do nothing.")},
    )
    days = forms.TypedChoiceField(
        label=_("For how long?"), coerce=int, initial=30, choices=DAYS, widget=forms.RadioSelect
    )


class RevokeForm(forms.Form):
    """A token that is to end."""

    token = forms.UUIDField(widget=forms.HiddenInput)
