"""The exercises beyond the article's fill every principle, see what they correct, and leave out what may harm."""

from collections.abc import Mapping

import pytest
from tests.knowledge.shipped import cautions, for_each, load

from kilter.body.positions import Position
from kilter.body.signals import Joint
from kilter.knowledge.schema.citing import Source
from kilter.knowledge.schema.exercises import Exercise, Level, Section, Stage
from kilter.knowledge.schema.impairments import Impairment, ImpairmentKind
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Training
from kilter.knowledge.schema.safety import Precaution
from kilter.knowledge.schema.teaching import Equipment

SECTIONS = {
    Section.WARM_UP: "leg_swings_forward leg_swings_sideways hip_circles march_in_place squat_to_stand",
    Section.MOBILITY: (
        "foam_roll_front_thigh foam_roll_buttock foam_roll_inner_thigh seated_hip_rotation windshield_wipers "
        "figure_four_stretch rock_back knee_to_chest knee_to_wall_rocks standing_hip_flexor_stretch"
    ),
    Section.ACTIVATION: "glute_bridge isometric_hip_abduction standing_hip_abduction ball_squeeze heel_slide_march",
    Section.STRENGTH: (
        "side_plank prone_hip_extension banded_march side_lying_adduction calf_raise standing_trunk_press"
    ),
    Section.INTEGRATION: (
        "single_leg_stance_balance squat split_squat lateral_step_down_drill single_leg_squat_to_box "
        "walking_drill running_drill"
    ),
    Section.COOL_DOWN: "easy_walk hamstring_stretch calf_stretch side_lying_quad_stretch supine_breathing",
}
FURTHER = {exercise: section for section, exercises in SECTIONS.items() for exercise in exercises.split()}

ALL = load("exercises", Exercise)
EXERCISES = {key: ALL[key] for key in FURTHER if key in ALL}
IMPAIRMENTS = load("impairments", Impairment)
PRECAUTIONS = load("precautions", Precaution)
HOUSEHOLD = {thing.id for thing in load("equipment", Equipment).values() if thing.household}
SOURCES = load("sources", Source)

TREATABLE = sorted(key for key, it in IMPAIRMENTS.items() if it.kind is not ImpairmentKind.STRUCTURAL)
UPRIGHT = {Position.STANDING, Position.SITTING}
WALK_AND_BREATH = {"easy_walk", "supine_breathing"}
ROLLING = {key for key in FURTHER if key.startswith("foam_roll")}
AFTER_AN_OPERATION = {"hip_replacement_recent", "recent_hip_surgery"}
"""Precautions after which only a professional chooses the exercises."""
NO_IMPACT = {
    "adductor_or_pubic_pain",
    "age_75_plus",
    "fall_risk",
    "heart_or_metabolic_condition",
    "hip_replacement",
    "knee_pain",
    "lateral_hip_pain",
    "low_back_pain",
    "osteoporosis",
    "postpartum",
    "pregnancy_later",
    "recent_hamstring_strain",
    "spinal_fracture_history",
    "told_hip_arthritis",
}


each_exercise = for_each(EXERCISES.values())


def left_to(exercise: Exercise, when: str) -> list[Level]:
    """The levels that a precaution leaves of an exercise."""
    caution = cautions(exercise).get(when)
    if caution is None:
        return list(exercise.levels)
    most = next((level.step for level in exercise.levels if level.id == caution.do), -99)
    return [level for level in exercise.levels if level.step <= most]


def begins_at_home(exercise: Exercise) -> bool:
    """Whether an untrained person has an easier level that needs only what a household has."""
    return any(
        level.step < 0 and level.from_training is Training.NONE and set(level.equipment) <= HOUSEHOLD
        for level in exercise.levels
    )


def standing_foot_is_flat(angles: Mapping[Joint, float], leg: str) -> bool:
    """Whether hip, trunk, knee and ankle of a leg (prefix of its joints) add up to a sole on the floor."""
    hip, knee, ankle = (
        angles.get(Joint(leg + joint), 0.0) for joint in ("hip_flexion", "knee_flexion", "ankle_dorsiflexion")
    )
    pelvis = angles.get(Joint.TRUNK_FLEXION, 0.0) + angles.get(Joint.PELVIS_TILT, 0.0)
    return abs(hip - pelvis - knee + ankle) <= 1


def test_every_further_exercise_is_there_under_its_section() -> None:
    """The exercises that are not the article's are the agreed ones, each in the section it fills."""
    added = {key: exercise.section for key, exercise in ALL.items() if not exercise.from_article}

    assert added == FURTHER


@pytest.mark.parametrize("impairment", TREATABLE)
def test_each_impairment_has_two_exercises_and_one_for_the_home(impairment: str) -> None:
    """Each trainable impairment is treated by at least two exercises, one of them with household things only."""
    treating = [exercise for exercise in ALL.values() if impairment in exercise.treats]

    at_home = [exercise for exercise in treating if begins_at_home(exercise)]

    assert len(treating) >= 2
    assert at_home


@pytest.mark.parametrize("impairment", TREATABLE)
def test_nobody_has_to_kneel_or_lie_down(impairment: str) -> None:
    """Each trainable impairment can be worked standing or sitting, with household things only."""
    upright = [
        key
        for key, exercise in ALL.items()
        if impairment in exercise.treats and exercise.position in UPRIGHT and begins_at_home(exercise)
    ]

    assert upright


@pytest.mark.parametrize("stage", Stage)
def test_every_part_of_a_programme_can_be_done_upright_at_home(stage: Stage) -> None:
    """Each stage has at least four exercises on the feet or on a chair that need only household things."""
    upright = [e.id for e in ALL.values() if stage in e.stages and e.position in UPRIGHT and begins_at_home(e)]

    assert len(upright) >= 4


@pytest.mark.parametrize("stage", [Stage.WARM_UP, Stage.COOL_DOWN])
def test_there_are_enough_ways_to_begin_and_to_end(stage: Stage) -> None:
    """At least four exercises warm up and at least four cool down."""
    fitting = [exercise.id for exercise in ALL.values() if stage in exercise.stages]

    assert len(fitting) >= 4


@pytest.mark.parametrize("when", sorted(set(PRECAUTIONS) - AFTER_AN_OPERATION))
def test_no_precaution_takes_the_whole_warm_up_or_cool_down(when: str) -> None:
    """Whatever a person must heed, three exercises remain to warm up with and three to cool down with."""
    avoided = set(PRECAUTIONS[when].avoid_positions)
    left = [e for e in ALL.values() if e.position not in avoided and left_to(e, when)]

    for stage in (Stage.WARM_UP, Stage.COOL_DOWN):
        assert sum(stage in exercise.stages for exercise in left) >= 3


@for_each(e for e in EXERCISES.values() if e.position is Position.STANDING and e.id not in {"easy_walk", "calf_raise"})
def test_one_foot_always_stands(exercise: Exercise) -> None:
    """In each drawn pose of a standing exercise one foot is flat, unless lifting the heels or walking is the point."""
    movement = exercise.movement

    for angles in filter(None, (movement.rest, movement.between, movement.peak)):
        assert standing_foot_is_flat(angles, "") or standing_foot_is_flat(angles, "other_")


@for_each(e for e in EXERCISES.values() if e.id != "easy_walk")
def test_an_exercise_for_both_sides_is_drawn_once(exercise: Exercise) -> None:
    """What both sides do at once names no other side; what one side does says what the other does."""
    drawn = set(exercise.movement.rest) | set(exercise.movement.peak)

    names_other = any(joint.startswith("other_") for joint in drawn)

    assert names_other is (exercise.laterality is not Laterality.BOTH_SIDES)


@for_each(e for key, e in EXERCISES.items() if key not in WALK_AND_BREATH | ROLLING)
def test_the_dose_keeps_to_the_articles_frame(exercise: Exercise) -> None:
    """Sets of 10 to 15 or holds of 30 to 60 s, two to three sets at most, rests of 20 to 60 s, at most four days."""
    dose = exercise.dose

    assert dose.reps in {(10, 15), None}
    assert dose.hold_s is None or 30 <= dose.hold_s[0] <= dose.hold_s[1] <= 60
    assert dose.sets in ({(1, 1), (1, 2)} if {Stage.WARM_UP, Stage.COOL_DOWN} & set(exercise.stages) else {(2, 3)})
    assert 20 <= dose.rest_s <= 60
    assert dose.times_per_week[1] <= 4


@for_each(e for key, e in EXERCISES.items() if key not in ROLLING | {"running_drill"})
def test_anyone_can_begin_at_home(exercise: Exercise) -> None:
    """Except for the roller and for running, an untrained person has an easier level with household things."""
    assert begins_at_home(exercise)


@each_exercise
def test_harder_levels_never_ask_for_less_training(exercise: Exercise) -> None:
    """Steps differ from level to level, and the training asked for only grows with them."""
    steps = [level.step for level in exercise.levels]
    training = [list(Training).index(level.from_training) for level in exercise.levels]

    assert len(set(steps)) == len(steps)
    assert training == sorted(training)


def test_running_is_never_offered_on_pain_or_to_the_untrained() -> None:
    """Running drills need training and a steady stance, and stay shut for everyone whom landing may hurt."""
    running = EXERCISES["running_drill"]

    avoided = {caution.when for caution in running.cautions if caution.do == "avoid"}
    gates = {(gate.test, gate.measure, gate.at_least, gate.both_sides) for gate in running.gates}

    assert avoided >= NO_IMPACT | AFTER_AN_OPERATION
    assert all(level.from_training is not Training.NONE for level in running.levels)
    assert gates == {("single_leg_stance", "time", 20, True)}
    assert "pain" in running.how_to[0]


@each_exercise
def test_cautions_name_each_precaution_once(exercise: Exercise) -> None:
    """Every caution belongs to a known precaution, and no precaution gives two answers."""
    whens = [caution.when for caution in exercise.cautions]

    assert set(whens) <= set(PRECAUTIONS)
    assert len(set(whens)) == len(whens)


@for_each(e for key, e in EXERCISES.items() if key not in WALK_AND_BREATH)
def test_after_an_operation_nothing_is_chosen_here(exercise: Exercise) -> None:
    """Until a professional releases the hip, only walking as shown and breathing are left."""
    assert not any(left_to(exercise, when) for when in AFTER_AN_OPERATION)


@for_each(e for e in EXERCISES.values() if e.position in {Position.SUPINE, Position.PRONE})
def test_nobody_lies_flat_late_in_pregnancy(exercise: Exercise) -> None:
    """Exercises on the back or the front are left out in later pregnancy."""
    assert not left_to(exercise, "pregnancy_later")


@for_each(
    e for e in EXERCISES.values() if e.position is Position.STANDING and e.id not in {"easy_walk", "running_drill"}
)
def test_on_the_feet_an_unsteady_person_has_a_hold(exercise: Exercise) -> None:
    """Every standing level left to people who may fall, or are 75, has a chair or a wall."""
    for when in ("fall_risk", "age_75_plus"):
        assert all({"chair", "wall"} & set(level.equipment) for level in left_to(exercise, when))


@for_each(
    e
    for key, e in EXERCISES.items()
    if (e.position is Position.STANDING or e.section is Section.STRENGTH)
    and key not in {"knee_to_wall_rocks", "calf_raise"}
)
def test_loading_the_leg_heeds_sore_tendons_and_groins(exercise: Exercise) -> None:
    """Standing and strength exercises say what pain on the outer hip or in the groin changes; two spare the groin."""
    assert {"lateral_hip_pain", "adductor_or_pubic_pain"} <= set(cautions(exercise))


@for_each(e for e in EXERCISES.values() if e.position in {Position.ALL_FOURS, Position.SIDE_SUPPORT})
def test_sore_wrists_and_knees_are_heeded_on_hands_and_knees(exercise: Exercise) -> None:
    """What rests on hands, forearms or knees says what sore ones do instead."""
    assert {"wrist_or_shoulder_pain", "knee_pain"} <= set(cautions(exercise))


@for_each(e for e in EXERCISES.values() if e.section is Section.ACTIVATION)
def test_activation_is_called_practice(exercise: Exercise) -> None:
    """Activation drills say that they are practice of form and that waking muscles up has little support."""
    said = " ".join(fact.say for fact in exercise.facts)

    assert "little support" in said
    assert "practice of good form" in said


@for_each(e for key, e in EXERCISES.items() if key in ROLLING or e.section in {Section.WARM_UP, Section.COOL_DOWN})
def test_where_no_study_was_seen_it_says_so(exercise: Exercise) -> None:
    """Rolling, warm-ups and cool-downs do not borrow evidence that they do not have."""
    said = [fact.say.lower() for fact in exercise.facts if fact.grade == "convention"]

    assert any("no study" in say or "no trial" in say or "not shown" in say for say in said)


@each_exercise
def test_every_source_exists(exercise: Exercise) -> None:
    """The sources of every statement are on the list of sources, and the exercise names them all."""
    blocks = (exercise.dose, exercise.movement, *exercise.facts, *exercise.cautions, *exercise.focus, *exercise.gates)
    cited = {key for block in blocks for key in block.sources}

    assert cited <= set(exercise.sources) <= set(SOURCES)
