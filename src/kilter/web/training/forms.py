"""What is told of a set, a session and a morning."""

from enum import StrEnum

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kilter.programme.progression.logs import Form, PainKind, SkipReason, Went

Word = str | Promise
POINTS = [(number, str(number)) for number in range(11)]
WENT: dict[StrEnum, Word] = {
    Went.EASY: _("Easy"),
    Went.RIGHT: _("Just right"),
    Went.HARD: _("Hard"),
    Went.BADLY: _("Badly"),
}
FORM: dict[StrEnum, Word] = {
    Form.CLEAN: _("Clean"),
    Form.SOME_FAULTS: _("Some slips"),
    Form.POOR: _("Poor"),
}
PAIN: dict[StrEnum, Word] = {
    PainKind.ACHE: _("An ache"),
    PainKind.SHARP: _("Sharp"),
    PainKind.CATCHING: _("Catching or locking"),
    PainKind.SHOOTING: _("Shooting down the leg"),
    PainKind.NUMBNESS: _("Numb or tingling"),
    PainKind.GIVING_WAY: _("The leg gave way"),
    PainKind.DIZZINESS: _("Dizzy or unwell"),
}
REASONS: dict[StrEnum, Word] = {
    SkipReason.PAIN: _("It hurts"),
    SkipReason.TIRED: _("Too tired"),
    SkipReason.TIME: _("No time"),
    SkipReason.EQUIPMENT: _("Something is missing"),
    SkipReason.ILLNESS: _("Ill"),
    SkipReason.DID_NOT_WANT: _("I do not want to"),
    SkipReason.OTHER: _("Something else"),
}


def choices_of(words: dict[StrEnum, Word]) -> list[tuple[str, Word]]:
    """Values and words for a field."""
    return [(value.value, word) for value, word in words.items()]


class PlanForm(forms.Form):
    """What the programme has to fit into."""

    days = forms.TypedChoiceField(
        label=_("Sessions a week"),
        coerce=int,
        initial=3,
        choices=[(n, str(n)) for n in (2, 3, 4)],
        widget=forms.RadioSelect,
    )
    minutes = forms.TypedChoiceField(
        label=_("Minutes a session"),
        coerce=int,
        initial=30,
        choices=[(n, str(n)) for n in (20, 30, 45, 60)],
        widget=forms.RadioSelect,
    )
    usual_pain = forms.TypedChoiceField(
        label=_("Pain on an ordinary morning, 0 (none) to 10"),
        coerce=int,
        initial=0,
        choices=POINTS,
        widget=forms.RadioSelect,
    )


class SupervisedPlanForm(PlanForm):
    """The same where a clinician may look after it."""

    approval = forms.BooleanField(
        label=_("A clinician looks after me and shall agree before anything gets harder"), required=False
    )


class SetForm(forms.Form):
    """One set."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    exercise = forms.CharField(max_length=61, widget=forms.HiddenInput)
    side = forms.ChoiceField(choices=[("", ""), ("left", ""), ("right", "")], required=False, widget=forms.HiddenInput)
    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    amount = forms.FloatField(min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric"}))
    load = forms.CharField(max_length=30, required=False)
    reserve = forms.TypedChoiceField(
        label=_("How many more good ones were in you?"),
        coerce=int,
        empty_value=None,
        required=False,
        choices=[(0, "0"), (1, "1"), (2, "2"), (3, "3"), (4, "4"), (5, "5+")],
        widget=forms.RadioSelect,
    )
    how_clean = forms.ChoiceField(
        label=_("How clean was it?"), choices=choices_of(FORM), initial=Form.CLEAN.value, widget=forms.RadioSelect
    )
    pain = forms.TypedChoiceField(
        label=_("Pain, 0 (none) to 10"), coerce=int, initial=0, choices=POINTS, widget=forms.RadioSelect
    )
    pain_kind = forms.ChoiceField(
        label=_("What was it like?"), choices=choices_of(PAIN), initial=PainKind.ACHE.value, widget=forms.RadioSelect
    )

    def __init__(self, *args: object, timed: bool = False, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # passed on as they came
        self.fields["amount"].label = _("Seconds held") if timed else _("Repetitions done")
        self.fields["amount"].widget.attrs["step"] = "1"


class SkipForm(forms.Form):
    """Something is left out."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    why = forms.ChoiceField(label=_("Why?"), choices=choices_of(REASONS), widget=forms.RadioSelect)


class SwapForm(forms.Form):
    """Another exercise is chosen."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    by = forms.SlugField(max_length=61)


class EndForm(forms.Form):
    """How a session went."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    went = forms.ChoiceField(
        label=_("How did it go?"), choices=choices_of(WENT), initial=Went.RIGHT.value, widget=forms.RadioSelect
    )
    minutes = forms.IntegerField(label=_("Minutes it took"), min_value=1, max_value=240, required=False)
    note = forms.CharField(
        label=_("Anything to remember?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class MorningForm(forms.Form):
    """How it was on the morning after."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    pain = forms.TypedChoiceField(label=_("Pain"), coerce=int, initial=0, choices=POINTS, widget=forms.RadioSelect)
    stiffness = forms.TypedChoiceField(
        label=_("Stiffness"), coerce=int, initial=0, choices=POINTS, widget=forms.RadioSelect
    )
    soreness = forms.TypedChoiceField(
        label=_("Sore muscles, as after work"), coerce=int, initial=0, choices=POINTS, widget=forms.RadioSelect
    )
    sharp = forms.BooleanField(label=_("There was sharp or new pain"), required=False)
    night = forms.BooleanField(label=_("Pain woke me at night, and that is new"), required=False)


class ClearedForm(forms.Form):
    """A professional has seen the person."""

    event_id = forms.UUIDField(widget=forms.HiddenInput)
    by = forms.CharField(label=_("Who saw you?"), max_length=200)
