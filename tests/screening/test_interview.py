"""The conversation: each question follows from the answers, and whatever is answered leads to a screening."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.errors import UsageError
from kilter.knowledge.schema.people import Answer
from kilter.knowledge.schema.safety import Triage, Urgency
from kilter.screening.form import Screening
from kilter.screening.interview import (
    LONGEST_TEXT,
    MOST_GOALS,
    Question,
    accept,
    all_questions,
    next_question,
    restore,
    to_document,
    to_screening,
)
from kilter.services.screen import Screener

PERSON = {
    "person.age_years": "41",
    "person.sex": "female",
    "person.height_cm": "168",
    "person.mass_kg": "70",
    "person.dominant_leg": "right",
    "person.training": "none",
    "person.pregnancy": "no",
}


def ask(screener: Screener, answers: dict[str, str]) -> Question | None:
    """The next question."""
    return next_question(answers, screener.catalogue, screener.model)


def question(screener: Screener, question_id: str, answers: dict[str, str] | None = None) -> Question:
    """A question by its id, as far as the answers lead."""
    return next(q for q in all_questions(answers or {}, screener.catalogue, screener.model) if q.id == question_id)


def give(screener: Screener, answers: dict[str, str], text: str) -> Question:
    """Answer the next question."""
    asked = ask(screener, answers)
    assert asked is not None
    answers[asked.id] = accept(asked, text, answers, screener.catalogue)
    return asked


def refusal(screener: Screener, question_id: str, text: str, answers: dict[str, str] | None = None) -> tuple[str, str]:
    """What is said about an answer that is not taken."""
    with pytest.raises(UsageError) as caught:
        accept(question(screener, question_id, answers), text, answers or {}, screener.catalogue)
    (problem,) = caught.value.problems
    return problem.what, problem.mend


def healthy(screener: Screener, upto: str = "Tests") -> dict[str, str]:
    """Answers of a person without complaints, up to a section."""
    answers = dict(PERSON)
    while (asked := ask(screener, answers)) is not None and asked.section != upto:
        answers[asked.id] = "no" if "no" in asked.choices else ""
    return answers


def test_the_person_comes_first_then_safety(screener: Screener) -> None:
    """Nothing is asked before the person and the safety questions, in this order."""
    sections = list(dict.fromkeys(q.section for q in all_questions({}, screener.catalogue, screener.model)))

    assert sections[:2] == ["You", "Safety"]


def test_no_question_stands_twice(screener: Screener) -> None:
    """Every question has its own id."""
    ids = [q.id for q in all_questions(healthy(screener), screener.catalogue, screener.model)]

    assert len(ids) == len(set(ids))


def test_every_safety_question_is_asked_and_needs_an_answer(screener: Screener) -> None:
    """All safety questions that a person can answer are asked, and none can be skipped."""
    asked = [q for q in all_questions({}, screener.catalogue, screener.model) if q.section == "Safety"]

    assert {q.id for q in asked} == {
        f"red_flags.{flag.id}" for flag in screener.catalogue.red_flags.values() if not flag.clinic_only
    }
    assert all(q.required for q in asked)


def test_the_most_urgent_questions_come_first(screener: Screener) -> None:
    """Safety questions go from emergencies down, so that an emergency is found soon."""
    asked = [
        q.id.removeprefix("red_flags.")
        for q in all_questions({}, screener.catalogue, screener.model)
        if q.section == "Safety"
    ]

    urgencies = [list(Urgency).index(screener.catalogue.red_flags[flag].urgency) for flag in asked]
    assert urgencies == sorted(urgencies)


def test_an_emergency_ends_the_questions_at_once(screener: Screener) -> None:
    """After an answer that means an emergency nothing more is asked, and the profile stops with it."""
    answers = {**PERSON, "red_flags.cauda_equina": "yes"}

    following = ask(screener, answers)
    profile = screener.profile(to_screening(answers, screener.catalogue))

    assert following is None
    assert profile.triage.level is Triage.EMERGENCY
    assert profile.triage.stops
    assert profile.screening.red_flags["one_leg_swollen"] is Answer.NOT_ASKED


@pytest.mark.parametrize("flag", ["stress_fracture_picture", "avascular_risk"])
def test_a_lesser_alarm_ends_the_questions_after_safety(screener: Screener, flag: str) -> None:
    """An answer that means a visit still lets the other safety questions look for something worse, then ends."""
    answers = {**PERSON, f"red_flags.{flag}": "yes"}

    sections = set()
    while (asked := ask(screener, answers)) is not None:
        sections.add(asked.section)
        answers[asked.id] = "no"
    profile = screener.profile(to_screening(answers, screener.catalogue))

    assert sections == {"Safety"}
    assert profile.triage.level is Triage.SEE_PROFESSIONAL
    assert Answer.NOT_ASKED not in profile.screening.red_flags.values()


def test_without_complaints_the_way_leads_to_the_tests(screener: Screener) -> None:
    """A person with nothing to report is offered a test, with its time and its reason."""
    asked = ask(screener, healthy(screener))

    assert asked is not None
    assert asked.id.startswith("offer.")
    assert " min)" in asked.text


def test_a_pain_that_is_reported_is_asked_for_its_strength(screener: Screener) -> None:
    """Only where a pain is reported is its strength asked, right after it."""
    answers = healthy(screener, upto="What you feel and see")
    while (asked := ask(screener, answers)) is not None and asked.id != "signs.pain_groin":
        answers[asked.id] = "no"

    give(screener, answers, "left")
    following = ask(screener, answers)

    assert following is not None
    assert following.id == "pain.pain_groin"
    assert "pain.pain_low_back" not in {q.id for q in all_questions(answers, screener.catalogue, screener.model)}


def test_goals_are_asked_until_one_is_left_empty(screener: Screener) -> None:
    """Each goal is followed by how well it goes, up to the most that are taken; an empty one ends them."""
    answers = healthy(screener, upto="Your goals")

    asked = [give(screener, answers, text).id for text in ("Run", "3", "Climb stairs", "5,5", "")]
    following = ask(screener, answers)

    assert asked == ["goals.1", "goal_score.1", "goals.2", "goal_score.2", "goals.3"]
    assert MOST_GOALS == 3
    assert following is not None
    assert following.section == "Your means"


def test_a_test_is_offered_once(screener: Screener) -> None:
    """A refused test is not offered again; another is, until there is none left."""
    answers, offered = healthy(screener), []

    while (asked := ask(screener, answers)) is not None:
        offered.append(asked.id)
        answers[asked.id] = "no"

    assert len(offered) == len(set(offered)) > 3


def test_an_accepted_test_asks_for_both_sides(screener: Screener) -> None:
    """A test that is accepted asks for each of its measures on the left and on the right, with how to do it."""
    answers = healthy(screener)
    offered = give(screener, answers, "yes").id.removeprefix("offer.")
    test = screener.catalogue.tests[offered]

    asked = []
    while (following := ask(screener, answers)) is not None and following.id.startswith("tests."):
        asked.append(following)
        answers[following.id] = ""

    wanted = [
        f"tests.{offered}.{measure.id}.{side}"
        for measure in test.measures
        if not measure.derived
        for side in (Side if measure.sided else ["both"])
    ]
    assert [q.id for q in asked] == wanted
    assert all(test.procedure[0] in q.hint for q in asked)


@pytest.mark.parametrize("side", Side)
def test_test_results_reach_the_screening_side_by_side(screener: Screener, side: Side) -> None:
    """Numbers typed for one side are that side's trials; a side that was skipped is not tested."""
    answers = {
        **healthy(screener),
        "offer.side_plank_hold": "yes",
        f"tests.side_plank_hold.time.{side}": "22.5 30",
        f"tests.side_plank_hold.time.{side.other}": "",
    }

    screening = to_screening(answers, screener.catalogue)

    (entry,) = screening.tests
    assert entry.measures["time"].of(side) == (22.5, 30.0)
    assert getattr(entry.measures["time"], side.other) == "not_tested"


def test_a_test_that_was_skipped_through_is_no_result(screener: Screener) -> None:
    """A test that was accepted and then not measured on either side leaves nothing in the screening."""
    answers = {
        **healthy(screener),
        "offer.side_plank_hold": "yes",
        "tests.side_plank_hold.time.left": "",
        "tests.side_plank_hold.time.right": "",
    }

    screening = to_screening(answers, screener.catalogue)

    assert screening.tests == ()


def test_everything_told_reaches_the_screening(screener: Screener) -> None:
    """Conditions, signs with side and pain, causes, goals, equipment and positions all arrive."""
    answers = {
        **healthy(screener),
        "conditions.low_back_pain": "yes",
        "signs.pain_groin": "left",
        "pain.pain_groin": "4",
        "signs.tight_front_of_hip": "both",
        "causes.previous_ankle_injury": "right",
        "causes.sedentary_sitting": "yes",
        "goals.1": "Run 5 km",
        "goal_score.1": "3",
        "equipment": "mini_band, box",
        "cannot": "kneeling",
    }

    screening = to_screening(answers, screener.catalogue)

    assert screening.person.conditions == ("low_back_pain",)
    assert {(s.sign, s.side, s.pain) for s in screening.symptoms} == {
        ("pain_groin", "left", 4.0),
        ("tight_front_of_hip", "both", None),
    }
    assert {(h.cause, h.side) for h in screening.history} == {
        ("previous_ankle_injury", "right"),
        ("sedentary_sitting", "both"),
    }
    assert [(goal.text, goal.score) for goal in screening.goals] == [("Run 5 km", 3.0)]
    assert screening.wishes.equipment == ("mini_band", "box")
    assert screening.wishes.cannot == (Position.KNEELING,)


def test_an_unfinished_conversation_makes_no_screening(screener: Screener) -> None:
    """While a required answer is missing there is no screening, and the error says to go on."""
    answers = dict(PERSON)

    document = to_document(answers, screener.catalogue)

    assert document is None
    with pytest.raises(UsageError, match="Go on asking"):
        to_screening(answers, screener.catalogue)


@pytest.mark.parametrize(
    ("question_id", "typed", "taken"),
    [
        ("person.age_years", " 41 ", "41"),
        ("person.age_years", "41,5", "41.5"),
        ("person.age_years", "+41", "+41"),
        ("person.height_cm", "168.", "168."),
        ("person.sex", "F", "female"),
        ("person.sex", "Male", "male"),
        ("person.pregnancy", "first trimester", "first_trimester"),
        ("person.pregnancy", "p", "postpartum"),
        ("person.dominant_leg", "", ""),
        ("red_flags.cauda_equina", "N", "no"),
        ("red_flags.cauda_equina", "u", "unsure"),
    ],
)
def test_an_answer_is_taken_in_the_form_people_type(
    screener: Screener, question_id: str, typed: str, taken: str
) -> None:
    """Decimal commas, spaces, capitals and the beginning of a choice are understood."""
    answer = accept(question(screener, question_id), typed, {}, screener.catalogue)

    assert answer == taken


@pytest.mark.parametrize(
    ("question_id", "typed", "taken"),
    [
        ("equipment", "Mini band, BOX ,, box", "mini_band, box"),
        ("equipment", "none", ""),
        ("cannot", "side lying", "side_lying"),
        ("cannot", "Nothing", ""),
        ("goals.1", "  Run   again, without\tpain ", "Run again, without pain"),
        ("goals.1", "Wieder laufen – ohne Schmerz 😀", "Wieder laufen – ohne Schmerz 😀"),
    ],
)
def test_names_and_words_are_taken_in_the_form_people_type(
    screener: Screener, question_id: str, typed: str, taken: str
) -> None:
    """Names may be written with spaces and capitals, and words may be any."""
    answers = healthy(screener)

    answer = accept(question(screener, question_id, answers), typed, answers, screener.catalogue)

    assert answer == taken


@pytest.mark.parametrize(
    ("question_id", "typed", "what"),
    [
        ("person.age_years", "300", "300 cannot be."),
        ("person.age_years", "-1", "-1 cannot be."),
        ("person.age_years", "forty", "“forty” is not a number."),
        ("person.age_years", "41 years", "“years” is not a number."),
        ("person.age_years", "nan", "“nan” is not a number."),
        ("person.age_years", "1e2", "“1e2” is not a number."),
        ("person.age_years", "4_1", "“4_1” is not a number."),
        ("person.age_years", "٤١", "“٤١” is not a number."),
        ("person.age_years", "1,2,3", "“1.2.3” is not a number."),
        ("person.age_years", "41 42", "These are 2 numbers."),
        ("person.age_years", ";", "These are 0 numbers."),
        ("person.age_years", "9" * 400, "inf cannot be."),
        ("person.age_years", "", "This question needs an answer."),
        ("person.sex", "x", "“x” is not one of the choices."),
        ("red_flags.cauda_equina", "", "This question needs an answer."),
        ("red_flags.cauda_equina", "not_asked", "“not_asked” is not one of the choices."),
        ("person.dominant_leg", "\x1b[31m", "There is a control character in it."),
        ("person.dominant_leg", "\ud800", "There is a control character in it."),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_with_what_would(
    screener: Screener, question_id: str, typed: str, what: str
) -> None:
    """What cannot be an answer is refused with the reason and with what is expected."""
    said, mend = refusal(screener, question_id, typed)

    assert said == what
    assert mend


def test_names_that_are_not_known_are_refused_with_a_guess(screener: Screener) -> None:
    """Equipment and positions that do not exist come back with what was probably meant."""
    answers = healthy(screener)

    equipment = refusal(screener, "equipment", "mini_band, miniband", answers)
    position = refusal(screener, "cannot", "kneel", answers)

    assert equipment == ("“miniband” is not known.", "Did you mean “mini_band”?")
    assert position == ("“kneel” is not known.", "Did you mean “kneeling”?")


def test_a_goal_too_long_is_not_cut_silently(screener: Screener) -> None:
    """Words are taken whole or refused."""
    answers = healthy(screener)

    what, mend = refusal(screener, "goals.1", "x" * (LONGEST_TEXT + 1), answers)

    assert what == f"These are {LONGEST_TEXT + 1} characters."
    assert mend == f"Say it in at most {LONGEST_TEXT}."


def test_a_mass_that_cannot_be_leads_to_kilograms_or_back_to_the_height(screener: Screener) -> None:
    """A mass in pounds is refused with its kilograms, and with the way back to a height that was wrong."""
    answers = {key: PERSON[key] for key in ("person.age_years", "person.sex", "person.height_cm")}

    what, mend = refusal(screener, "person.mass_kg", "330", answers)

    assert what == "330 kg at 168 cm cannot be a person."
    assert "in pounds, write 150." in mend
    assert "“back”" in mend


def test_height_and_mass_are_held_together_whichever_comes_last(screener: Screener) -> None:
    """A height that makes the mass before it impossible is refused as well."""
    what, _ = refusal(screener, "person.height_cm", "66", {"person.mass_kg": "70"})

    assert what == "70 kg at 66 cm cannot be a person."


def test_going_back_asks_the_last_question_again(screener: Screener) -> None:
    """Without its last answer the conversation stands exactly where it stood before it."""
    answers = healthy(screener, upto="Health")
    before = ask(screener, answers)

    asked = give(screener, answers, "yes")
    answers.popitem()

    assert asked == before
    assert ask(screener, answers) == before


def typed_for(asked: Question, data: st.DataObject) -> str:
    """Something that answers a question, or nearly."""
    if asked.choices:
        usual = ["no"] * 6 if asked.section == "Safety" else []
        return data.draw(st.sampled_from([*asked.choices, *usual, ""]))
    if asked.number:
        low, high = asked.number
        numbers = st.lists(st.floats(low, high).map(lambda value: f"{value:.1f}"), max_size=max(1, asked.trials))
        return " ".join(data.draw(numbers))
    return data.draw(st.sampled_from(["", asked.hint, "none", "box", "Run", "kneeling"]))


def converse(screener: Screener, data: st.DataObject, most: int) -> dict[str, str]:
    """A conversation of random answers, with steps back."""
    answers: dict[str, str] = dict(PERSON) if data.draw(st.booleans()) else {}
    for _ in range(data.draw(st.integers(0, most))):
        asked = ask(screener, answers)
        if asked is None:
            break
        if answers and data.draw(st.integers(0, 30)) == 0:
            answers.popitem()
            continue
        try:
            answers[asked.id] = accept(asked, typed_for(asked, data), answers, screener.catalogue)
        except UsageError:
            answers.setdefault(asked.id, "") if not asked.required else None
    return answers


@given(st.data())
def test_any_answers_lead_to_another_question_or_a_screening(screener: Screener, data: st.DataObject) -> None:
    """Whatever is answered, there is a next question, or a screening that makes a profile."""
    answers = converse(screener, data, 140)

    asked = ask(screener, answers)

    if asked is None:
        screening = to_screening(answers, screener.catalogue)
        assert isinstance(screening, Screening)
        assert screener.profile(screening).screening == screening
    else:
        assert asked.id not in answers


@given(st.data())
def test_resuming_goes_on_where_it_was_left(screener: Screener, data: st.DataObject) -> None:
    """Answers kept in a file and read again are all there, in their order, and lead to the same question."""
    answers = converse(screener, data, 140)

    restored = restore(answers, screener.catalogue, screener.model)

    assert list(restored.items()) == list(answers.items())
    assert ask(screener, restored) == ask(screener, answers)


def test_resuming_brings_back_several_tests(screener: Screener) -> None:
    """Tests are offered one after the other, and all of them with their numbers are there again."""
    answers = healthy(screener)
    for _ in range(3):
        give(screener, answers, "yes")
        while (asked := ask(screener, answers)) is not None and asked.id.startswith("tests."):
            assert asked.number is not None
            answers[asked.id] = accept(asked, str(sum(asked.number) / 2), answers, screener.catalogue)

    restored = restore(answers, screener.catalogue, screener.model)

    assert restored == answers
    assert len([key for key in restored if key.startswith("offer.")]) == 3


KEPT = st.sampled_from([*PERSON, "red_flags.cauda_equina", "goals.1", "offer.gait", "tests.gait.x.left", "zzz", ""])


@given(st.dictionaries(KEPT, st.text(max_size=9) | st.sampled_from(["70", "168", "yes", "no", "0"])))
@example({"person.mass_kg": "70"})
@example({"person.mass_kg": "70", "person.height_cm": "60"})
def test_a_draft_that_was_tampered_with_never_breaks_the_conversation(screener: Screener, kept: dict[str, str]) -> None:
    """Of answers that somebody wrote into the draft, only those that answer a question are taken."""
    restored = restore(kept, screener.catalogue, screener.model)

    known = {q.id for q in all_questions(restored, screener.catalogue, screener.model)}
    assert set(restored) <= known
    assert ask(screener, restored) is not None
