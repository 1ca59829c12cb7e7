"""Every fault of a document is told at once, each with its place, what is wrong, and the mend."""

import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field, ValidationError, model_validator

from kilter.errors import DataError
from kilter.knowledge.documents import Document, read_document
from kilter.knowledge.schema.citing import Id
from kilter.knowledge.validation import Closed, validate


class Colour(StrEnum):
    """An invented choice."""

    RED = "red"
    GREEN = "green"


class Round(Closed):
    """An invented shape."""

    kind: Literal["round"]
    radius_cm: Annotated[float, Field(gt=0)]


class Square(Closed):
    """An invented shape."""

    kind: Literal["square"]
    side_cm: Annotated[float, Field(gt=0)]


class Thing(Closed):
    """One of each kind of value."""

    id: Id = "thing"
    count: Annotated[int, Field(ge=0, le=9)] = 0
    mass_kg: Annotated[float, Field(gt=0, lt=100)] = 1.0
    ready: bool = True
    note: Annotated[str, Field(min_length=1, max_length=5)] = "note"
    code: Annotated[str, Field(pattern=r"^\d+$")] = "1"
    colour: Colour = Colour.RED
    version: Literal[1] = 1
    day: datetime.date | None = None
    pair: tuple[float, float] = (0.0, 1.0)
    words: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)] = ("a",)
    trials: tuple[float, ...] | Literal["not_done"] = ()
    shape: Annotated[Round | Square, Field(discriminator="kind")] | None = None
    parts: dict[Id, float] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.pair[0] > self.pair[1]:
            raise ValueError("The pair is upside down. | Swap the two.")
        return self


def problems(text: str) -> list[tuple[str, str, str]]:
    """Place, fault and mend of every problem."""
    with pytest.raises(DataError) as caught:
        validate(Thing, read_document(text, "f.yaml"))
    return [(problem.place, problem.what, problem.mend) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "place", "what", "mend"),
    [
        ("count: many", "f.yaml:1: count", '"many" does not fit: a whole number is wanted here.', "without its unit"),
        ("count: 1.5", "f.yaml:1: count", "1.5 does not fit: a whole number is wanted here.", "without its unit"),
        ("count: true", "f.yaml:1: count", "true does not fit: a whole number is wanted here.", "without its unit"),
        ("mass_kg: 70 kg", "f.yaml:1: mass_kg", '"70 kg" does not fit: a number is wanted here.', "without its unit"),
        ("mass_kg:", "f.yaml:1: mass_kg", "null does not fit: a number is wanted here.", "without its unit"),
        ("mass_kg: 1e999", "f.yaml:1: mass_kg", '"inf" does not fit: a number is wanted here.', "without its unit"),
        ("mass_kg: .nan", "f.yaml:1: mass_kg", '".nan" does not fit: a number is wanted here.', "without its unit"),
        ("mass_kg: 0", "f.yaml:1: mass_kg", "0 cannot be: it is more than 0.", "it is in kilograms"),
        ("mass_kg: 100", "f.yaml:1: mass_kg", "100 cannot be: it is less than 100.", "it is in kilograms"),
        ("count: 12", "f.yaml:1: count", "12 cannot be: it is at most 9.", "Check the value"),
        ("count: -1", "f.yaml:1: count", "-1 cannot be: it is at least 0.", "Check the value"),
        ("ready: yes", "f.yaml:1: ready", '"yes" does not fit: true or false is wanted here.', "Write true or false"),
        ("note: 5", "f.yaml:1: note", "5 does not fit: text is wanted here.", "quotes"),
        ('note: ""', "f.yaml:1: note", "It is empty.", "Write something"),
        ("note: far too long", "f.yaml:1: note", "There are 12 characters, more than 5.", "Shorten it."),
        ("code: x", "f.yaml:1: code", '"x" is not spelled as it must be.', r"It must match ^\d+$."),
        ("id: Side Plank", "f.yaml:1: id", '"Side Plank" is not spelled as it must be.', "for example side_plank"),
        ("id: '!'", "f.yaml:1: id", '"!" is not spelled as it must be.', "lower-case letters"),
        ("colour: gren", "f.yaml:1: colour", '"gren" is not one of the choices.', "Did you mean “green”?"),
        ("colour: RED", "f.yaml:1: colour", '"RED" is not one of the choices.', "Did you mean “red”?"),
        ("colour: 12", "f.yaml:1: colour", "12 is not one of the choices.", "Use one of: red, green."),
        ("colour: null", "f.yaml:1: colour", "null is not one of the choices.", "Use one of: red, green."),
        ('version: "1"', "f.yaml:1: version", '"1" is not one of the choices.', "Write 1 without quotes."),
        ("day: 31.12.2025", "f.yaml:1: day", '"31.12.2025" does not fit: a day of the calendar', "2026-01-31"),
        ("day: 2026-02-30", "f.yaml:1: day", '"2026-02-30" does not fit: a day of the calendar', "2026-01-31"),
        ("pair: 3", "f.yaml:1: pair", "3 does not fit: a list is wanted here.", "Write a list"),
        ("pair: [3]", "f.yaml:1: pair[2]", "A value is missing here.", "right length"),
        ("pair: [3, 4, 5]", "f.yaml:1: pair", "There are 3 entries, more than 2.", "Shorten it."),
        ("pair: [4, 3]", "f.yaml:1", "The pair is upside down.", "Swap the two."),
        ("words: []", "f.yaml:1: words", "It is empty.", "Write something"),
        ("words: [a, 2]", "f.yaml:1: words[2]", "2 does not fit: text is wanted here.", "quotes"),
        ("parts: [a]", "f.yaml:1: parts", '["a"] does not fit: a group of keys is wanted here.', "indented"),
        ("parts: {A B: 1}", "f.yaml:1: parts.A B", '"A B" is not spelled as it must be.', "for example a_b"),
        ("trials: 3", "f.yaml:1: trials", "3 does not fit: a list is wanted here.", "Or: Use one of: not_done."),
        ("trials: not done", "f.yaml:1: trials", '"not done" does not fit', "Did you mean “not_done”?"),
        ("trials: [1, x]", "f.yaml:1: trials[2]", '"x" does not fit: a number is wanted here.', "without its unit"),
        ("shape: {kind: rond}", "f.yaml:1: shape.kind", "“rond” is not one of the choices.", "Did you mean “round”?"),
        ("shape: {radius_cm: 1}", "f.yaml:1: shape.kind", "The key “kind” is missing.", "Add “kind:”"),
        ("shape: {kind: round}", "f.yaml:1: shape.radius_cm", "The key “radius_cm” is missing.", "Add “radius_cm:”"),
        (
            "shape: {kind: round, radius_cm: -1}",
            "f.yaml:1: shape.radius_cm",
            "-1 cannot be: it is more than 0.",
            "it is in centimetres",
        ),
        ("shape: 7", "f.yaml:1: shape", "7 does not fit: a group of keys is wanted here.", "indented"),
        ("cuont: 1", "f.yaml:1: cuont", "The key “cuont” is not known here.", "Did you mean “count”?"),
        ("zzz: 1", "f.yaml:1: zzz", "The key “zzz” is not known here.", "Remove it or check its spelling."),
        ("[]", "f.yaml:1", "[] does not fit: a group of keys is wanted here.", "indented"),
        ("hello", "f.yaml:1", '"hello" does not fit: a group of keys is wanted here.', "indented"),
    ],
)
def test_each_kind_of_fault_has_its_place_words_and_mend(text: str, place: str, what: str, mend: str) -> None:
    """A fault gives exactly one problem, in plain words, at its line and key, with what to do."""
    said = problems(text)

    assert [each[0] for each in said] == [place]
    assert said[0][1].startswith(what)
    assert mend in said[0][2]


def test_all_faults_are_told_at_once() -> None:
    """A document with many faults names every one of them, each on its own line."""
    text = "id: Thing\ncount: 12\nmass_kg: heavy\ncolour: blue\npair: [1]\n"
    text += "shape:\n  kind: round\n  radus_cm: 2\nextra: 1\n"

    said = problems(text)

    assert {place for place, _, _ in said} == {
        "f.yaml:1: id",
        "f.yaml:2: count",
        "f.yaml:3: mass_kg",
        "f.yaml:4: colour",
        "f.yaml:5: pair[2]",
        "f.yaml:6: shape.radius_cm",
        "f.yaml:8: shape.radus_cm",
        "f.yaml:9: extra",
    }
    assert len(said) == 8


def test_a_long_value_is_shown_shortened() -> None:
    """A message stays readable however long the wrong value is."""
    said = problems(f"count: {'x' * 500}")

    assert len(said[0][1]) < 120
    assert "..." in said[0][1]


def test_a_guess_names_keys_of_inner_parts_too() -> None:
    """A misspelt key inside a part is held against the keys of that part."""
    said = problems("shape: {kind: round, radus_cm: 2, radius_cm: 2}")

    assert said == [("f.yaml:1: shape.radus_cm", "The key “radus_cm” is not known here.", "Did you mean “radius_cm”?")]


def test_values_made_by_a_program_are_checked_alike() -> None:
    """Data without lines, as the interview makes it, gets the same words, at its key."""
    with pytest.raises(DataError) as caught:
        validate(Thing, Document("your answers", {"count": 12, "parts": {"aa": "x"}}, {}))

    places = [problem.place for problem in caught.value.problems]
    assert places == ["your answers:1: count", "your answers:1: parts.aa"]


def test_a_valid_document_becomes_its_value() -> None:
    """What fits is taken as it stands: lists become tuples, words become choices, days become dates."""
    thing = validate(Thing, read_document("{id: my_thing, colour: green, day: 2026-01-31, trials: [1, 2.5]}", "f.yaml"))

    assert (thing.id, thing.colour, thing.trials) == ("my_thing", Colour.GREEN, (1.0, 2.5))
    assert thing.day == datetime.date(2026, 1, 31)


def test_a_value_cannot_be_changed_afterwards() -> None:
    """What was validated stays as it was validated."""
    thing = validate(Thing, read_document("count: 3", "f.yaml"))

    with pytest.raises(ValidationError):
        setattr(thing, "count", 4)  # noqa: B010 - the type checker would refuse the plain form

    assert thing.count == 3


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 20) | st.floats() | st.text(max_size=8),
    lambda data: st.lists(data, max_size=3) | st.dictionaries(st.text(max_size=5), data, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.sampled_from([*Thing.model_fields, "other"]), ANYTHING, max_size=6) | ANYTHING)
def test_whatever_stands_in_a_document_fits_or_is_refused_with_places(data: object) -> None:
    """Any data at all becomes a value or a list of problems, each with place, words and mend."""
    document = Document("f.yaml", data, {})  # type: ignore[arg-type]

    try:
        thing = validate(Thing, document)
    except DataError as error:
        told = [(problem.place, problem.what, problem.mend) for problem in error.problems]
        assert all(place.startswith("f.yaml:1") and what and mend for place, what, mend in told)
        assert len(set(told)) == len(told)
    else:
        assert isinstance(thing, Thing)
