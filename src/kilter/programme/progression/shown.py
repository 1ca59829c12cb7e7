"""What the sets of one exercise on one side showed: how much, how clean, how hard, and how much it hurt."""

from collections.abc import Sequence
from dataclasses import dataclass

from kilter.programme.progression.dose import Dose, Ladder
from kilter.programme.progression.limits import Limits
from kilter.programme.progression.logs import Form, PainKind, SetDone


@dataclass(frozen=True, slots=True)
class Shown:
    """One session's work of an exercise on a side, in repetitions or seconds."""

    sets: int
    least: int
    """Of the set in which the fewest counted."""
    last: int
    """Of the last set, those that counted."""
    reserve: int | None
    """Repetitions left in the last set."""
    worst_pain: int
    pain_rise: int
    """From the first set to the worst."""
    stop_sign: PainKind | None
    clean_share: float
    seen: bool
    """Whether a camera judged every set."""
    easier: bool
    """Whether some set was done at an easier level than asked for."""


def clean_share_of(done: SetDone, majors: frozenset[str], limits: Limits) -> float:
    """The share of a set's repetitions without a major fault, from 0 to 1.

    A camera's count comes first, then faults ticked by hand, then the person's own word; without any of them the set
    is taken as the person's word for clean. A hold is clean, has some faults or is poor by how often one showed.
    """
    worst = max((fault.count for fault in done.faults if fault.fault in majors), default=0) if done.faults else 0
    if not done.reps:
        by_faults = (limits.own_clean, limits.own_some, limits.own_poor)[min(worst, 2)]
    elif done.clean_reps is not None:
        by_faults = min(1.0, done.clean_reps / done.reps)
    else:
        by_faults = max(0.0, 1 - worst / done.reps)
    if done.seen or done.form is None:
        return by_faults
    said = {Form.CLEAN: limits.own_clean, Form.SOME_FAULTS: limits.own_some, Form.POOR: limits.own_poor}[done.form]
    return min(said, by_faults)


def _counted(reps: int, share: float, limits: Limits) -> int:
    """Repetitions that count: all of a set that was clean enough, else the clean ones.

    A set with one fault in ten is good work; were it counted as nine, who does just what is asked for would fall short.
    """
    return reps if share >= limits.clean_share else int(reps * share + 1e-9)


def show(sets: Sequence[SetDone], dose: Dose, ladder: Ladder, majors: frozenset[str], limits: Limits) -> Shown:
    """Sum up the sets of one exercise and side in one session.

    Args:
        sets: at least one, in their order.
        dose: what was asked for.
        ladder: the levels of the exercise.
        majors: faults with which a repetition does not count.
        limits: the numbers of the rules.
    """
    shares = [clean_share_of(done, majors, limits) for done in sets]
    counted = [
        int(done.seconds or 0) if ladder.timed else _counted(done.reps or 0, share, limits)
        for done, share in zip(sets, shares, strict=True)
    ]
    pains = [done.pain for done in sets]
    worst = max(pains)
    levels = {ladder.index(level) for level in {done.level for done in sets}}
    return Shown(
        sets=len(sets),
        least=min(counted),
        last=counted[-1],
        reserve=sets[-1].reserve,
        worst_pain=worst,
        pain_rise=worst - pains[0],
        stop_sign=next((done.pain_kind for done in sets if done.pain_kind is not PainKind.ACHE), None),
        clean_share=sum(shares) / len(shares),
        seen=all(done.seen for done in sets),
        easier=any(level is None or level < dose.rung for level in levels),
    )
