"""Inviting, and taking up an invitation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kilter.web.sharing.models import Right

LENGTHS = [(14, _("2 weeks")), (91, _("3 months")), (365, _("1 year"))]
RIGHTS = [
    (Right.LOOK.value, _("Look")),
    (Right.DECIDE.value, _("Look, approve changes and edit the programme")),
]


class InviteForm(forms.Form):
    """Who is let in, how far, and for how long."""

    called = forms.CharField(
        label=_("Your name, as your clinician knows it"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    right = forms.ChoiceField(label=_("They may"), choices=RIGHTS, initial=Right.LOOK.value, widget=forms.RadioSelect)
    days = forms.TypedChoiceField(label=_("For"), coerce=int, choices=LENGTHS, initial=91, widget=forms.RadioSelect)


class TakeUpForm(forms.Form):
    """The code, and the name that the person will see."""

    code = forms.CharField(
        label=_("The code that you were given"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    name = forms.CharField(
        label=_("Your name, as this person will see it"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


class WithdrawForm(forms.Form):
    """Which invitation is withdrawn."""

    invitation = forms.IntegerField(min_value=1, max_value=2**62)


class EndForm(forms.Form):
    """Which share is ended."""

    share = forms.UUIDField()
