"""Documents are plain data only, keep the line of every key, and never grow or surprise."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kilter.errors import DataError
from kilter.knowledge.documents import (
    DEEPEST_NESTING,
    LARGEST_NODE_COUNT,
    NOT_TEXT,
    Document,
    Plain,
    read_document,
    show_path,
)

EXAMPLE = (Path(__file__).parents[2] / "examples" / "office_worker.yaml").read_text(encoding="utf-8")


def read(text: str) -> Plain:
    """The data of a document."""
    return read_document(text, "f.yaml").data


def problems(text: str) -> list[str]:
    """What is said about a document that is refused."""
    with pytest.raises(DataError) as caught:
        read_document(text, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("a: 1\nb: &name 2\nc: *name", 2, "Anchors"),
        ("a: 1\nb: &unused 2", 2, "Anchors"),
        ("a: 1\nb: *nowhere", 2, "Anchors"),
        ("a: !!python/object/apply:os.system [ls]", 1, "Tags"),
        ("a: 1\nb: !own 2", 2, "Tags"),
        ("a: !!str 2", 1, "Tags"),
        ("%TAG ! tag:x,2000:\n---\na: !y 1", 3, "Tags"),
        ("a: 1\n---\nb: 2", 2, "second document"),
        ("a:\n  ? [b]\n  : 1", 2, "key must be a word"),
        ("a: 1\n{b: 2}: 3", 2, "key must be a word"),
    ],
)
def test_what_is_not_plain_data_is_refused_at_its_line(text: str, line: int, word: str) -> None:
    """Anchors, aliases, tags, further documents and keys that are no words are refused where they stand."""
    said = problems(text)

    assert len(said) == 1
    assert said[0].startswith(f"f.yaml:{line}: ")
    assert word in said[0]


def test_every_duplicate_key_is_told_with_both_its_lines() -> None:
    """Keys that stand twice are all reported, each with its own line, its path and the line of the first."""
    text = "a: 1\nlist:\n  - {b: 1, c: 2}\n  - b: 1\n    c: 2\n    b: 3\na: 2\na: 3\n"

    said = problems(text)

    assert said == [
        "f.yaml:6: list[2].b: This key stands twice (first on line 4). Keep one of the two.",
        "f.yaml:7: a: This key stands twice (first on line 1). Keep one of the two.",
        "f.yaml:8: a: This key stands twice (first on line 1). Keep one of the two.",
    ]


def test_a_duplicate_key_is_told_even_when_the_text_breaks_off_later() -> None:
    """A fault of the syntax, or of what is not accepted, does not hide the duplicate keys before it."""
    broken, refused = problems('a: 1\na: 2\nb: "open'), problems("a: 1\na: 2\nb: &anchor 3")

    assert "stands twice" in broken[0]
    assert "not valid YAML or JSON" in broken[1]
    assert "stands twice" in refused[0]
    assert "Anchors" in refused[1]


def test_keys_are_the_same_however_they_are_written() -> None:
    """A key in quotes doubles the same key without, since all keys are text."""
    said = problems('1: x\n"1": y')

    assert "stands twice" in said[0]


@pytest.mark.parametrize(
    "text", ["[" * 100_000, "- " * 100_000, "{a: " * 5_000, "\n".join(" " * i + "a:" for i in range(60))]
)
def test_deep_nesting_is_refused(text: str) -> None:
    """However deep a document is nested, it is refused rather than followed."""
    said = problems(text)

    assert "nested too deeply" in said[0]


def test_nesting_up_to_the_limit_is_read() -> None:
    """Nesting that is merely deep is read."""
    data = read("[" * DEEPEST_NESTING + "]" * DEEPEST_NESTING)

    assert str(data).count("[") == DEEPEST_NESTING


def test_an_endless_list_is_refused() -> None:
    """A document with more values than any file of ours is refused before it is built."""
    said = problems("[" + "1," * (LARGEST_NODE_COUNT + 1) + "]")

    assert "too long" in said[0]


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    """The classic bomb, ten aliases of ten aliases of ten, dies on its first line."""
    layers = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 30))

    said = problems(f"l0: &l0 [boom]\n{layers}")

    assert said[0].startswith("f.yaml:1: ")


@pytest.mark.parametrize(
    "char", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\x85", "\x9b", "\u2028", "\u2029", "\ud800", "\ufffe"]
)
def test_raw_control_characters_are_refused_at_their_line(char: str) -> None:
    """A character that acts instead of being read is refused, and named with its line and number."""
    said = problems(f'a: 1\nb: "x{char}y"')

    assert said == [
        f"f.yaml:2: There is a control character here (U+{ord(char):04X}). "
        "Remove it, and save the file as plain text (UTF-8)."
    ]


@pytest.mark.parametrize("escape", [r"\0", r"\e[31m", r"\x1b", r"\u0007", r"\N", r"\u009b", r"\L"])
def test_escapes_do_not_smuggle_control_characters_in(escape: str) -> None:
    """Text that only becomes a control character when it is read is refused as well, in values and in keys."""
    in_value, in_key = problems(f'a: 1\nb: "x{escape}"'), problems(f'"x{escape}": 1')

    assert "An escape here" in in_value[0]
    assert in_value[0].startswith("f.yaml:2: ")
    assert "An escape here" in in_key[0]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'{"a": "\ud83d\ude00"}', "😀"),
        (r'{"a": "\uD83D\uDE00\ud83d\ude00"}', "😀😀"),
        (r'{"a": "\\ud83d\\ude00"}', r"\ud83d\ude00"),
        (r'{"a": "\\\ud83d\ude00"}', "\\😀"),
        (r'{"a": "\u00e9\/\n\t"}', "é/\n\t"),
        (r'a: "\U0001F600"', "😀"),
        ('{"a": "😀"}', "😀"),
    ],
)
def test_escapes_of_json_give_their_characters(text: str, value: str) -> None:
    """What JSON writes by escapes is read as the characters they stand for, the paired ones too."""
    data = read(text)

    assert data == {"a": value}


@pytest.mark.parametrize("text", [r'{"a": "\ud83d"}', r'{"a": "\ude00\ud83d"}', r'{"\ud83d": 1}', r'a: "\U00110000"'])
def test_half_a_character_is_a_clear_error(text: str) -> None:
    """An escape that stands for no character is refused, not passed on."""
    said = problems(text)

    assert said[0].startswith("f.yaml:1: This is not valid YAML or JSON: ")


def test_json_may_be_indented_with_tabs() -> None:
    """Tabs before and between the parts of JSON are read as space; a tab within text stays."""
    data = read('{\n\t"a":\t[\n\t\t1,\n\t \t"x\ty"\n\t]\n}')

    assert data == {"a": [1, "x\ty"]}


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "yes",
        "on",
        "off",
        "Yes",
        "NO",
        "True",
        "Null",
        "2026-01-01",
        "12:30:00",
        "010",
        "0x1F",
        "1_000",
        "+1",
        ".5",
        "5.",
        ".inf",
        ".nan",
        "1e",
        "<<",
    ],
)
def test_words_that_yaml_would_turn_stay_text(word: str) -> None:
    """Only what JSON calls a number, true, false or null is one; the rest is text as it stands."""
    data = read(f"a: {word}")

    assert data == {"a": word}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-3", -3),
        ("1.50", 1.5),
        ("2e3", 2000.0),
        ('"1"', "1"),
        ("'true'", "true"),
    ],
)
def test_plain_scalars_follow_the_rules_of_json(text: str, value: Plain) -> None:
    """Numbers, true, false and null are what JSON makes of them, and quotes make text."""
    data = read(f"a: {text}")

    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * 400])
def test_a_number_beyond_floating_point_is_infinite(text: str) -> None:
    """A number too large to hold becomes infinite, which every schema refuses."""
    data = read(f"a: {text}")

    assert data in ({"a": float("inf")}, {"a": float("-inf")})


@pytest.mark.parametrize("text", ["", "  \n\n", "# only\n# comments", "---", "---\n...", "null", "~", "\ufeff"])
def test_a_file_without_content_is_called_empty(text: str) -> None:
    """A file that says nothing, comments included, is told to be empty."""
    said = problems(text)

    assert said == ["f.yaml: The file is empty. Write at least the required keys into it."]


@pytest.mark.parametrize("text", ["a: b: c", '{"a": [1, 2', '"abc', "a: @b", "%", '{"a": 1} x', "a:\n  - b\n c"])
def test_broken_syntax_is_told_with_its_line(text: str) -> None:
    """Text that is neither YAML nor JSON ends in an error with file and line."""
    said = problems(text)

    assert said[0].startswith("f.yaml:")
    assert said[0].split(":")[1].isdigit()
    assert "Check indentation, quotes and brackets" in said[0]


def test_the_line_of_every_key_and_entry_is_known() -> None:
    """Places name file, line and key; a key that is missing is placed at its parent."""
    document = read_document("a: 1\nlist:\n  - b: 1\n    c: [5,\n      6]\n", "f.yaml")

    places = [document.place(path) for path in [("a",), ("list", 0, "c", 1), ("list", 0, "d"), ()]]

    assert places == ["f.yaml:1: a", "f.yaml:5: list[1].c[2]", "f.yaml:3: list[1].d", "f.yaml:1"]


def test_the_entries_of_a_list_keep_their_own_lines() -> None:
    """Each member of a list is a document of its own whose places are still those of the file."""
    document = read_document("- a: 1\n- a: 2\n  b: 3\n", "f.yaml")

    first, second = document.entries()

    assert (first.data, second.data) == ({"a": 1}, {"a": 2, "b": 3})
    assert first.place(("a",)) == "f.yaml:1: a"
    assert second.place(("b",)) == "f.yaml:3: b"


def test_what_is_no_list_is_its_own_only_entry() -> None:
    """A document that holds one thing is one entry."""
    document = read_document("a: 1", "f.yaml")

    entries = list(document.entries())

    assert entries == [document]


def test_a_path_counts_from_one() -> None:
    """Positions in lists are shown as people count them."""
    shown = show_path(("tests", 0, "measures", "time", 2))

    assert shown == "tests[1].measures.time[3]"


def plain_text() -> st.SearchStrategy[str]:
    """Text without control characters."""
    return st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30).filter(
        lambda text: not NOT_TEXT.search(text)
    )


def plain_data() -> st.SearchStrategy[Plain]:
    """Objects, as JSON knows them, nested a few levels."""
    scalars = (
        st.none()
        | st.booleans()
        | st.integers(-(10**15), 10**15)
        | st.floats(allow_nan=False, allow_infinity=False)
        | plain_text()
    )
    inner = st.recursive(
        scalars,
        lambda data: st.lists(data, max_size=4) | st.dictionaries(plain_text(), data, max_size=4),
        max_leaves=15,
    )
    return st.dictionaries(plain_text(), inner, max_size=5)


@given(data=plain_data(), ascii_only=st.booleans(), indent=st.sampled_from([None, 1, "\t"]))
@example(data={"😀": "\ufeff"}, ascii_only=True, indent=None)
@example(data={"": {"null": "- a", "#": "a: b"}}, ascii_only=False, indent="\t")
def test_what_json_writes_is_read_back_the_same(data: Plain, ascii_only: bool, indent: int | str | None) -> None:
    """Any object that JSON can write, however it is indented or escaped, is read back equal."""
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)

    assert read(text) == data


@given(st.dictionaries(plain_text(), plain_text() | st.integers(0, 9), min_size=1, max_size=5))
def test_every_key_that_json_writes_has_its_line(data: dict[str, Plain]) -> None:
    """With one key a line, key number n stands on line n + 1."""
    document = read_document(json.dumps(data, indent=1), "f.json")

    lines = [document.lines[(key,)] for key in data]

    assert lines == list(range(2, len(data) + 2))


@given(st.text(max_size=60) | st.text("-:?[]{},&*!|>'\"%@`#\\ \n\tab01", max_size=60))
@example("? ")
@example(": ")
@example("- - ? :")
@example("\ufeff\ufeff")
def test_random_text_is_read_or_refused_clearly(text: str) -> None:
    """Whatever the text, it gives a document or a clear refusal, never another failure."""
    document = None

    with suppress(DataError):
        document = read_document(text, "f.yaml")

    assert document is None or isinstance(document, Document)


@given(st.data())
def test_a_damaged_screening_file_is_read_or_refused_clearly(data: st.DataObject) -> None:
    """A file cut anywhere, or with any text thrown into it, is read, or refused with the file's name."""
    start = data.draw(st.integers(0, len(EXAMPLE)))
    end = data.draw(st.integers(start, min(start + 40, len(EXAMPLE))))
    damaged = EXAMPLE[:start] + data.draw(st.text(max_size=10)) + EXAMPLE[end:]

    try:
        placed = read_document(damaged, "f.yaml").place(())
    except DataError as error:
        placed = error.problems[0].place

    assert placed.startswith("f.yaml")
