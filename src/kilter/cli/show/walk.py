"""A measured walk on a terminal."""

from rich.console import Console
from rich.markup import escape

from kilter.body.sides import Side
from kilter.cli.show.screen import table
from kilter.motion.gait import GaitAssessment, GaitMeasure, Summary
from kilter.screening.findings import Verdict
from kilter.services.measure import WalkComparison

VERDICTS = {
    Verdict.LEFT_LOWER: "left does worse",
    Verdict.RIGHT_LOWER: "right does worse",
    Verdict.NO_DIFFERENCE: "no difference that matters",
    Verdict.CANNOT_TELL: "cannot tell",
}


def show_walk(console: Console, walk: GaitAssessment, comparisons: tuple[WalkComparison, ...]) -> None:
    """Show every measure of both sides with its error, and what was not assessed."""
    compared = {comparison.measure: comparison for comparison in comparisons}
    counts = ", ".join(f"{len(walk.strides[side])} {side}" for side in Side)
    console.print(f"[bold]A walk on {'the ground' if walk.surface == 'ground' else 'a treadmill'}[/]: strides {counts}")
    if walk.cadence_steps_per_min.mean is not None and walk.speed_m_per_s.mean is not None:
        cadence, speed = walk.cadence_steps_per_min.mean, walk.speed_m_per_s.mean
        console.print(f"{cadence:.0f} steps a minute, {speed:.2f} m/s")
    rows = table("Measure", "Left", "Right", "Left - right", "Symmetry index", "The two sides compared")
    for measure in walk.measures:
        index = measure.symmetry.symmetry_index_percent if measure.symmetry else None
        rows.add_row(
            escape(measure.name),
            _summary(measure.sides.left, measure),
            _summary(measure.sides.right, measure),
            _difference(measure),
            "" if index is None else f"{index:+.1f} %",
            _verdict(compared.get(measure.id)),
        )
    console.print(rows)
    console.print(
        "± is half the 95 % confidence interval of the mean over these strides. The comparison also holds the error "
        "that all strides share, such as the placing of the markers; the change from day to day comes on top."
    )
    for missing in walk.not_assessed:
        console.print(f"Not assessed: {escape(missing.measure.replace('_', ' '))}, because {escape(missing.reason)}.")
    for note in walk.notes:
        console.print(f"Note: {escape(note)}")


def _summary(side: Summary, measure: GaitMeasure) -> str:
    if side.mean is None:
        return "not seen"
    margin = "" if side.margin_95 is None else f" ± {side.margin_95:.2g}"
    return f"{side.mean:.3g}{margin} {measure.unit.sign} (n {side.n})"


def _difference(measure: GaitMeasure) -> str:
    if measure.difference is None:
        return ""
    margin = measure.difference_margin_95
    if margin is None:
        return f"{measure.difference:+.3g} {measure.unit.sign}, error unknown"
    return f"{measure.difference:+.3g} ± {margin:.2g} {measure.unit.sign}"


def _verdict(comparison: WalkComparison | None) -> str:
    if comparison is None:
        return ""
    return f"{VERDICTS[comparison.verdict]} (error {comparison.detectable:.2g} {comparison.unit})"
