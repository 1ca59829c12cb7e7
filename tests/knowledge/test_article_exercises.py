"""The fourteen exercises of the article say, see and allow what they must, whoever edits the files."""

from collections.abc import Mapping

import pytest
from tests.knowledge.shipped import cautions, for_each, load

from kilter.body.positions import Position
from kilter.body.signals import Joint
from kilter.knowledge.schema.citing import Grade, Source
from kilter.knowledge.schema.exercises import Caution, Exercise, Section
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Training
from kilter.knowledge.schema.safety import Precaution
from kilter.knowledge.schema.teaching import Equipment

Angles = Mapping[Joint, float]


SECTIONS = {
    Section.GLUTEAL_STRENGTHENING: "clamshell side_lying_leg_raise banded_lateral_walk single_leg_glute_bridge",
    Section.HIP_FLEXOR_LENGTHENING: "kneeling_hip_flexor_stretch couch_stretch",
    Section.ADDUCTORS: "copenhagen_plank cossack_squat butterfly_stretch frog_stretch",
    Section.CORE_STABILITY: "bird_dog dead_bug",
    Section.UNILATERAL_BALANCE: "single_leg_romanian_deadlift step_up",
}
ARTICLE = {exercise: section for section, exercises in SECTIONS.items() for exercise in exercises.split()}

ALL = load("exercises", Exercise)
EXERCISES = {key: ALL[key] for key in ARTICLE if key in ALL}
PRECAUTIONS = load("precautions", Precaution)
HOUSEHOLD = {thing.id for thing in load("equipment", Equipment).values() if thing.household}
SOURCES = load("sources", Source)

# What the article asks to attend to (how-to and focus), and the checks that see it.
ARTICLE_CUES: dict[str, dict[str, set[str]]] = {
    "clamshell": {
        "from the buttock, not from back or trunk": {"trunk_turns", "low_back_arches"},
        "hips stacked": {"pelvis_rolls_back", "pelvis_rolls_forward"},
        "feet together": {"feet_come_apart"},
        "lower slowly": {"lowers_too_fast"},
    },
    "side_lying_leg_raise": {
        "still trunk": {"trunk_rocks"},
        "hip neither forward nor back": {"pelvis_rolls_back", "pelvis_rolls_forward"},
        "heel first": {"toes_lead"},
        "straight leg": {"knee_bends"},
        "lower slowly": {"lowers_too_fast"},
    },
    "banded_lateral_walk": {
        "toes forward": {"toes_turn_out"},
        "no turning of the hips": {"hips_turn", "hips_turn_back"},
        "stay low": {"stands_up"},
        "tension kept": {"band_goes_slack"},
    },
    "single_leg_glute_bridge": {
        "squeeze at the top": {"squeeze_at_top"},
        "level pelvis": {"pelvis_drops", "pelvis_hitches"},
        "no arching": {"low_back_arches"},
        "through the heel": {"heel_lifts"},
        "free leg straight": {"free_leg_bends"},
        "lower slowly": {"lowers_too_fast"},
    },
    "kneeling_hip_flexor_stretch": {
        "felt in front of the hip": {"stretch_not_reached"},
        "no arching": {"low_back_arches"},
        "tailbone tucked": {"tailbone_untucks"},
        "trunk upright": {"trunk_leans_back", "trunk_tips_forward"},
        "right angle in front": {"front_knee_too_far"},
    },
    "couch_stretch": {
        "deep stretch of both hip flexors": {"stretch_not_reached"},
        "comfort of the knee": {"knee_too_bent"},
        "stand tall": {"leans_forward"},
    },
    "copenhagen_plank": {"body off the floor": {"hips_sag"}, "inner thigh engaged": {"inner_thigh_lets_go"}},
    "cossack_squat": {
        "control": {"lowers_too_fast"},
        "trunk upright": {"trunk_tips_forward", "trunk_leans_sideways"},
        "other leg straight": {"straight_leg_bends"},
        "foot flat": {"heel_lifts"},
    },
    "butterfly_stretch": {"gentle": {"forces_the_range"}, "heels towards the groin": {"heels_drift_away"}},
    "frog_stretch": {
        "gentle": {"forces_the_range"},
        "shins and feet flat": {"feet_lift"},
        "hips sink back": {"hips_stay_forward"},
    },
    "bird_dog": {
        "no rotation, hips level": {"hips_rock", "hip_sinks", "trunk_turns"},
        "no arching, flat back": {"back_arches"},
        "opposite arm": {"same_arm_reaches"},
        "leg straight": {"leg_stays_bent"},
    },
    "dead_bug": {
        "back on the floor": {"low_back_lifts"},
        "slowly": {"lowers_too_fast"},
        "hovering": {"foot_touches_floor"},
        "opposite arm": {"same_arm_moves"},
        "other leg stays": {"waiting_knee_drops"},
    },
    "single_leg_romanian_deadlift": {
        "hips level": {"hips_open", "free_hip_drops"},
        "straight back": {"back_rounds"},
        "balance": {"balance_sways", "free_foot_touches"},
        "slight bend of the knee": {"knee_bends_too_much"},
        "free leg straight": {"free_leg_bends"},
    },
    "step_up": {
        "stability on one leg": {"pelvis_drops", "knee_falls_in", "trunk_sways"},
        "through the heel": {"heel_lifts"},
        "stand tall": {"not_standing_tall"},
        "controlled descent": {"lowers_too_fast"},
    },
}

# The evidence base and the precautions rule these out altogether.
NEVER = {
    "adductor_or_pubic_pain": {"copenhagen_plank", "cossack_squat", "butterfly_stretch", "frog_stretch"},
    "hip_replacement": {"copenhagen_plank", "couch_stretch", "frog_stretch"},
    "hip_replacement_recent": set(ARTICLE),
    "recent_hip_surgery": set(ARTICLE),
    "hypermobility": {"couch_stretch", "frog_stretch"},
    "knee_pain": {"couch_stretch"},
    "pregnancy_later": {"copenhagen_plank", "frog_stretch"},
    "spinal_fracture_history": {"frog_stretch", "single_leg_romanian_deadlift"},
}


each_exercise = for_each(EXERCISES.values())
each_standing = for_each(exercise for exercise in EXERCISES.values() if exercise.position is Position.STANDING)
each_supine = for_each(exercise for exercise in EXERCISES.values() if exercise.position is Position.SUPINE)


def hardest_step(exercise: Exercise, caution: Caution) -> int:
    """The step of the hardest level that a caution leaves; below all steps when it leaves none."""
    return next((level.step for level in exercise.levels if level.id == caution.do), -99)


def test_all_fourteen_are_there_and_marked_as_the_articles() -> None:
    """The exercises marked as the article's are its fourteen, each under its heading there."""
    marked = {key: exercise.section for key, exercise in ALL.items() if exercise.from_article}

    assert marked == ARTICLE


@each_exercise
def test_every_cue_of_the_article_is_checked_and_none_is_made_up(exercise: Exercise) -> None:
    """The checks that cite the article are exactly those that see its cues."""
    cues = set().union(*ARTICLE_CUES[exercise.id].values())

    citing = {focus.id for focus in exercise.focus if "seed_article" in focus.sources}

    assert citing == cues


@each_standing
def test_a_standing_foot_is_flat(exercise: Exercise) -> None:
    """In standing, hip, trunk, knee and ankle add up to a sole on the floor or the box in each drawn pose."""
    movement = exercise.movement

    for angles in filter(None, (movement.rest, movement.between, movement.peak)):
        thigh = angles[Joint.HIP_FLEXION] - angles[Joint.TRUNK_FLEXION]
        shin = angles[Joint.KNEE_FLEXION] - thigh
        assert angles[Joint.ANKLE_DORSIFLEXION] == pytest.approx(shin, abs=1)


@each_exercise
def test_an_exercise_for_both_sides_is_drawn_once(exercise: Exercise) -> None:
    """What both sides do at once names no other side; what one side does says what the other does."""
    drawn = set(exercise.movement.rest) | set(exercise.movement.peak)

    names_other = any(joint.startswith("other_") for joint in drawn)

    assert names_other is (exercise.laterality is not Laterality.BOTH_SIDES)


@each_exercise
def test_the_dose_is_the_articles(exercise: Exercise) -> None:
    """Two to three sets of 10 to 15, or holds of 30 to 60 s, on 3 to 4 days; what departs says why."""
    dose = exercise.dose

    assert dose.sets == (2, 3)
    assert dose.reps in {(10, 15), None}
    assert dose.hold_s in {(30, 60), None} or "shorter holds" in dose.note
    assert dose.times_per_week == (3, 4) or (dose.times_per_week == (2, 4) and "48 hours" in dose.note)
    assert dose.reps is None or 60 <= dose.rest_s <= 90


@each_exercise
def test_there_are_easier_and_harder_forms(exercise: Exercise) -> None:
    """At least two levels are easier and two harder, and no easier one asks for more training."""
    steps = [level.step for level in exercise.levels]
    training = [list(Training).index(level.from_training) for level in exercise.levels]

    assert sum(step < 0 for step in steps) >= 2
    assert sum(step > 0 for step in steps) >= 2
    assert len(set(steps)) == len(steps)
    assert training == sorted(training)


@each_exercise
def test_anyone_can_begin_at_home(exercise: Exercise) -> None:
    """An untrained person has an easier level that needs only what a household has."""
    begin = [
        level
        for level in exercise.levels
        if level.step < 0 and level.from_training is Training.NONE and set(level.equipment) <= HOUSEHOLD
    ]

    assert begin


def test_the_copenhagen_plank_is_locked_and_advanced() -> None:
    """It opens after side planks of 20 s and a squeeze that hurts two at most, on both sides, and not for beginners."""
    plank = EXERCISES["copenhagen_plank"]

    gates = {(gate.test, gate.measure, gate.at_least, gate.at_most, gate.both_sides) for gate in plank.gates}

    assert gates == {
        ("side_plank_hold", "time", 20, None, True),
        ("adductor_squeeze", "pain", None, 2, True),
    }
    assert all(level.from_training is Training.REGULAR for level in plank.levels if level.step > 0)
    assert plank.base_level.from_training is not Training.NONE


@each_exercise
def test_cautions_name_each_precaution_once(exercise: Exercise) -> None:
    """Every caution belongs to a known precaution, and no precaution gives two answers."""
    whens = [caution.when for caution in exercise.cautions]

    assert set(whens) <= set(PRECAUTIONS)
    assert len(set(whens)) == len(whens)


@pytest.mark.parametrize(("when", "never"), NEVER.items(), ids=NEVER.keys())
def test_what_is_ruled_out_is_left_out(when: str, never: set[str]) -> None:
    """Exercises that a precaution rules out are avoided, not only made easier."""
    avoided = {key for key, exercise in EXERCISES.items() if (c := cautions(exercise).get(when)) and c.do == "avoid"}

    assert avoided >= never


@each_standing
def test_on_the_feet_an_unsteady_person_has_a_hold(exercise: Exercise) -> None:
    """In standing exercises every level left to people who may fall, or are 75, has a chair or wall."""
    for when in ("fall_risk", "age_75_plus"):
        most = hardest_step(exercise, cautions(exercise)[when])
        left = [level for level in exercise.levels if level.step <= most]
        assert left
        assert all({"chair", "wall"} & set(level.equipment) for level in left)


@each_supine
def test_nobody_lies_on_the_back_late_in_pregnancy(exercise: Exercise) -> None:
    """Exercises done on the back leave only forms without lying to a person in later pregnancy."""
    most = hardest_step(exercise, cautions(exercise)["pregnancy_later"])

    left = [level for level in exercise.levels if level.step <= most]

    assert not any("lie" in level.how.lower().split() for level in left)


@pytest.mark.parametrize("unstudied", ["couch_stretch", "cossack_squat", "butterfly_stretch", "frog_stretch"])
def test_where_no_study_was_seen_it_says_so(unstudied: str) -> None:
    """The four exercises that the evidence base found nothing about tell people so, as a convention."""
    said = [fact.say.lower() for fact in EXERCISES[unstudied].facts if fact.grade is Grade.CONVENTION]

    assert any(("study" in say or "trial" in say) and {"no", "not"} & set(say.split()) for say in said)


@each_exercise
def test_every_source_exists(exercise: Exercise) -> None:
    """The sources of an exercise, of its facts and of its cautions are all on the list of sources."""
    cited = {key for block in (*exercise.facts, *exercise.cautions, *exercise.focus) for key in block.sources}
    own = {key for fact in exercise.facts for key in fact.sources}

    assert cited | set(exercise.sources) <= set(SOURCES)
    assert own <= set(exercise.sources)
