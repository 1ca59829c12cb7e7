"""The planner: what it asks for, what it refuses and how, and what it says about its choices."""

from dataclasses import replace

import pytest

from kilter.body.positions import Position
from kilter.body.sides import PerSide, Side
from kilter.errors import UsageError
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.exercises import Stage
from kilter.knowledge.schema.movements import Laterality
from kilter.knowledge.schema.people import Training
from kilter.programme.checks import violations
from kilter.programme.fallback import fill
from kilter.programme.offers import offers_for, set_seconds
from kilter.programme.planner import plan
from kilter.programme.programme import Block, BlockKind, Phase, Prescription, Programme, Purpose, Session
from kilter.programme.request import Need, PlanRequest
from kilter.programme.sessions import EXTRA_SET
from kilter.programme.solver import solve
from kilter.programme.template import ARTICLE_ORDER


def _need(impairment: str, left: float, right: float) -> Need:
    return Need(
        impairment=impairment,
        probability=PerSide(left, right),
        treat=PerSide(left > 0.35, right > 0.35),
        tests=("a_test",),
        sources=("seed_article",),
    )


@pytest.fixture
def request_(catalogue: Catalogue) -> PlanRequest:
    """A person of some training with weak outer hip muscles on the left, and a normal household."""
    return PlanRequest(
        needs=(_need("weak_abductors", 0.8, 0.2), _need("short_hip_flexors", 0.5, 0.5)),
        days=3,
        minutes=30,
        equipment=frozenset(item.id for item in catalogue.equipment.values() if item.household),
        training=Training.SOME,
        dominant_leg=Side.RIGHT,
    )


def _main(programme: Programme) -> list[Prescription]:
    return [
        prescription
        for phase in programme.phases
        for session in phase.sessions
        for prescription in session.prescriptions(BlockKind.MAIN)
    ]


def test_phases_follow_the_article_and_number_their_weeks_through(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Mobility, activation, strength, integration: twelve weeks in all, the first of each with fewer sets."""
    programme = plan(request_, catalogue, solve)

    assert [phase.stage for phase in programme.phases] == list(ARTICLE_ORDER)
    assert [week.number for phase in programme.phases for week in phase.weeks] == list(range(1, 13))
    assert all(phase.weeks[0].sets <= phase.weeks[-1].sets for phase in programme.phases)


def test_each_need_is_worked_in_the_wished_number_of_sessions(request_: PlanRequest, catalogue: Catalogue) -> None:
    """A treated impairment comes up in at least two sessions a week of every phase in which work for it exists."""
    programme = plan(request_, catalogue, solve)

    for phase in programme.phases:
        for impairment in ("weak_abductors", "short_hip_flexors"):
            sessions = [
                session
                for session in phase.sessions
                if any(
                    impairment in catalogue.exercises[p.exercise].treats for p in session.prescriptions(BlockKind.MAIN)
                )
            ]
            assert len(sessions) >= 2, (phase.stage, impairment)


def test_the_weaker_side_begins_and_both_get_the_same_sets(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Equal sets by default; the left, more probably weak, goes first in all work for it."""
    programme = plan(request_, catalogue, solve)

    for prescription in _main(programme):
        assert prescription.sets.left == prescription.sets.right
        if [because.impairment for because in prescription.because] == ["weak_abductors"]:
            assert prescription.first_side in {Side.LEFT, None}


def test_without_a_weaker_side_the_leg_that_is_not_dominant_begins(request_: PlanRequest, catalogue: Catalogue) -> None:
    """With nothing to treat, the non-dominant leg goes first; without a dominant leg either may."""
    nothing = replace(request_, needs=())

    right_handed = plan(nothing, catalogue, solve)
    unknown = plan(replace(nothing, dominant_leg=None), catalogue, solve)

    assert {p.first_side for p in _main(right_handed)} <= {Side.LEFT, None}
    assert {p.first_side for p in _main(unknown)} == {None}


def test_an_extra_set_is_given_only_when_wished_and_says_that_it_is_unproven(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """With the option, marked differences get one more set on the weaker side, labelled as a choice."""
    wished = replace(
        request_, extra_set_on_weaker_side=True, large_differences=frozenset({"weak_abductors"}), minutes=45
    )

    programme = plan(wished, catalogue, solve)

    extra = [p for p in _main(programme) if p.sets.left != p.sets.right]
    assert extra
    assert all(p.sets.left == p.sets.right + 1 and EXTRA_SET in p.labels for p in extra)
    assert violations(programme, wished, catalogue) == ()


def test_what_nothing_points_to_is_kept_in_use_not_treated(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Without needs every main prescription is maintenance, and the notes say why."""
    programme = plan(replace(request_, needs=()), catalogue, solve)

    assert {p.purpose for p in _main(programme)} == {Purpose.MAINTENANCE}
    assert programme.treats == ()
    assert any("every region" in note for note in programme.notes)


def test_every_treatment_names_the_impairment_and_a_source(request_: PlanRequest, catalogue: Catalogue) -> None:
    """A treatment without a reason would be a guess."""
    for prescription in _main(plan(request_, catalogue, solve)):
        if prescription.purpose is Purpose.TREATMENT:
            assert prescription.because
            assert all(because.sources for because in prescription.because)


def test_an_impairment_that_exercise_does_not_treat_is_left_out_with_the_advice(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """A structural variant gets no exercise but its word of referral."""
    structural = replace(request_, needs=(*request_.needs, _need("structural_variant", 0.6, 0.6)))

    programme = plan(structural, catalogue, solve)

    left_out = {item.id: item.why for item in programme.left_out if item.kind == "impairment"}
    assert left_out["structural_variant"] == catalogue.impairments["structural_variant"].refer
    assert catalogue.impairments["structural_variant"].refer in programme.notes


@pytest.mark.parametrize(("days", "minutes", "place"), [(1, 30, "days"), (7, 30, "days"), (3, 5, "minutes")])
def test_wishes_outside_what_is_offered_are_refused(
    days: int, minutes: float, place: str, request_: PlanRequest, catalogue: Catalogue
) -> None:
    """One day, seven days, or five minutes: the refusal names the wish and the range."""
    with pytest.raises(UsageError) as refusal:
        plan(replace(request_, days=days, minutes=minutes), catalogue, solve)

    assert refusal.value.problems[0].place == place


def test_limits_that_block_each_other_come_back_with_the_smallest_change(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """Where no plan is possible, the change that is proposed makes one possible."""
    only = {"easy_walk", "leg_swings_forward", "hamstring_stretch", "squat", "calf_raise"}
    blocked = replace(request_, unwanted=frozenset(catalogue.exercises) - only)

    with pytest.raises(UsageError) as refusal:
        plan(blocked, catalogue, solve)

    problem = refusal.value.problems[0]
    assert problem.place in {"without", "days", "minutes", "wishes"}
    allowed = [name for name in blocked.unwanted if catalogue.exercises[name].name in problem.mend]
    if problem.place == "without":
        freed = replace(blocked, unwanted=blocked.unwanted - set(allowed))
        assert violations(plan(freed, catalogue, solve), freed, catalogue) == ()


def test_when_nothing_helps_the_refusal_says_so(request_: PlanRequest, catalogue: Catalogue) -> None:
    """With every exercise unwanted no single change is enough."""
    with pytest.raises(UsageError, match="no single change"):
        plan(replace(request_, unwanted=frozenset(catalogue.exercises)), catalogue, solve)


def test_a_failing_solver_is_replaced_by_plain_rules(request_: PlanRequest, catalogue: Catalogue) -> None:
    """A programme still comes, keeps every limit, and says that rules made it."""
    programme = plan(request_, catalogue, lambda *_: None)

    assert programme.made_by == "rules"
    assert violations(programme, request_, catalogue) == ()


def test_offers_say_why_an_exercise_is_left_out(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Unwanted, a position, a precaution, a gate, equipment: each has its own words."""
    limited = replace(
        request_,
        unwanted=frozenset({"clamshell"}),
        cannot=frozenset({Position.SUPINE}),
        precautions=frozenset({"hypermobility"}),
        equipment=frozenset({"mat"}),
    )

    _, left_out = offers_for(limited, catalogue)

    why = {item.id: item.why for item in left_out}
    assert "asked" in why["clamshell"]
    assert "lying on the back" in why["glute_bridge"]
    assert catalogue.precautions["hypermobility"].name in why["frog_stretch"]
    assert "side plank" in why["copenhagen_plank"].lower()
    assert any(text.startswith("It needs") for text in why.values())


def test_a_gate_opens_with_the_results_that_it_asks_for(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Copenhagen work is offered after a side plank of twenty seconds and a painless squeeze on both sides only."""
    regular = replace(request_, training=Training.REGULAR)
    shown: dict[tuple[str, str], PerSide[float | None]] = {
        ("side_plank_hold", "time"): PerSide(30.0, 30.0),
        ("adductor_squeeze", "pain"): PerSide(0.0, 0.0),
    }
    one_side = {**shown, ("side_plank_hold", "time"): PerSide(30.0, None)}

    opened = {offer.exercise.id for offer in offers_for(replace(regular, measured=shown), catalogue)[0]}
    shut = {offer.exercise.id for offer in offers_for(replace(regular, measured=one_side), catalogue)[0]}

    assert "copenhagen_plank" in opened
    assert "copenhagen_plank" not in shut


def test_gentle_means_easier_levels_only(request_: PlanRequest, catalogue: Catalogue) -> None:
    """With care every exercise that has an easier form is offered in one."""
    offers, _ = offers_for(replace(request_, gentle_only=True, training=Training.REGULAR), catalogue)

    assert offers
    assert all(offer.level.step <= max(-1, offer.exercise.levels[0].step) for offer in offers)


def test_one_side_rests_while_the_other_works(catalogue: Catalogue) -> None:
    """A one-sided set takes both sides' work, the turns between, and only what is left of the rest."""
    exercise = catalogue.exercises["clamshell"]
    rules = catalogue.dose_rules
    dose = exercise.dose
    assert dose.reps is not None
    assert dose.tempo_s is not None
    work_s = sum(dose.reps) / 2 * sum(dose.tempo_s)

    turn_s = rules.rest_between_sides_s.value
    assert set_seconds(exercise, rules) == 2 * (work_s + turn_s) + max(0, dose.rest_s - work_s - turn_s)


def _with_session(programme: Programme, session: Session) -> Programme:
    first = programme.phases[0]
    phase = replace(first, sessions=(session, *first.sessions[1:]))
    return replace(programme, phases=(phase, *programme.phases[1:]))


def _with_main(programme: Programme, prescriptions: tuple[Prescription, ...]) -> Programme:
    session = programme.phases[0].sessions[0]
    blocks = tuple(Block(b.kind, prescriptions) if b.kind is BlockKind.MAIN else b for b in session.blocks)
    return _with_session(programme, replace(session, blocks=blocks))


def test_the_checks_find_what_a_bad_plan_breaks(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Each broken limit is found and named; a good plan has none."""
    good = plan(request_, catalogue, solve)
    session = good.phases[0].sessions[0]
    main = session.prescriptions(BlockKind.MAIN)
    some = main[0]
    exercise = catalogue.exercises[some.exercise]

    def broken(programme: Programme, request: PlanRequest = request_) -> str:
        return " | ".join(violations(programme, request, catalogue))

    assert violations(good, request_, catalogue) == ()
    assert "minutes" in broken(good, replace(request_, minutes=12))
    assert "not wanted" in broken(good, replace(request_, unwanted=frozenset({some.exercise})))
    assert "is done" in broken(good, replace(request_, cannot=frozenset({exercise.position})))
    assert "needs" in broken(good, replace(request_, equipment=frozenset()))
    assert "not gentle" in broken(good, replace(request_, gentle_only=True))
    assert "sessions a week" in broken(good, replace(request_, days=4))
    assert "only 1 main" in broken(_with_main(good, main[:1]))
    assert "stands twice" in broken(_with_main(good, (*main, some)))
    assert "unequal" in broken(_with_main(good, (replace(some, sets=PerSide(3, 2)), *main[1:])))
    assert "has no level" in broken(_with_main(good, (replace(some, level="no_such"), *main[1:])))
    assert "dose" in broken(_with_main(good, (replace(some, reps=(1, 99), hold_s=None), *main[1:])))
    assert "warm_up" in broken(_with_session(good, replace(session, blocks=session.blocks[1:])))
    assert "order" in broken(replace(good, phases=good.phases[::-1]))


def test_the_checks_find_a_contraindicated_exercise(request_: PlanRequest, catalogue: Catalogue) -> None:
    """A plan made without knowing of a precaution is found out once it applies."""
    bold = replace(request_, training=Training.REGULAR, needs=(_need("short_adductors", 0.9, 0.9),), minutes=45)
    unaware = plan(bold, catalogue, solve)

    found = violations(unaware, replace(bold, precautions=frozenset({"hip_replacement_recent"})), catalogue)

    assert any("caution" in what for what in found)


def test_four_days_do_not_load_the_same_muscles_hard_on_days_that_follow(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """With four days a week, solver and rules alike keep 48 hours between hard loadings."""
    four = replace(request_, days=4, training=Training.REGULAR, minutes=40)

    for choose in (solve, fill):
        programme = plan(four, catalogue, choose)

        assert violations(programme, four, catalogue) == ()
        strength: Phase = next(phase for phase in programme.phases if phase.stage is Stage.STRENGTH)
        assert [session.day for session in strength.sessions] == [1, 2, 4, 5]


def test_the_checks_find_what_is_done_too_often_or_without_a_side_at_a_time(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """Too often in a week, only on both legs, too advanced, an extra set on the wrong side: each is named."""
    good = plan(request_, catalogue, solve)
    session = good.phases[0].sessions[0]
    main = session.prescriptions(BlockKind.MAIN)
    four = replace(request_, days=4)
    seldom = next(e for e in catalogue.exercises.values() if e.dose.times_per_week[1] < 4)
    often = replace(main[0], exercise=seldom.id, level=seldom.levels[0].id)
    too_often = replace(session, blocks=(*session.blocks, Block(BlockKind.MAIN, (often,))))
    same = replace(good, phases=tuple(replace(p, sessions=(too_often,) * 4) for p in good.phases))
    one_sided = next(p for p in main if p.first_side is Side.LEFT)
    lopsided = replace(one_sided, sets=PerSide(one_sided.sets.left, one_sided.sets.right + 1))
    both = tuple(replace(p, laterality=Laterality.BOTH_SIDES) for p in main)
    advanced = next(
        (exercise, level)
        for exercise in catalogue.exercises.values()
        for level in exercise.levels
        if level.from_training is Training.REGULAR and not exercise.gates
    )
    bold = replace(main[0], exercise=advanced[0].id, level=advanced[1].id)
    locked = replace(main[0], exercise="copenhagen_plank", level=catalogue.exercises["copenhagen_plank"].levels[0].id)
    misnumbered = replace(good.phases[1], weeks=good.phases[0].weeks)

    def broken(programme: Programme, request: PlanRequest = request_) -> str:
        return " | ".join(violations(programme, request, catalogue))

    assert "times a week" in broken(same, four)
    assert "one leg at a time" in broken(_with_main(good, both))
    assert "asks for more training" in broken(_with_main(good, (bold, *main[1:])))
    assert "not been unlocked" in broken(_with_main(good, (locked, *main[1:])))
    assert "not one set on the weaker side" in broken(_with_main(good, (lopsided,)))
    assert "weeks are not numbered" in broken(replace(good, phases=(good.phases[0], misnumbered, *good.phases[2:])))
    assert "position is to be avoided" in broken(
        plan(replace(request_, equipment=request_.equipment | {"mat"}), catalogue, solve),
        replace(request_, precautions=frozenset({"pregnancy_later"})),
    )


def test_a_level_in_another_position_stays_open_to_who_cannot_take_the_exercises(
    request_: PlanRequest, catalogue: Catalogue
) -> None:
    """Who cannot lie on the side is offered the clamshell sitting, and never a level lying on the side."""
    cannot_lie = replace(request_, cannot=frozenset({Position.SIDE_LYING, Position.SIDE_SUPPORT}))

    offers, _ = offers_for(cannot_lie, catalogue)

    clamshell = next(offer for offer in offers if offer.exercise.id == "clamshell")
    assert clamshell.level.id == "seated_press_out"
    assert clamshell.position is Position.SITTING
    assert not {Position.SIDE_LYING, Position.SIDE_SUPPORT} & {offer.position for offer in offers}


def test_a_level_in_a_position_that_one_cannot_take_is_not_offered(request_: PlanRequest, catalogue: Catalogue) -> None:
    """Who cannot stand gets no standing level of an exercise that is otherwise done lying."""
    cannot_stand = replace(request_, cannot=frozenset({Position.STANDING}))

    offers, _ = offers_for(cannot_stand, catalogue)

    assert all(offer.position is not Position.STANDING for offer in offers)
