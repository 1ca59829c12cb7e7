"""What a morning calls for: mild soreness is normal, pain above the usual is not."""

from datetime import timedelta

from kilter.programme.progression.decisions import Change, Hold, Input
from kilter.programme.progression.desk import Desk
from kilter.programme.progression.logs import Morning


def after_morning(desk: Desk, morning: Morning) -> None:
    """Ease, hold or refer."""
    limits, on, usual = desk.limits, morning.on, desk.state.start.usual_pain
    until = on + timedelta(days=limits.morning_days)
    rise = morning.pain - usual
    bad = rise >= limits.morning_rise or morning.night
    if morning.sharp:
        hold = Hold("hold_sharp", on + timedelta(days=limits.sharp_days))
        desk.decide("morning_sharp", on, Change(hold=hold, sharp=True))
    if bad:
        rule = "morning_easy" if rise >= limits.morning_rise else "morning_night_pain"
        inputs: tuple[Input, ...] = (("pain", morning.pain), ("rise", rise))
        change = Change(hold=Hold("hold_morning", until), ease_until=until, flag=True)
        desk.decide(rule, on, change, inputs)
    above = [one for one in desk.state.mornings if one.pain > usual and (on - one.on).days < limits.mornings_days]
    if rise > 0 and not bad and len(above) >= limits.mornings_hold:
        desk.decide("mornings_hold", on, Change(hold=Hold("hold_morning", until)), (("mornings", len(above)),))
    running = desk.state.mornings[-limits.mornings_running :]
    if len(running) == limits.mornings_running and all(
        one.night or one.pain - usual >= limits.morning_rise for one in running
    ):
        desk.refer("refer_mornings_running", on, pause=True)
    elif len(above) >= limits.mornings_refer:
        desk.refer("refer_mornings", on, (("mornings", len(above)),), pause=False)
