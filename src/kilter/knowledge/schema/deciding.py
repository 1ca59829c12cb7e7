"""The rules that change a programme, in words: what each says to the person, and who says so."""

from kilter.knowledge.schema.citing import Cited, Id, Prose


class DecisionRule(Cited):
    """One rule of progression; the numbers it uses stand in ``rules/progression.yaml``."""

    id: Id
    name: Prose
    say: Prose
    """What it tells, with ``{name}`` for each input."""
    harder: bool = False
    """Whether it makes anything harder, so that a clinician may want to agree first."""
    tell_professional: Prose | None = None
    """The same in a letter to a professional, where the rule sends the person to one."""
