"""Writes the page about the commands from the commands themselves; run: python -m tools.write_cli_reference."""

from pathlib import Path

import typer
from tools.markdown import code, generated_by, table
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from kilter.cli.main import EPILOG, app

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "cli.md"

INTRO = """\
Every command has `--help`. On a terminal a result comes as tables and colour, in a pipe as plain text, and with
`--json` as JSON. [JSON and exit codes](../how-to/use-json-and-exit-codes.md) tells what a program needs to know.
"""


def write_page() -> str:
    """The whole page, as Markdown."""
    group = typer.main.get_command(app)
    if not isinstance(group, TyperGroup):
        raise TypeError("the program has no commands")
    named = [(name, command) for name, command in group.commands.items() if isinstance(command, TyperCommand)]
    overview = [(f"[`kilter {name}`](#kilter-{name})", command.help or "") for name, command in named]
    parts = ["# Commands", generated_by("write_cli_reference"), INTRO.strip()]
    parts += [table(("Command", "What it does"), overview), EPILOG]
    parts += ["## kilter", group.help or "", _options(group)]
    for name, command in named:
        parts += [f"## kilter {name}", command.help or "", _usage(name, command)]
        parts += [_arguments(command), _options(command)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _usage(name: str, command: TyperCommand) -> str:
    arguments = [_argument(each) for each in command.params if isinstance(each, TyperArgument)]
    return f"```text\n{' '.join(['kilter', name, *arguments, '[OPTIONS]'])}\n```"


def _argument(argument: TyperArgument) -> str:
    word = (argument.metavar or argument.name or "").strip("[]").upper()
    return word if argument.required else f"[{word}]"


def _arguments(command: TyperCommand) -> str:
    rows = [(code(_argument(each)), each.help or "") for each in command.params if isinstance(each, TyperArgument)]
    return table(("Argument", "What it is"), rows) if rows else ""


def _options(command: TyperCommand | TyperGroup) -> str:
    rows = [_option(each) for each in command.params if isinstance(each, TyperOption)]
    return table(("Option", "What it does"), [*rows, ("`--help`", "Show this message and exit.")])


def _option(option: TyperOption) -> tuple[str, str]:
    value = "" if option.is_flag else f" {option.metavar or (option.name or '').upper()}"
    names = ", ".join(code(name) for name in (*option.opts[:-1], option.opts[-1] + value, *option.secondary_opts))
    default = option.default
    shown = f" Otherwise {code(str(default))}." if isinstance(default, Path | str) else ""
    return names, (option.help or "") + shown


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
    print(f"Written: {PAGE}")
