"""The state diagram of the documentation, drawn from the table that the coach follows."""

from collections.abc import Mapping

from kilter.coach.table import TABLE, State, Trigger


def mermaid(table: Mapping[State, Mapping[Trigger, State]] = TABLE) -> str:
    """A Mermaid state diagram.

    Args:
        table: which trigger leads from which state to which.

    Returns:
        its source, one arrow a line, without a fence.
    """
    lines = ["stateDiagram-v2", f"    [*] --> {next(iter(table))}"]
    for state, ways in table.items():
        lines += [f"    {state} --> {target}: {trigger.replace('_', ' ')}" for trigger, target in ways.items()]
        if not ways:
            lines.append(f"    {state} --> [*]")
    return "\n".join(lines)
