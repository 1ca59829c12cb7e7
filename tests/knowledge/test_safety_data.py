"""What people are asked, told and promised for their safety holds, whoever edits the files."""

import re
from collections.abc import Iterator

import pytest
from tests.knowledge.shipped import load, rules

from kilter.body.positions import Position
from kilter.knowledge.schema.people import Pregnancy, Training
from kilter.knowledge.schema.progress import ProgressionRules
from kilter.knowledge.schema.rules import DoseRules
from kilter.knowledge.schema.safety import (
    AgeAtLeast,
    AgeBelow,
    MeasureReaches,
    PainAtLeast,
    Precaution,
    PregnancyIs,
    RedFlag,
    Reported,
    SignPresent,
    StopRule,
    TriageRule,
    Urgency,
    UrgencyText,
)
from kilter.knowledge.schema.teaching import Claim, MuscleGroup, Topic, TopicKind, Verdict

FLAGS = load("red_flags", RedFlag)
TRIAGE_RULES = load("triage_rules", TriageRule)
URGENCY_TEXTS = load("urgencies", UrgencyText)
PRECAUTIONS = load("precautions", Precaution)
STOP_RULES = load("stop_rules", StopRule)
CLAIMS = load("claims", Claim)
TOPICS = load("education", Topic)
MUSCLE_GROUPS = load("muscle_groups", MuscleGroup)
DOSE = rules("dose", DoseRules)
PROGRESSION = rules("progression", ProgressionRules)

PICTURES: dict[str, tuple[Urgency, set[str]]] = {
    "pressure on the nerves of the seat": (Urgency.NOW, {"cauda_equina", "both_legs_pain_or_weakness"}),
    "broken hip": (Urgency.NOW, {"cannot_bear_weight_after_fall", "fall_with_thin_bones"}),
    "hidden broken hip, in the clinic": (Urgency.SAME_DAY, {"percussion_sounds_different"}),
    "infected joint": (Urgency.NOW, {"hot_swollen_joint_fever", "joint_pain_after_infection"}),
    "clot in the leg": (Urgency.SAME_DAY, {"one_leg_swollen", "leg_pain_and_clot_risk"}),
    "clot in the lung": (Urgency.NOW, {"sudden_breathlessness"}),
    "tired bone": (Urgency.SAME_DAY, {"stress_fracture_picture", "stress_fracture_risk"}),
    "growth plate": (Urgency.SAME_DAY, {"under_18_limp_or_pain"}),
    "dying bone": (Urgency.WITHIN_2_WEEKS, {"avascular_risk"}),
    "growth": (Urgency.WITHIN_2_WEEKS, {"cancer_history_or_weight_loss", "constant_night_pain_or_lump"}),
    "broken spine": (Urgency.SAME_DAY, {"spinal_fracture_risk", "back_pain_steroids_or_age"}),
    "failing nerve": (Urgency.SAME_DAY, {"new_leg_weakness"}),
    "inflamed spine": (Urgency.WITHIN_2_WEEKS, {"inflammatory_morning_stiffness", "skin_eye_or_bowel_link"}),
    "worn hip": (Urgency.ROUTINE, {"groin_pain_stiff_over_50"}),
    "locking hip": (Urgency.ROUTINE, {"locking_or_giving_way"}),
    "narrow arteries": (Urgency.WITHIN_2_WEEKS, {"leg_pain_on_walking"}),
    "belly and pelvis": (Urgency.SAME_DAY, {"groin_lump_or_pelvic", "blood_in_urine_or_flank_pain"}),
    "after an operation": (Urgency.NOW, {"wound_after_surgery", "sudden_pop_after_surgery"}),
    "heart under effort": (Urgency.NOW, {"exercise_chest_pain"}),
}
"""Each picture of the evidence base, how urgent it is, and the questions that ask for it."""

UNSURE = {
    Urgency.NOW: Urgency.SAME_DAY,
    Urgency.SAME_DAY: Urgency.WITHIN_2_WEEKS,
    Urgency.WITHIN_2_WEEKS: Urgency.WITHIN_2_WEEKS,
    Urgency.ROUTINE: Urgency.ROUTINE,
}

DISEASE = re.compile(
    r"\b\w*(arthrit|arthros|fractur|cancer|tumou?r|malignan|metasta|tendin|tendon tear|bursit|impinge|labr(al|um)|"
    r"cauda equina|thrombo|embol|osteonecro|necrosis|avascular|sepsis|septic|hernia|sciatica|stenosis|epiphys|perthes|"
    r"claudic|spondyl|osteop|psoria|uveit|crohn|colitis|lupus|sickle|dysplasia|trochanteric|angina|infarct|diabet|"
    r"hypermob|syndrome)\w*",
    re.IGNORECASE,
)
MAY_BE_ASKED = {
    "avascular_risk": {"sickle", "lupus"},
    "cancer_history_or_weight_loss": {"cancer"},
    "leg_pain_and_clot_risk": {"cancer"},
    "skin_eye_or_bowel_link": {"psoriasis"},
    "osteoporosis": {"osteoporosis"},
    "hypermobility": {"hypermobile"},
    "told_hip_arthritis": {"arthritis"},
}
"""The words that a question may use because it asks what a professional has said or what was treated."""

PROMISE = re.compile(r"\b(prevent|protect|guarantee|cures?\b|heals?\b|injury-)", re.IGNORECASE)
INJURY = re.compile(r"\b(injur(y|ies)|keeps? \w+ away)\b", re.IGNORECASE)
DENIAL = re.compile(r"\b(no|not|never|nothing|nobody|cannot)\b", re.IGNORECASE)
HEDGE = re.compile(r"\b(may|might|not (been )?shown|not for certain|may be doubted)\b", re.IGNORECASE)
UNPROVEN = {Verdict.WEAK, Verdict.NOT_SHOWN, Verdict.CONTRADICTED, Verdict.DO_NOT_CLAIM}
ORDER_OF_PRINCIPLES = ["identify", "mobility", "activate", "strengthen", "integrate", "one_leg_at_a_time"]
INJURY_AS_A_CAUSE = {"question_what_causes_it", "takeaway_causes"}
"""Texts in which an earlier injury is a cause."""


def texts() -> Iterator[tuple[str, str, str]]:
    """Everything here that a person reads: id, field and text; not what is written for the professional."""
    fields = {
        "name": (FLAGS, TRIAGE_RULES, PRECAUTIONS, MUSCLE_GROUPS),
        "ask": (FLAGS, PRECAUTIONS),
        "say": (TRIAGE_RULES,),
        "headline": (URGENCY_TEXTS,),
        "advice": (URGENCY_TEXTS, PRECAUTIONS),
        "when": (STOP_RULES,),
        "do": (STOP_RULES,),
        "title": (TOPICS,),
        "text": (TOPICS,),
        "claim": (CLAIMS,),
        "finding": (CLAIMS,),
        "role": (MUSCLE_GROUPS,),
        "when_out_of_balance": (MUSCLE_GROUPS,),
    }
    for field, tables in fields.items():
        for table in tables:
            for entry_id, entry in table.items():
                value = getattr(entry, field)
                for text in value if isinstance(value, tuple) else [value] if value else []:
                    yield entry_id, field, text
    for phase in DOSE.phases:
        for text in (phase.aim, *phase.ready_for_next_when):
            yield phase.stage, "phase", text


def diseases_in(entry_id: str, field: str, text: str) -> set[str]:
    """The names of diseases in a text, less those that this very question may ask about."""
    allowed = MAY_BE_ASKED.get(entry_id, set()) if field == "ask" else set()
    return {found.group().lower() for found in DISEASE.finditer(text)} - allowed


def promises_in(text: str) -> list[str]:
    """The sentences that promise prevention or cure, and those on injury that deny nothing."""
    sentences = re.split(r"(?<=[.;?!])\s+", text)
    return [s for s in sentences if (PROMISE.search(s) or INJURY.search(s)) and not DENIAL.search(s)]


def test_every_picture_of_the_evidence_base_is_asked_for() -> None:
    """No question that the evidence base demands is missing, and none stands outside it."""
    expected = {flag for _, flags in PICTURES.values() for flag in flags}

    assert set(FLAGS) == expected


@pytest.mark.parametrize("picture", PICTURES)
def test_a_red_flag_is_as_urgent_as_the_evidence_base_says(picture: str) -> None:
    """Each question of a picture carries the urgency of the picture."""
    urgency, flags = PICTURES[picture]

    assert {FLAGS[flag].urgency for flag in flags} == {urgency}


@pytest.mark.parametrize("flag", FLAGS.values(), ids=FLAGS)
def test_being_unsure_follows_one_cautious_rule(flag: RedFlag) -> None:
    """Unsure is at most one step less urgent than yes, and what stops the road for yes stops it for unsure."""
    assert flag.if_unsure is UNSURE[flag.urgency]
    assert flag.if_unsure.triage.stops is flag.urgency.triage.stops


@pytest.mark.parametrize("flag", FLAGS.values(), ids=FLAGS)
def test_a_red_flag_is_one_short_question(flag: RedFlag) -> None:
    """A person answers it with yes, no or unsure after reading a line or two."""
    assert flag.ask.endswith("?")
    assert flag.ask.count("?") == 1
    assert len(flag.ask) <= 180
    assert not flag.name.endswith(("?", "."))
    assert len(flag.name) <= 80


def test_only_the_tapping_test_is_for_a_clinic() -> None:
    """Every other question can be answered by the person alone."""
    assert [flag.id for flag in FLAGS.values() if flag.clinic_only] == ["percussion_sounds_different"]


@pytest.mark.parametrize(
    ("precaution", "urgency"),
    [
        ("hip_replacement_recent", Urgency.WITHIN_2_WEEKS),
        ("recent_hip_surgery", Urgency.WITHIN_2_WEEKS),
        ("heart_or_metabolic_condition", Urgency.ROUTINE),
    ],
)
def test_a_circumstance_that_needs_a_professional_first_says_so(precaution: str, urgency: Urgency) -> None:
    """A fresh operation stops the road; a heart condition lets only gentle exercise through."""
    assert PRECAUTIONS[precaution].urgency is urgency
    assert PRECAUTIONS[precaution].gentle_only


@pytest.mark.parametrize("precaution", PRECAUTIONS.values(), ids=PRECAUTIONS)
def test_a_precaution_that_a_person_names_always_applies(precaution: Precaution) -> None:
    """What a person says about themselves is never passed over, and what is asked has an answer that counts."""
    assert Reported(kind="reported") in precaution.applies_when


def test_precautions_apply_by_themselves_where_other_answers_show_them() -> None:
    """Pregnancy, age, a painful site or a painful test is enough; nobody has to name the precaution."""
    shown = {
        precaution.id: condition
        for precaution in PRECAUTIONS.values()
        for condition in precaution.applies_when
        if not isinstance(condition, Reported | MeasureReaches)
    }
    measured = {
        (precaution.id, condition.test, condition.measure, condition.at_least)
        for precaution in PRECAUTIONS.values()
        for condition in precaution.applies_when
        if isinstance(condition, MeasureReaches)
    }

    assert shown == {
        "pregnancy_later": PregnancyIs(kind="pregnancy_is", stages=(Pregnancy.LATER,)),
        "postpartum": PregnancyIs(kind="pregnancy_is", stages=(Pregnancy.POSTPARTUM,)),
        "age_75_plus": AgeAtLeast(kind="age_at_least", years=75),
        "low_back_pain": SignPresent(kind="sign_present", sign="pain_low_back"),
        "lateral_hip_pain": SignPresent(kind="sign_present", sign="pain_lateral_hip"),
        "knee_pain": SignPresent(kind="sign_present", sign="pain_knee_front"),
    }
    assert measured == {
        ("adductor_or_pubic_pain", "adductor_squeeze", "pain", 3),
        ("lateral_hip_pain", "single_leg_stance", "lateral_pain", 2),
    }


def test_nobody_lies_on_back_or_front_in_later_pregnancy() -> None:
    """Both positions are ruled out, whatever the exercise."""
    assert set(PRECAUTIONS["pregnancy_later"].avoid_positions) == {Position.SUPINE, Position.PRONE}


@pytest.mark.parametrize(
    ("rule", "kind", "limit", "urgency"),
    [
        ("under_18", AgeBelow, 18, Urgency.WITHIN_2_WEEKS),
        ("strong_pain", PainAtLeast, 6, Urgency.WITHIN_2_WEEKS),
        ("strong_pain_on_squeezing", MeasureReaches, 6, Urgency.WITHIN_2_WEEKS),
        ("groin_pain_with_little_inward_turn", MeasureReaches, 15, Urgency.ROUTINE),
        ("leg_length_difference_with_pain", MeasureReaches, 10, Urgency.ROUTINE),
    ],
)
def test_a_triage_rule_begins_at_its_limit(rule: str, kind: type, limit: float, urgency: Urgency) -> None:
    """The limits of the evidence base stand in the rules, with their urgency."""
    condition = TRIAGE_RULES[rule].when
    numbers = [value for value in condition.model_dump().values() if isinstance(value, float)]

    assert isinstance(condition, kind)
    assert numbers == [limit]
    assert TRIAGE_RULES[rule].urgency is urgency


def test_every_urgency_has_its_words() -> None:
    """Whatever the triage says, there is something to tell the person; the most urgent tells whom to call."""
    assert set(URGENCY_TEXTS) == set(Urgency)
    assert "emergency number" in URGENCY_TEXTS[Urgency.NOW].advice


def test_no_sign_to_stop_in_pregnancy_is_missing() -> None:
    """The published list is complete in the rule."""
    signs = ["bleeding", "breath", "dizziness", "headache", "chest", "weakness", "calf", "contractions", "fluid"]

    assert [sign for sign in signs if sign not in STOP_RULES["pregnancy_signs"].when] == []


@pytest.mark.parametrize("urgency", [urgency for urgency in Urgency if urgency.triage.stops])
def test_words_that_stop_the_road_say_that_no_programme_is_made(urgency: Urgency) -> None:
    """A person who is sent on knows why there is no programme."""
    assert "No programme is made" in URGENCY_TEXTS[urgency].advice


@pytest.mark.parametrize(
    ("number", "rule"), [("0 to 2", "pain_up_to_two"), ("of 3 ", "pain_of_three"), ("4 or 5", "pain_of_four_or_five")]
)
def test_each_number_of_pain_up_to_five_has_one_rule(number: str, rule: str) -> None:
    """From 0 to 5 exactly one rule says what to do; from 6 on the session ends."""
    assert [stop.id for stop in STOP_RULES.values() if number in stop.when] == [rule]
    assert "6 or more" in STOP_RULES["stop_the_session"].when


def test_no_disease_is_named_to_a_person() -> None:
    """Kilter describes and sends on; a disease is named only to ask what a professional has said."""
    named = {
        (entry_id, field): found for entry_id, field, text in texts() if (found := diseases_in(entry_id, field, text))
    }

    assert named == {}


@pytest.mark.parametrize(
    ("entry_id", "field", "text"),
    [
        ("told_hip_arthritis", "name", "Arthritis of the hip"),
        ("cannot_bear_weight_after_fall", "ask", "Have you fractured your hip?"),
        ("what_a_hip_imbalance_is", "text", "It may be gluteal tendinopathy."),
    ],
)
def test_a_disease_would_be_noticed(entry_id: str, field: str, text: str) -> None:
    """An exception holds for its own question only, and every form of a word is found."""
    assert diseases_in(entry_id, field, text) != set()


@pytest.mark.parametrize("entry_id", MAY_BE_ASKED)
def test_every_exception_is_needed(entry_id: str) -> None:
    """An exception whose word is no longer asked is taken off the list."""
    asked = FLAGS[entry_id].ask if entry_id in FLAGS else PRECAUTIONS[entry_id].ask or ""

    assert {found.group().lower() for found in DISEASE.finditer(asked)} == MAY_BE_ASKED[entry_id]


def test_nothing_is_promised_about_injury() -> None:
    """A sentence on prevention, cure or injury denies something, asks, or is not there."""
    promises = {
        (entry_id, sentence)
        for entry_id, field, text in texts()
        if field not in {"claim", "ask"} and entry_id not in INJURY_AS_A_CAUSE
        for sentence in promises_in(text)
    }

    assert promises == set()


@pytest.mark.parametrize(
    "text", ["Strong hips prevent pain.", "It works. It protects you.", "You will have fewer injuries.", "This heals."]
)
def test_a_promise_would_be_noticed(text: str) -> None:
    """The search for promises finds them, also behind another sentence."""
    assert promises_in(text) != []


@pytest.mark.parametrize("topic", TOPICS.values(), ids=TOPICS)
def test_a_text_on_an_unproven_claim_says_may_or_not_shown(topic: Topic) -> None:
    """Where the audit found a claim weak, not shown or contradicted, the words do not say more."""
    unproven = [claim for claim in topic.claims if CLAIMS[claim].verdict in UNPROVEN]

    assert not unproven or HEDGE.search(topic.text)


def test_there_are_unproven_claims_and_each_is_told() -> None:
    """All thirteen claims of the audit are there, every one in some text, and the audit is not all praise."""
    told = {claim for topic in TOPICS.values() for claim in topic.claims}
    unproven = {claim.id for claim in CLAIMS.values() if claim.verdict in UNPROVEN}

    assert told == set(CLAIMS)
    assert len(CLAIMS) == 13
    assert {CLAIMS[claim].verdict for claim in unproven} == UNPROVEN
    assert len(unproven) == 7


@pytest.mark.parametrize(("kind", "least"), list(zip(TopicKind, (1, 6, 5, 4, 4, 5), strict=True)))
def test_every_part_of_the_article_is_told_in_order(kind: TopicKind, least: int) -> None:
    """Nothing of the article is missing, and each kind counts from one without a gap."""
    orders = sorted(topic.order for topic in TOPICS.values() if topic.kind is kind)

    assert orders == list(range(1, len(orders) + 1))
    assert len(orders) >= least


def test_the_principles_stand_in_the_order_of_the_article() -> None:
    """Identify, free, activate, strengthen, integrate, one leg at a time."""
    principles = sorted((t for t in TOPICS.values() if t.kind is TopicKind.PRINCIPLE), key=lambda topic: topic.order)

    assert [topic.id.removeprefix("principle_") for topic in principles] == ORDER_OF_PRINCIPLES


def test_the_phases_stand_in_the_order_of_the_article() -> None:
    """Mobility, activation, strength, integration; together twelve weeks, so that re-tests fall on their ends."""
    assert [phase.stage.value for phase in DOSE.phases] == ["mobility", "activation", "strength", "integration"]
    assert [phase.weeks.value for phase in DOSE.phases] == [2, 2, 4, 4]


def test_the_defaults_lie_within_what_may_be_wished_for() -> None:
    """A person who wishes for nothing gets a programme that the limits allow."""
    sessions, minutes = DOSE.sessions_per_week_range, DOSE.session_minutes_range

    assert DOSE.sessions_per_impairment.value <= sessions.low <= DOSE.sessions_per_week.value <= sessions.high
    assert minutes.low <= DOSE.session_minutes.value <= minutes.high
    assert DOSE.warm_up_minutes.high + DOSE.cool_down_minutes.high < DOSE.session_minutes.value / 2


def test_a_set_ends_where_the_stop_rules_ask_for_an_easier_form() -> None:
    """The score that ends a set is the least of those at which one goes a step back, and below the session's."""
    ends_from = DOSE.set_ends_from_pain.value

    assert ends_from == PROGRESSION.pain_hold_max.value + 1
    assert f"Pain of {ends_from:g} or " in STOP_RULES["pain_of_four_or_five"].when
    assert f"Pain of {ends_from - 1:g} out of 10" in STOP_RULES["pain_of_three"].when


def test_who_has_trained_less_starts_easier() -> None:
    """The first step grows with the training history, and a beginner starts below the described form."""
    steps = [DOSE.start_step[training].value for training in Training]

    assert steps == sorted(steps)
    assert steps[0] < 0
