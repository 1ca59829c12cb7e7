"""The table of states, and the drawing of it in the documentation."""

from pathlib import Path

import pytest

from kilter.coach.diagram import mermaid
from kilter.coach.table import TABLE, State, Trigger, follow

PAGE = Path(__file__).parents[2] / "docs" / "explanation" / "coach.md"


def test_the_page_shows_the_table_as_it_is() -> None:
    """The diagram of the documentation is the drawing of the table."""
    page = PAGE.read_text(encoding="utf-8")

    shown = page.split("<!-- states -->\n```mermaid\n")[1].split("\n```\n<!-- end of states -->")[0]

    assert shown == mermaid()


def test_every_state_can_be_reached_and_every_set_can_end() -> None:
    """No state stands alone, and from each there is a way to the end."""
    reached = {target for ways in TABLE.values() for target in ways.values()}

    assert set(TABLE) == set(State)
    assert reached | {State.READY} == set(State)
    assert all(follow(state, Trigger.STOP) is State.FINISHED for state in State if state is not State.FINISHED)
    assert TABLE[State.FINISHED] == {}


@pytest.mark.parametrize("state", [state for state in State if state is not State.WORKING])
def test_a_side_is_done_only_by_working(state: State) -> None:
    """Nothing but work leads to the rest."""
    assert follow(state, Trigger.SIDE_DONE) is None


def test_the_drawing_names_each_way_once() -> None:
    """One arrow a line: the start, each way of the table, and the end."""
    lines = mermaid().splitlines()

    assert len(lines) == 2 + sum(map(len, TABLE.values())) + 1
    assert "    positioning --> working: in position" in lines
