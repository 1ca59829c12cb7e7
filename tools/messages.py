"""Gather every text that can be translated and bring the .po files of all languages up to date; compile them to .mo.

    python -m tools.messages            gather, then compile
    python -m tools.messages --compile  compile alone, as the build of the package does

Nothing in a .po file changes but what changed in the texts: no dates, no line numbers, no guesses ("fuzzy").
"""

import argparse
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from tools.build_messages import SOURCE, compile_all

ROOT = SOURCE.parent
WEB = SOURCE / "kilter" / "web"
LANGUAGES = SOURCE / "kilter" / "adapters" / "languages"
DJANGO_WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "npgettext": ((1, "c"), 2, 3),
}
OUR_WORDS = {"say": None, "mark": None, "say_as": ((1, "c"), 2), "say_many": (1, 2)}


@dataclass(frozen=True, slots=True)
class Message:
    """A text to be translated, and the file or the entry that it stands in."""

    text: str | tuple[str, str]
    place: str
    context: str | None = None


def of_pages() -> Iterator[Message]:
    """Every text of the web app: its templates, forms and views."""
    import django  # noqa: PLC0415 - takes a second, and compiling does without
    from django.conf import settings  # noqa: PLC0415
    from django.utils.translation.template import templatize  # noqa: PLC0415

    if not settings.configured:
        settings.configure(USE_I18N=True)
        django.setup()
    for path in sorted(WEB.rglob("*.html")):
        yield from _in_python(templatize(path.read_text("utf-8"), origin=str(path)), path, DJANGO_WORDS)
    for path in sorted(WEB.rglob("*.py")):
        yield from _in_python(path.read_text("utf-8"), path, DJANGO_WORDS)


def of_sentences() -> Iterator[Message]:
    """Every sentence that the code below the web app says."""
    for path in sorted((SOURCE / "kilter").rglob("*.py")):
        if not path.is_relative_to(WEB):
            yield from _in_python(path.read_text("utf-8"), path, OUR_WORDS)


def of_knowledge() -> Iterator[Message]:
    """Every text of the knowledge that is told to people."""
    from kilter.adapters.knowledge_files import load_catalogue  # noqa: PLC0415 - as above
    from kilter.knowledge.translation import prose_of  # noqa: PLC0415

    for place, text in prose_of(load_catalogue()):
        yield Message(text, place)


def _in_python(text: str, path: Path, words: Mapping[str, Any]) -> Iterator[Message]:
    place = path.relative_to(ROOT).as_posix()
    found: Any
    word: Any
    for _, word, found, _ in extract_python(io.BytesIO(text.encode()), words, [], {}):
        parts = (found,) if isinstance(found, str) else tuple(part for part in found or () if part)
        if not parts:
            continue
        if "pgettext" in word or word == "say_as":
            context, *parts_left = parts
            yield Message(_text(parts_left), place, context)
        elif word.startswith(("ngettext", "say_many")):
            yield Message(_text(parts[:2]), place)
        else:
            yield Message(parts[0], place)


def _text(parts: Iterable[str]) -> str | tuple[str, str]:
    first, *rest = parts
    return (first, rest[0]) if rest else first


GATHERED = {"django": of_pages, "sentences": of_sentences, "knowledge": of_knowledge}


def path_of(domain: str, code: str) -> Path:
    """Where the translations of a domain stand."""
    if domain == "django":
        return WEB / "locale" / code / "LC_MESSAGES" / "django.po"
    return LANGUAGES / code / f"{domain}.po"


def codes() -> tuple[str, ...]:
    """The languages that have a folder."""
    return tuple(sorted(path.name for path in LANGUAGES.iterdir() if path.is_dir() and path.name != "__pycache__"))


def brought_up_to_date(domain: str, code: str) -> str:
    """The .po file of a domain and language as it has to be: every text, with the translations there are."""
    path = path_of(domain, code)
    kept = Catalog(code)
    if path.is_file():
        with path.open("rb") as file:
            kept = read_po(file, code)
    gathered: dict[tuple[object, str | None], list[str]] = {}
    for message in GATHERED[domain]():
        places = gathered.setdefault((message.text, message.context), [])
        if message.place not in places:
            places.append(message.place)
    made = Catalog(code)
    for (text, context), places in gathered.items():
        id_ = text[0] if isinstance(text, tuple) else str(text)
        old = kept.get(id_, context)
        string = old.string if old is not None and isinstance(old.id, tuple) == isinstance(text, tuple) else None
        made.add(text, string, locations=[(place, 0) for place in places], context=context)  # type: ignore[arg-type]
    out = io.BytesIO()
    write_po(out, made, width=110, omit_header=True, include_lineno=False)
    return _header(code, made.plural_forms) + out.getvalue().decode()


def _header(code: str, plural_forms: str) -> str:
    lines = (
        f"Language: {code}",
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {plural_forms}",
    )
    return 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def main() -> None:
    """Gather and compile."""
    parser = argparse.ArgumentParser(description="Bring the files of translations up to date.")
    parser.add_argument("--compile", action="store_true", help="only compile .po to .mo")
    if not parser.parse_args().compile:
        for code in codes():
            for domain in GATHERED:
                path = path_of(domain, code)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(brought_up_to_date(domain, code), "utf-8")
                with path.open("rb") as file:
                    catalog = read_po(file, code)
                open_ = sum(1 for one in catalog if one.id and not _is_translated(one.string))
                print(f"{path.relative_to(ROOT)}: {len(catalog)} texts, {open_} not translated")
    compile_all()


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, tuple) else bool(string)


if __name__ == "__main__":
    main()
