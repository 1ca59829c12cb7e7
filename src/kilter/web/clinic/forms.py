"""What a clinician says."""

from django import forms


class AnswerForm(forms.Form):
    """An answer to something that waits."""

    answer = forms.ChoiceField(choices=[("approve", ""), ("refuse", "")])
