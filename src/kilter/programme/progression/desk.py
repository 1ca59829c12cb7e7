"""The desk at which decisions are made, each in the light of those before it."""

from datetime import date

from kilter.programme.progression.decisions import Change, Decision, Input, Pause
from kilter.programme.progression.dose import Key
from kilter.programme.progression.rulebook import Rulebook
from kilter.programme.progression.state import TrainingState, follow


class Desk:
    """Decisions about one log, and the state after them."""

    def __init__(self, state: TrainingState, book: Rulebook) -> None:
        self.state = state
        self.book = book
        self.limits = book.limits
        self.made: list[Decision] = []

    def decide(
        self,
        rule: str,
        on: date,
        change: Change,
        inputs: tuple[Input, ...] = (),
        *,
        key: Key = ("", None),
        meanwhile: Change | None = None,
    ) -> None:
        """Make a decision and take it in."""
        proposed = self.state.approval and rule in self.book.harder
        decision = Decision(
            id=f"c{self.state.decided + 1}",
            on=on,
            rule=rule,
            version=self.limits.version,
            exercise=key[0] or None,
            side=key[1],
            inputs=inputs,
            change=change,
            proposed=proposed,
            meanwhile=meanwhile if proposed else None,
        )
        self.made.append(decision)
        self.state = follow(self.state, decision)

    def refer(self, rule: str, on: date, inputs: tuple[Input, ...] = (), *, pause: bool) -> None:
        """Send the person to a professional, once for each rule."""
        if rule not in self.state.referred:
            self.decide(rule, on, Change(refer=True, pause=Pause(rule, on) if pause else None), inputs)
