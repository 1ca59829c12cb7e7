"""What people agree to."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ConsentForm(forms.Form):
    """Consent to keep answers."""

    agree = forms.BooleanField(
        label=_("I have read this, I am 18 or older, and I agree that Kilter keeps my answers here."),
        error_messages={"required": _("Tick this if you want to go on; without it nothing is kept.")},
    )
