"""One exercise on one side after a session: the first rule that applies decides, the careful ones first."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.programme.progression.climbing import HOLD, LADDER, MONDAY, YELLOW, case, track, work

from kilter.adapters.knowledge_files import load_catalogue
from kilter.programme.progression.dose import Dose
from kilter.programme.progression.judging import judge
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Load, LoadKind, PainKind

SHIPPED = Limits.of(load_catalogue().progression_rules)


def test_reaching_the_aim_raises_it_to_what_was_done(limits: Limits) -> None:
    """The aim follows the set with the fewest clean repetitions."""
    verdict = judge(case(limits, track(aim=10), work(least=12)))

    assert verdict.rule == "raise_aim"
    assert verdict.track.dose == Dose(1, 2, 12)


def test_the_aim_never_rises_beyond_the_range(limits: Limits) -> None:
    """However many were done, the upper end of the range is the aim."""
    assert judge(case(limits, track(aim=14), work(least=30))).track.dose.aim == 15


def test_a_timed_exercise_rises_in_seconds(limits: Limits) -> None:
    """Five seconds at a time, from the lower end of its range."""
    verdict = judge(case(limits, track(aim=20), work(least=20, reserve=None), ladder=HOLD))

    assert verdict.rule == "raise_aim"
    assert verdict.track.dose.aim == 25


def test_missing_the_aim_changes_nothing(limits: Limits) -> None:
    """Fewer than the aim, but within the range: it stays."""
    verdict = judge(case(limits, track(aim=13), work(least=11)))

    assert verdict.rule == "hold_aim"
    assert verdict.track.dose == track(aim=13).dose


def test_two_sessions_running_two_beyond_the_goal_add_a_set_first(limits: Limits) -> None:
    """2-for-2: the first such session is remembered, the second raises the sets."""
    first = judge(case(limits, track(aim=15), work(least=15, last=17)))
    second = judge(case(limits, first.track, work(least=15, last=17)))

    assert (first.rule, second.rule) == ("hold_streak", "raise_sets")
    assert second.track.dose == Dose(1, 3, 10)
    assert second.track.height == 1


def test_repetitions_in_reserve_count_beyond_the_goal(limits: Limits) -> None:
    """Who stops at the goal with more in reserve than asked for could have gone on."""
    verdict = judge(case(limits, track(aim=15, streak=1), work(least=15, reserve=4)))

    assert verdict.rule == "raise_sets"


def test_one_session_below_the_goal_breaks_the_row(limits: Limits) -> None:
    """Sessions running means running."""
    assert judge(case(limits, track(aim=15, streak=1), work(least=15, last=15))).track.streak == 0


def test_without_a_camera_one_session_more_is_asked_for(limits: Limits) -> None:
    """A person's own word weighs less."""
    verdict = judge(case(limits, track(aim=15, streak=1), work(least=15, last=17, seen=False)))

    assert verdict.rule == "hold_streak"
    assert judge(case(limits, verdict.track, work(least=15, last=17, seen=False))).rule == "raise_sets"


def test_with_all_sets_the_load_rises_before_the_form_gets_harder(limits: Limits) -> None:
    """A band goes to the next colour, from the lower end of the range."""
    loaded = track(rung=2, sets=3, aim=15, load=YELLOW, streak=1)
    verdict = judge(case(limits, loaded, work(least=15, last=17, sets=3)))

    assert verdict.rule == "raise_load"
    assert verdict.track.dose == Dose(2, 3, 10, Load(LoadKind.BAND, colour="red"))


def test_without_a_load_the_next_form_comes_with_fewer_sets(limits: Limits) -> None:
    """Complexity is the last thing to rise."""
    verdict = judge(case(limits, track(sets=3, aim=15, streak=1), work(least=15, last=17, sets=3)))

    assert verdict.rule == "raise_level"
    assert verdict.track.dose == Dose(2, 2, 10)


def test_at_the_top_of_the_ladder_nothing_rises(limits: Limits) -> None:
    """The hardest form that is open to the person is kept up."""
    top = track(rung=3, sets=3, aim=15, streak=1)

    assert judge(case(limits, top, work(least=15, last=17, sets=3))).rule == "hold_top"


def test_a_week_without_room_for_a_set_raises_something_else(limits: Limits) -> None:
    """The week's growth in sets is limited; the form may still get harder."""
    verdict = judge(case(limits, track(aim=15, streak=1), work(least=15, last=17), may_add_set=False))

    assert verdict.rule == "raise_level"


def test_nothing_rises_twice_within_a_week(limits: Limits) -> None:
    """Ready, but it rose four days ago; a week after it did, it may."""
    ready = track(aim=15, streak=1, raised_on=MONDAY - timedelta(days=4))

    assert judge(case(limits, ready, work(least=15, last=17))).rule == "hold_week"
    assert judge(case(limits, ready, work(least=15, last=17), on=MONDAY + timedelta(days=3))).rule == "raise_sets"


def test_the_stronger_side_waits_one_step_ahead(limits: Limits) -> None:
    """The weaker side sets the pace; it is never held itself."""
    ready = track(aim=15, streak=1)

    assert judge(case(limits, ready, work(least=15, last=17), lead=1)).rule == "hold_side_gap"
    assert judge(case(limits, ready, work(least=15, last=17), lead=0)).rule == "raise_sets"
    assert judge(case(limits, ready, work(least=15, last=17), lead=-3)).rule == "raise_sets"


@pytest.mark.parametrize(
    ("pain", "rule"),
    [
        (2, "raise_aim"),
        (3, "hold_pain"),
        (4, "step_back_pain"),
        (5, "step_back_pain"),
        (6, "step_back_strong_pain"),
        (10, "step_back_strong_pain"),
    ],
)
def test_the_pain_decides_before_all_else(limits: Limits, pain: int, rule: str) -> None:
    """0 to 2 may rise, 3 holds, 4 and 5 step back, more than that too."""
    assert judge(case(limits, track(), work(worst_pain=pain), held_by="hold_deload" if pain > 2 else "")).rule == rule


def test_rising_pain_steps_back(limits: Limits) -> None:
    """From 1 to 3 within the exercise, though 3 alone would only hold."""
    assert judge(case(limits, track(), work(worst_pain=3, pain_rise=2))).rule == "step_back_rising_pain"
    assert judge(case(limits, track(), work(worst_pain=2, pain_rise=2))).rule == "raise_aim"


@pytest.mark.parametrize("sign", [kind for kind in PainKind if kind is not PainKind.ACHE])
def test_a_stop_sign_steps_back_whatever_its_number(limits: Limits, sign: PainKind) -> None:
    """Sharp, catching or shooting pain, numbness, giving way, dizziness."""
    verdict = judge(case(limits, track(rung=1), work(worst_pain=0, stop_sign=sign)))

    assert verdict.rule == "step_back_stop_sign"
    assert verdict.track.dose == Dose(0, 2, 10)


def test_pain_does_not_touch_the_history_of_progress(limits: Limits) -> None:
    """The session running is kept, and the dose that was left is remembered for the way back."""
    verdict = judge(case(limits, track(rung=2, aim=15, streak=1), work(worst_pain=4)))

    assert verdict.track.streak == 1
    assert verdict.track.back_from == (Dose(2, 2, 15),)


def test_the_way_back_leads_over_three_calm_sessions_to_the_dose_that_was_left(limits: Limits) -> None:
    """One step, with fewer repetitions, and only once it has settled."""
    now = judge(case(limits, track(rung=2, aim=15), work(worst_pain=4))).track
    rules = []
    for session in range(4):
        verdict = judge(case(limits, now, work(least=15), on=MONDAY + timedelta(days=2 * session)))
        rules.append(verdict.rule)
        now = verdict.track

    assert rules == ["hold_settling", "hold_settling", "hold_settling", "restore_after_pain"]
    assert now.dose == Dose(2, 2, 10)
    assert now.height == 0


def test_after_a_step_back_for_form_the_climb_begins_anew(limits: Limits) -> None:
    """No dose is remembered: it was too hard, and is to be earned again."""
    now = judge(case(limits, track(rung=2, too_hard=1), work(clean_share=0.3))).track
    for _ in range(3):
        now = judge(case(limits, now, work(least=12))).track

    assert judge(case(limits, now, work(least=12))).rule == "raise_aim"


def test_a_way_back_within_a_week_of_a_rise_waits(limits: Limits) -> None:
    """What was left is taken up again, but not twice within a week."""
    left = track(rung=1, cooling=1, back_from=(Dose(2, 2, 15),), raised_on=MONDAY - timedelta(days=2))

    assert judge(case(limits, left, work())).rule == "hold_week"


def test_what_holds_the_whole_person_keeps_the_row_but_raises_nothing(limits: Limits) -> None:
    """An easier week, or the days after sharp pain."""
    before = track(aim=15, streak=1)
    verdict = judge(case(limits, before, work(least=15, last=17), held_by="hold_sharp"))

    assert (verdict.rule, verdict.track) == ("hold_sharp", before)


@pytest.mark.parametrize("shown", [None, work(sets=1), work(easier=True)])
def test_what_was_skipped_cut_short_or_made_easier_never_counts(limits: Limits, shown: object) -> None:
    """It comes again, and the row is broken."""
    verdict = judge(case(limits, track(aim=15, streak=1), shown))  # type: ignore[arg-type] # None or work

    assert verdict.rule == "hold_not_all_done"
    assert verdict.track.streak == 0


def test_poor_form_holds_once_and_then_steps_back(limits: Limits) -> None:
    """The article: reduce range or resistance when form breaks."""
    first = judge(case(limits, track(), work(clean_share=0.4)))
    second = judge(case(limits, first.track, work(clean_share=0.4)))

    assert (first.rule, second.rule) == ("hold_form", "step_back_form")
    assert second.track.dose.rung == 0


def test_too_few_repetitions_hold_once_and_then_step_back(limits: Limits) -> None:
    """Under the range in two sessions running."""
    first = judge(case(limits, track(), work(least=7)))
    second = judge(case(limits, first.track, work(least=7)))

    assert (first.rule, second.rule) == ("hold_too_few", "step_back_too_hard")


def test_form_that_is_not_quite_clean_holds(limits: Limits) -> None:
    """Under eight of ten clean nothing rises."""
    assert judge(case(limits, track(), work(clean_share=0.75))).rule == "hold_form"
    assert judge(case(limits, track(), work(clean_share=0.8))).rule == "raise_aim"


def test_less_in_reserve_than_asked_for_holds(limits: Limits) -> None:
    """Work to the limit is hard enough as it is."""
    assert judge(case(limits, track(), work(reserve=1))).rule == "hold_effort"
    assert judge(case(limits, track(), work(reserve=None))).rule == "raise_aim"


def test_at_the_easiest_form_a_step_back_takes_a_set_and_then_the_lower_end(limits: Limits) -> None:
    """There is always something easier, down to one set."""
    two = judge(case(limits, track(rung=0, aim=15), work(worst_pain=5))).track
    one = judge(
        case(limits, replace(two, dose=replace(two.dose, aim=14)), work(worst_pain=5, sets=1), asked_sets=1)
    ).track

    assert two.dose == Dose(0, 1, 10)
    assert one.dose == Dose(0, 1, 10)
    assert len(one.back_from) == 1


works = st.builds(
    work,
    st.integers(0, 30),
    sets=st.integers(1, 3),
    worst_pain=st.integers(0, 10),
    pain_rise=st.integers(0, 10),
    stop_sign=st.one_of(st.none(), st.sampled_from(PainKind)),
    clean_share=st.floats(0, 1),
    reserve=st.one_of(st.none(), st.integers(0, 10)),
    seen=st.booleans(),
)
tracks = st.builds(
    track,
    rung=st.integers(0, 3),
    sets=st.integers(1, 3),
    aim=st.integers(10, 15),
    streak=st.integers(0, 5),
    cooling=st.integers(0, 4),
    too_hard=st.integers(0, 1),
    still=st.integers(0, 9),
)


@given(tracks, works, st.integers(-4, 4), st.booleans())
def test_no_verdict_leaves_the_ladder_or_raises_two_things_at_once(before, shown, lead, may_add_set) -> None:  # type: ignore[no-untyped-def] # drawn by hypothesis
    """Whatever a session showed: the dose stays on the ladder, and at most one of sets, load and level rises."""
    verdict = judge(case(SHIPPED, before, shown, lead=lead, may_add_set=may_add_set))
    was, dose = before.dose, verdict.track.dose

    assert 0 <= dose.rung < len(LADDER.rungs)
    assert 1 <= dose.sets <= max(before.most_sets, was.sets)
    assert LADDER.low <= dose.aim <= LADDER.high
    assert (dose.rung > was.rung) + (dose.sets > was.sets) <= 1


@given(tracks, works, st.sampled_from(["hold_sharp", "hold_morning", "hold_deload", "hold_return", "hold_safety"]))
def test_nothing_rises_while_the_person_is_held(before, shown, held) -> None:  # type: ignore[no-untyped-def] # drawn by hypothesis
    """No way of training leads past what holds the whole person."""
    dose = judge(case(SHIPPED, before, shown, held_by=held)).track.dose

    assert dose.rung <= before.dose.rung
    assert dose.sets <= before.dose.sets
    assert dose.aim <= before.dose.aim


@given(tracks, works, st.integers(3, 10))
def test_nothing_rises_with_pain_above_two(before, shown, pain) -> None:  # type: ignore[no-untyped-def] # drawn by hypothesis
    """However well the work was done."""
    dose = judge(case(SHIPPED, before, replace(shown, worst_pain=pain))).track.dose

    assert (dose.rung, dose.sets) <= (before.dose.rung, before.dose.sets)
    assert dose.aim <= before.dose.aim
