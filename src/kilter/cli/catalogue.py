"""``kilter exercises``, ``kilter tests``, ``kilter explain``: what Kilter knows, and on whose word."""

from typing import Annotated

import typer

from kilter.cli.options import Json, Knowledge

EntryId = Annotated[str | None, typer.Argument(metavar="[ID]", help="Show this one in full; all as a list without it.")]


def exercises(entry_id: EntryId = None, knowledge: Knowledge = None, json: Json = False) -> None:
    """List the exercises, or show one with its how-to, cues, levels, cautions and sources."""
    _show("exercises", entry_id, knowledge, as_json=json)


def tests(entry_id: EntryId = None, knowledge: Knowledge = None, json: Json = False) -> None:
    """List the screening tests, or show one with its procedure, error, norms and what it points to."""
    _show("tests", entry_id, knowledge, as_json=json)


def explain(
    entry_id: Annotated[str, typer.Argument(metavar="ID", help="The id of anything Kilter knows.")],
    knowledge: Knowledge = None,
    json: Json = False,
) -> None:
    """Explain anything by its id: what it says, how sure it is, and where it comes from."""
    _show(None, entry_id, knowledge, as_json=json)


def _show(kind: str | None, entry_id: str | None, knowledge: Knowledge, *, as_json: bool) -> None:
    from kilter.adapters.knowledge_files import load_catalogue
    from kilter.cli.show.knowledge import show_entry, show_exercises, show_tests
    from kilter.cli.show.screen import console
    from kilter.errors import Problem, UsageError
    from kilter.exchange.as_json import to_json
    from kilter.knowledge.references import suggest

    catalogue = load_catalogue(knowledge)
    if entry_id is None:
        table = catalogue.exercises if kind == "exercises" else catalogue.tests
        if as_json:
            typer.echo(to_json(list(table.values())), nl=False)
        else:
            (show_exercises if kind == "exercises" else show_tests)(console(), catalogue)
        return
    found = [(each, entry) for each, entry in catalogue.find(entry_id) if kind in {None, each}]
    if not found:
        known = dict.fromkeys(getattr(catalogue, kind)) if kind else dict.fromkeys(catalogue.ids())
        where = kind or "Kilter's knowledge"
        lists = f"“kilter {kind}” lists" if kind else "“kilter exercises” and “kilter tests” list"
        mend = suggest(entry_id, known, otherwise=f"{lists} what there is.")
        raise UsageError(Problem("ID", f"There is no “{entry_id}” in {where}.", mend))
    if as_json:
        plain = [{"kind": each, "entry": entry} for each, entry in found]
        typer.echo(to_json(plain[0] if kind else plain), nl=False)
        return
    for number, (each, entry) in enumerate(found):
        if number:
            typer.echo()
        show_entry(console(), each, entry, catalogue)
