"""The numbers and the charts of the page about virtual people."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import altair as alt
import numpy as np
import vl_convert
from bench.virtual_people.assumptions import rows
from bench.virtual_people.cohort import World, cohort, with_limits
from bench.virtual_people.outcome import Outcome

from kilter.exchange.charts import COLOURS, FONT

NAMES = {"kilter": "Kilter’s rules", "fixed": "fixed plan", "more": "more every session"}
EASED: Mapping[str, Mapping[str, float]] = {
    "breaks count three days later": {"break_one_days": 10, "break_two_days": 17},
    "no hold after a break, a bad morning or soreness": {
        "break_one_days": 99, "break_two_days": 99, "mornings_hold": 99, "morning_rise": 11, "soreness_hold": 11,
    },
    "no easier weeks": {"deload_weeks": 99, "deload_flags": 99},
    "one session beyond the goal is enough": {"sessions": 1, "sessions_unseen": 1},
    "a single calm session after a step back": {"calm_sessions": 1},
    "aims rise by 2 repetitions or 10 s": {"repetitions_step": 2, "seconds_step": 10},
    "rises as often as earned": {"raise_days": 1},
}  # fmt: skip
"""Rules loosened one at a time, for seeing what each costs."""


def table(found: Mapping[str, Sequence[Outcome]]) -> list[str]:
    """The main results as lines of a Markdown table."""
    lines = ["| | " + " | ".join(NAMES[policy] for policy in found) + " |", "|---" * (len(found) + 1) + "|"]

    def row(name: str, *values: str) -> None:
        lines.append(f"| {name} | " + " | ".join(values) + " |")

    uneven = {policy: [one for one in some if one.uneven_before >= 0.1] for policy, some in found.items()}
    even = {policy: [one for one in some if one.uneven_before < 0.1] for policy, some in found.items()}
    row("people", *(f"{len(some):,}" for some in found.values()))
    row("sessions done, sets done", *(f"{_mean(s, 'sessions'):.1f}, {_mean(s, 'sets'):.0f}" for s in found.values()))
    row("gain of the treated capacities, mean", *(f"{_mean(some, 'gain'):.1%}" for some in found.values()))
    row("flares for each person, mean", *(f"{_mean(some, 'flares'):.3f}" for some in found.values()))
    row(
        "sessions with a stop sign (under Kilter’s rules also pain over 5) for each person, mean",
        *(f"{_mean(some, 'signs'):.3f}" for some in found.values()),
    )
    row(f"apart by 10 % or more at first ({len(uneven['kilter']):,} people): before, median (quartiles)",
        *(_quartiles([one.uneven_before for one in some]) for some in uneven.values()))  # fmt: skip
    row("the same after 12 weeks", *(_quartiles([one.uneven_after for one in some]) for some in uneven.values()))
    row("share of them that got further apart", *(f"{_worse(some):.1%}" for some in uneven.values()))
    row(f"less than 10 % apart at first ({len(even['kilter']):,} people): before",
        *(_quartiles([one.uneven_before for one in some]) for some in even.values()))  # fmt: skip
    row("the same after 12 weeks", *(_quartiles([one.uneven_after for one in some]) for some in even.values()))
    row(
        "share of them 10 % or more apart in the end",
        *(_share([one.uneven_after >= 0.1 for one in s]) for s in even.values()),
    )
    row("tracks that went up, down, up in three sessions", *(_of_tracks(some, "swings") for some in found.values()))
    row("rises within 7 days of a stop sign", *(str(sum(one.rises for one in some)) for some in found.values()))
    return lines


def eased(of: World, people: int) -> list[str]:
    """What each rule of caution costs and saves, on fewer people."""
    base = cohort(of, people)
    most = _mean(base["more"], "gain")
    lines = ["| rules | gain, of more every session | flares | difference of sides after |", "|---|---|---|---|"]

    def row(name: str, some: Sequence[Outcome]) -> None:
        treated = [one for one in some if one.uneven_before >= 0.1]
        share = _mean(some, "gain") / most
        lines.append(f"| {name} | {share:.0%} | {_mean(some, 'flares'):.3f} | {_mean(treated, 'uneven_after'):.1%} |")

    row("as they are", base["kilter"])
    every: dict[str, float] = {}
    for name, limits in EASED.items():
        row(name, cohort(with_limits(of, **limits), people, ("kilter",))["kilter"])
        every |= limits
    row("all of these", cohort(with_limits(of, **every), people, ("kilter",))["kilter"])
    row("(fixed plan)", base["fixed"])
    row("(more every session)", base["more"])
    return lines


def assumptions() -> list[str]:
    """The table of assumptions."""
    lines = ["| what | value | unit | from |", "|---|---|---|---|"]
    lines += [f"| {say} | {value:g} | {unit} | {source} |" for _, value, unit, say, source in rows()]
    return lines


def charts(found: Mapping[str, Sequence[Outcome]], folder: Path) -> None:
    """Write the charts."""
    folder.mkdir(parents=True, exist_ok=True)
    uneven = {
        p: [100 * (one.uneven_after - one.uneven_before) for one in s if one.uneven_before >= 0.1]
        for p, s in found.items()
    }
    sides = _spread(uneven, "change of the difference of the sides, percentage points")
    _write(folder / "virtual-people-sides.svg", sides)
    gains = {p: [100 * one.gain for one in s] for p, s in found.items()}
    _write(folder / "virtual-people-gain.svg", _spread(gains, "gain of the treated capacities, per cent"))
    _write(folder / "virtual-people-flares.svg", _bars({p: 100 * _mean(s, "flares") for p, s in found.items()},
                                                        "flares for 100 people in 12 weeks"))  # fmt: skip


def _spread(values: Mapping[str, Sequence[float]], title: str) -> "alt.LayerChart":
    """For each policy the 5th, 25th, 50th, 75th and 95th percentile."""
    shown = []
    for policy, some in values.items():
        least, low, median, high, most = (float(one) for one in np.percentile(some, [5, 25, 50, 75, 95]))
        shown.append({"row": NAMES[policy], "least": least, "low": low, "median": median, "high": high, "most": most,
                      "text": f"{median:.1f}".replace("-", "−")})  # fmt: skip
    base = alt.Chart(alt.InlineData(values=shown)).encode(y=_rows(values))
    zero = (
        alt.Chart(alt.InlineData(values=[{"at": 0}]))
        .mark_rule(color=COLOURS["quiet"], strokeDash=[3, 3])
        .encode(x="at:Q")
    )
    layers = [
        base.mark_rule(color=COLOURS["mark"], strokeWidth=2).encode(x=alt.X("least:Q", title=title), x2="most:Q"),
        base.mark_bar(color=COLOURS["usual"], stroke=COLOURS["mark"], height=16).encode(x="low:Q", x2="high:Q"),
        base.mark_tick(color=COLOURS["mark"], thickness=3, size=20).encode(x="median:Q"),
        base.mark_text(align="left", dx=6, dy=-14, fontSize=12, color=COLOURS["ink"]).encode(
            x="median:Q", text="text:N"
        ),
    ]
    return alt.LayerChart(layer=[zero, *layers])


def _bars(values: Mapping[str, float], title: str) -> "alt.LayerChart":
    shown = [{"row": NAMES[policy], "value": value, "text": f"{value:.0f}"} for policy, value in values.items()]
    base = alt.Chart(alt.InlineData(values=shown)).encode(y=_rows(values), x=alt.X("value:Q", title=title))
    return alt.LayerChart(
        layer=[
            base.mark_bar(color=COLOURS["mark"], height=16),
            base.mark_text(align="left", dx=5, fontSize=13, color=COLOURS["ink"]).encode(text="text:N"),
        ]
    )


def _rows(values: Mapping[str, Any]) -> alt.Y:
    order = [NAMES[policy] for policy in values]
    return alt.Y(
        "row:N", sort=order, axis=alt.Axis(title=None, domain=False, grid=False, labelPadding=8, labelLimit=200)
    )


def _write(path: Path, chart: "alt.LayerChart") -> None:
    themed = (
        chart.properties(width=380, height=150, background="white", padding=12)
        .configure(font=FONT, view={"stroke": None})
        .configure_axis(ticks=False, domainColor=COLOURS["line"], gridColor=COLOURS["line"], gridOpacity=0.6)
        .configure_axisX(labelColor=COLOURS["quiet"], titleColor=COLOURS["quiet"], titleFontWeight="normal",
                         labelFontSize=12, titleFontSize=12, titlePadding=8)
        .configure_axisY(labelColor=COLOURS["ink"], labelFontSize=13)
    )  # fmt: skip
    path.write_text(vl_convert.vegalite_to_svg(themed.to_dict()), encoding="utf-8")


def _mean(some: Sequence[Outcome], name: str) -> float:
    return float(np.mean([getattr(one, name) for one in some]))


def _quartiles(values: Sequence[float]) -> str:
    low, median, high = np.percentile(values, [25, 50, 75])
    return f"{median:.1%} ({low:.1%} to {high:.1%})"


def _worse(some: Sequence[Outcome]) -> float:
    return float(np.mean([one.uneven_after > one.uneven_before for one in some]))


def _share(flags: Sequence[bool]) -> str:
    return f"{np.mean(flags):.1%}"


def _of_tracks(some: Sequence[Outcome], name: str) -> str:
    return f"{sum(getattr(one, name) for one in some) / sum(one.tracks for one in some):.2%}"
