"""What a set calls for at once: to stop where it hurts or where the form breaks."""

from datetime import timedelta

from kilter.programme.progression.decisions import Change, Hold, Input
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.logs import PainKind, SetDone

STOPS_SESSION, STOPS_EXERCISE = "stop_session", "stop_exercise"
"""Rules that whoever leads through a session has to act on at once."""


def after_set(desk: Desk, done: SetDone) -> None:
    """Stop where it hurts or the form breaks; everything else waits for the end of the session."""
    limits, on, key = desk.limits, done.on, (done.exercise, done.side)
    sign = None if done.pain_kind is PainKind.ACHE else done.pain_kind
    if sign is not None or done.pain > limits.pain_step_back:
        before = desk.state.sharp_on
        hold = Hold("hold_sharp", on + timedelta(days=limits.sharp_days))
        inputs: tuple[Input, ...] = (("pain", done.pain), ("sign", sign.value if sign else "strong pain"))
        desk.decide(STOPS_SESSION, on, Change(hold=hold, sharp=True), inputs, key=key)
        again = any(0 < (on - day).days <= limits.sharp_again_days for day in before)
        if sign is PainKind.GIVING_WAY:
            desk.refer("refer_giving_way", on, pause=True)
        elif done.pain > limits.pain_step_back:
            desk.refer("refer_strong_pain", on, (("pain", done.pain),), pause=True)
        elif again:
            desk.refer("refer_stop_sign_again", on, (("sign", sign.value if sign else ""),), pause=True)
        return
    first = (
        next(one for one in desk.state.session.sets if (one.exercise, one.side) == key) if desk.state.session else done
    )
    rise = done.pain - first.pain
    if done.pain > limits.pain_hold or (rise >= limits.pain_rise and done.pain > limits.pain_progress):
        desk.decide(STOPS_EXERCISE, on, Change(), (("pain", done.pain), ("rise", rise)), key=key)
        return
    majors = desk.book.majors.get(done.exercise, frozenset())
    broken = next((one for one in done.faults if one.fault in majors and one.count > 1), None)
    if broken is not None:
        desk.decide("stop_set_form", on, Change(), (("fault", broken.fault), ("count", broken.count)), key=key)
