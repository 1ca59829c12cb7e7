"""Every command does its work on the examples, in words and in JSON, with the exit code that it promises."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from tests.cli.running import EXAMPLES, Ran, kilter

import kilter as package
from kilter.adapters.knowledge_files import SHIPPED
from kilter.cli.main import COMMANDS
from kilter.cli.show.knowledge import show_entry, show_tests
from kilter.knowledge.catalogue import KINDS, RULES, Catalogue

GOING, STOPPED = ("office_worker", "runner", "symmetrical"), "red_flag"
NAMES = [command.__name__ for command in COMMANDS]


def data_of(ran: Ran) -> Any:
    """The JSON that a run printed, and nothing else."""
    assert ran.err == ""
    return json.loads(ran.out, parse_constant=_no_json)


def _no_json(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The profile of each example, as screen writes it."""
    folder = tmp_path_factory.mktemp("profiles")
    paths = {name: folder / f"{name}.json" for name in (*GOING, STOPPED)}
    for name, path in paths.items():
        kilter("screen", EXAMPLES / f"{name}.yaml", "-o", path, "--json")
    return paths


@pytest.mark.parametrize("name", NAMES)
def test_every_command_tells_how_it_is_used(name: str) -> None:
    """Each command has help with its use and every option explained."""
    ran = kilter(name, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: kilter {name} ")
    assert "--json" in ran.out


def test_the_program_tells_its_commands_and_exit_codes() -> None:
    """The help of the program lists every command and what its exit codes mean."""
    ran = kilter("--help")

    assert ran.code == 0
    assert all(f"\n  {name} " in ran.out for name in NAMES)
    assert all(f"{code} " in ran.out.split("Exit codes:")[1] for code in (0, 2, 3, 70, 130))


def test_the_program_tells_its_version() -> None:
    """The version is that of the package."""
    ran = kilter("--version")

    assert (ran.code, ran.out) == (0, f"kilter {package.__version__}\n")


@pytest.mark.parametrize("name", GOING)
def test_screening_shows_triage_findings_and_profile(name: str) -> None:
    """An example without a red flag gives triage, findings and impairments, in plain text."""
    ran = kilter("screen", EXAMPLES / f"{name}.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert "No" in ran.out.splitlines()[0]
    assert "What was measured" in ran.out
    assert "What it may mean" in ran.out


def test_a_red_flag_gives_the_letter_and_its_own_exit_code() -> None:
    """Where triage stops, screening shows the letter, no impairments, and ends with 3."""
    ran = kilter("screen", EXAMPLES / "red_flag.yaml")

    assert ran.code == 3
    assert "Letter" in ran.out
    assert "asks for your assessment" in " ".join(ran.out.split())
    assert "What it may mean" not in ran.out


@pytest.mark.parametrize("name", [*GOING, STOPPED])
def test_screening_as_json_is_the_file_it_writes(name: str, profiles: dict[str, Path]) -> None:
    """What --json prints is valid JSON, and to the letter what -o writes."""
    ran = kilter("screen", EXAMPLES / f"{name}.yaml", "--json")

    assert data_of(ran)["kilter_profile"] == 1
    assert ran.out == profiles[name].read_text(encoding="utf-8")
    assert ran.code == (3 if name == STOPPED else 0)


@pytest.mark.parametrize("name", [*GOING, STOPPED])
def test_a_profile_is_screened_to_itself(name: str, profiles: dict[str, Path]) -> None:
    """Screening a saved profile gives the same profile, recordings included, without their files."""
    ran = kilter("screen", profiles[name], "--json")

    assert ran.out == profiles[name].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", GOING)
def test_a_plan_is_the_same_from_the_profile_as_from_the_screening(name: str, profiles: dict[str, Path]) -> None:
    """Planning from a saved profile gives to the letter the programme of its screening file."""
    from_screening = kilter("plan", EXAMPLES / f"{name}.yaml", "--json")
    from_profile = kilter("plan", profiles[name], "--json")

    assert from_screening.code == 0
    assert data_of(from_screening)["kilter_programme"] == 1
    assert from_profile == from_screening


def test_a_plan_shows_phases_sessions_and_reasons() -> None:
    """The programme in words names its weeks, its phases, its sessions and what was left out."""
    ran = kilter("plan", EXAMPLES / "office_worker.yaml")

    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("12 weeks, 3 sessions a week of about 30 minutes\n")
    assert all(
        word in ran.out for word in ("Mobility", "Activation", "Strength", "Integration", "Session A", "Left out")
    )


def test_wishes_on_the_command_line_count() -> None:
    """Days, minutes, equipment, what is missing and positions given on the spot are kept."""
    words = (
        "--days",
        "2",
        "--minutes",
        "40",
        "--equipment",
        "foam_roller",
        "--without",
        "clamshell",
        "--cannot",
        "prone",
    )

    ran = kilter("plan", EXAMPLES / "office_worker.yaml", "--json", *words)

    programme = data_of(ran)["programme"]
    assert (programme["days_per_week"], programme["minutes_per_session"]) == (2, 40)
    assert '"exercise": "clamshell"' not in ran.out


def test_no_programme_is_made_past_a_red_flag(profiles: dict[str, Path], tmp_path: Path) -> None:
    """Planning where triage stops shows the letter, ends with 3 and writes nothing."""
    output = tmp_path / "programme.json"

    in_words = kilter("plan", profiles[STOPPED], "-o", output)
    as_json = kilter("plan", EXAMPLES / "red_flag.yaml", "-o", output, "--json")

    assert (in_words.code, as_json.code) == (3, 3)
    assert "Letter" in in_words.out
    assert data_of(as_json)["triage"]["stops"] is True
    assert not output.exists()


@pytest.mark.parametrize(
    "triage",
    [
        {},
        None,
        {
            "level": "go",
            "urgency": "none",
            "headline": "Go",
            "advice": "Go",
            "reasons": [],
            "precautions": [],
            "stops": False,
        },
    ],
)
def test_a_profile_cannot_be_talked_past_triage(triage: object, profiles: dict[str, Path], tmp_path: Path) -> None:
    """Whatever is written over the triage, findings and impairments of a profile, nothing changes."""
    profile = json.loads(profiles[STOPPED].read_text(encoding="utf-8"))
    tampered = tmp_path / "tampered.json"
    tampered.write_text(
        json.dumps({**profile, "triage": triage, "findings": [], "impairments": [], "next_tests": 3}), encoding="utf-8"
    )

    planned = kilter("plan", tampered)
    screened = kilter("screen", tampered, "--json")

    assert planned.code == 3
    assert screened.code == 3
    assert screened.out == profiles[STOPPED].read_text(encoding="utf-8")


def test_faults_in_a_profile_are_told_at_their_own_lines(profiles: dict[str, Path], tmp_path: Path) -> None:
    """A screening edited inside a profile is checked like any other, at the lines of that file."""
    text = profiles["office_worker"].read_text(encoding="utf-8").replace('"age_years": 41.0', '"age_years": 300')
    edited = tmp_path / "edited.json"
    edited.write_text(text, encoding="utf-8")
    line = next(number for number, each in enumerate(text.splitlines(), 1) if '"age_years": 300' in each)

    ran = kilter("plan", edited)

    assert ran.code == 2
    assert ran.err.startswith(f"{edited}:{line}: ")
    assert "300 cannot be" in ran.err


@pytest.mark.parametrize("text", ['{"kilter_profile": 2, "screening": {}}', '{"kilter_profile": 1}'])
def test_a_profile_of_another_kind_is_refused_with_the_way_out(text: str, tmp_path: Path) -> None:
    """A profile that this version cannot read says how to make it again."""
    path = tmp_path / "profile.json"
    path.write_text(text, encoding="utf-8")

    ran = kilter("plan", path)

    assert ran.code == 2
    assert "This profile cannot be read here." in ran.err
    assert "kilter screen FILE -o profile.json" in ran.err


def test_a_report_of_a_person_has_all_its_files(tmp_path: Path) -> None:
    """A report makes its folder and writes page, PDF, profile and programme into it, and names them."""
    ran = kilter("report", EXAMPLES / "symmetrical.yaml", "-o", tmp_path / "new" / "folder", "--json")

    written = [Path(name) for name in data_of(ran)["written"]]
    assert ran.code == 0
    assert sorted(path.name for path in written) == ["profile.json", "programme.json", "report.html", "report.pdf"]
    assert sorted((tmp_path / "new" / "folder").iterdir()) == sorted(written)
    assert (tmp_path / "new" / "folder" / "report.pdf").read_bytes().startswith(b"%PDF-")


def test_a_report_past_a_red_flag_is_a_letter(tmp_path: Path) -> None:
    """Where triage stops, the report is a letter, ends with 3, and leaves no earlier programme beside it."""
    (tmp_path / "programme.json").write_text("of another day")

    ran = kilter("report", EXAMPLES / "red_flag.yaml", "-o", tmp_path)

    assert ran.code == 3
    assert "no programme was made" in ran.out
    assert sorted(path.name for path in tmp_path.iterdir()) == ["profile.json", "report.html", "report.pdf"]


@pytest.mark.parametrize("kind", ["exercises", "tests"])
def test_lists_name_every_entry(kind: str, catalogue: Catalogue) -> None:
    """The list of exercises, and that of tests, shows each by its id, in words and in JSON."""
    in_words, as_json = kilter(kind), kilter(kind, "--json")

    assert all(entry_id in in_words.out for entry_id in getattr(catalogue, kind))
    assert {entry["id"] for entry in data_of(as_json)} == set(getattr(catalogue, kind))


def test_every_id_can_be_explained(catalogue: Catalogue) -> None:
    """Whatever Kilter knows can be asked for by its id, and says more than its name."""
    explained = {}
    for entry_id in set(catalogue.ids()) - set(catalogue.sources):
        terminal = Console(file=io.StringIO(), width=100)
        for kind, entry in catalogue.find(entry_id):
            show_entry(terminal, kind, entry, catalogue)
        explained[entry_id] = terminal.file.getvalue() if isinstance(terminal.file, io.StringIO) else ""

    assert [entry_id for entry_id, text in explained.items() if len(text.splitlines()) < 2] == []


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_word_is_cut_however_narrow_the_terminal(width: int, catalogue: Catalogue) -> None:
    """On a narrow terminal words are folded into the next line; nothing is replaced by dots."""
    terminal = Console(file=io.StringIO(), width=width)

    show_tests(terminal, catalogue)

    assert isinstance(terminal.file, io.StringIO)
    assert "…" not in terminal.file.getvalue()


def test_an_explanation_names_its_sources_in_full(catalogue: Catalogue) -> None:
    """What is explained ends with the publications it rests on."""
    ran = kilter("explain", "weak_abductors")

    cited = catalogue.impairments["weak_abductors"].sources
    assert all(key in ran.out for key in cited)
    assert "How sure:" in ran.out


def test_an_id_of_several_kinds_is_explained_for_each() -> None:
    """A sign and a triage rule of the same id are both explained."""
    in_words, as_json = kilter("explain", "giving_way"), kilter("explain", "giving_way", "--json")

    assert "(signs)" in in_words.out
    assert "(triage rules)" in in_words.out
    assert [found["kind"] for found in data_of(as_json)] == ["signs", "triage_rules"]


@pytest.mark.parametrize(
    ("words", "what", "mend"),
    [
        (("explain", "clamshel"), "There is no “clamshel” in Kilter's knowledge.", "Did you mean “clamshell”?"),
        (("explain", ""), "There is no “” in Kilter's knowledge.", "“kilter exercises” and “kilter tests” list"),
        (("explain", "[bold]zz"), "There is no “[bold]zz” in Kilter's knowledge.", "list what there is."),
        (("exercises", "zzz"), "There is no “zzz” in exercises.", "“kilter exercises” lists what there is."),
        (("exercises", "side_plank_hold"), "There is no “side_plank_hold” in exercises.", "Did you mean “side_plank”?"),
        (("tests", "clamshell"), "There is no “clamshell” in tests.", "“kilter tests” lists what there is."),
    ],
)
def test_an_id_that_is_not_known_is_told_with_the_way_to_one(words: tuple[str, ...], what: str, mend: str) -> None:
    """A wrong id ends with 2 and what was meant, or where to look."""
    ran = kilter(*words)

    assert (ran.code, ran.out) == (2, "")
    assert what in ran.err
    assert mend in ran.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("plan", "--days", "9"), "Choose 2 to 4."),
        (("plan", "--days", "99999999999999999999"), "Choose 2 to 4."),
        (("plan", "--days", "x"), "Invalid value for '--days'"),
        (("plan", "--minutes", "-5"), "Choose 10 to 60 minutes."),
        (("plan", "--minutes", "nan"), "Choose 10 to 60 minutes."),
        (("plan", "--minutes", "1e400"), "Choose 10 to 60 minutes."),
        (("plan", "--equipment", "bxo"), "Did you mean “box”?"),
        (("plan", "--without", "clamshel"), "Did you mean “clamshell”?"),
        (("plan", "--cannot", "kneel"), "Did you mean “kneeling”?"),
        (("plan", "--knowledge", "nowhere"), "There is no such folder."),
        (("plan", "--nope"), "No such option: --nope"),
        (("screen", "--json=3"), "--json"),
        (("report", "-o"), "requires an argument"),
    ],
)
def test_wrong_options_are_refused(words: tuple[str, ...], said: str) -> None:
    """An option that is wrong, or whose value cannot be, ends with 2 and says what would do."""
    command, *options = words

    ran = kilter(command, EXAMPLES / "office_worker.yaml", *options)

    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(("words", "said"), [(("plan",), "Missing argument"), (("pla",), "No such command")])
def test_a_call_that_is_no_call_is_refused(words: tuple[str, ...], said: str) -> None:
    """A missing file, or a command that does not exist, ends with 2 and the usage."""
    ran = kilter(*words)

    assert ran.code == 2
    assert "Usage: kilter" in ran.err
    assert said in ran.err


def test_wishes_that_cannot_be_kept_name_the_way_out() -> None:
    """Wishes that leave no programme come back with the one to give up."""
    everywhere = "standing,sitting,supine,prone,side_lying,all_fours,kneeling,side_support"

    ran = kilter("plan", EXAMPLES / "office_worker.yaml", "--cannot", everywhere)

    assert (ran.code, ran.out) == (2, "")
    assert "No programme keeps all your limits." in ran.err
    assert "Allow " in ran.err


CLAMSHELL = (SHIPPED / "exercises" / "clamshell.yaml").read_text(encoding="utf-8")


@pytest.fixture
def own_knowledge(tmp_path: Path) -> Path:
    """A folder with one exercise of one's own."""
    folder = tmp_path / "own"
    (folder / "exercises").mkdir(parents=True)
    text = CLAMSHELL.replace("id: clamshell\n", "id: my_clamshell\n").replace("name: Clamshell\n", "name: My clam\n", 1)
    (folder / "exercises" / "my_clamshell.yaml").write_text(text, encoding="utf-8")
    return folder


def test_an_exercise_of_ones_own_is_known_everywhere(own_knowledge: Path) -> None:
    """With --knowledge an exercise of one's own is valid, listed, explained and planned with."""
    validated = kilter("validate", own_knowledge, "--json")
    listed = kilter("exercises", "--knowledge", own_knowledge)
    explained = kilter("explain", "my_clamshell", "--knowledge", own_knowledge)
    options = ("--knowledge", own_knowledge, "--without", "clamshell", "--json")
    planned = kilter("plan", EXAMPLES / "runner.yaml", *options)

    assert data_of(validated)["valid"] is True
    assert "my_clamshell" in listed.out
    assert explained.out.startswith("My clam (exercises)")
    assert planned.code == 0


def test_faults_in_ones_own_knowledge_are_told_with_file_line_key_and_mend(own_knowledge: Path) -> None:
    """Wrong knowledge ends every command with 2 and all its faults."""
    (own_knowledge / "exercises" / "my_clamshell.yaml").write_text(
        CLAMSHELL.replace("position: side_lying", "position: side_lieing").replace(
            "id: clamshell\n", "id: my_clam\n", 1
        ),
        encoding="utf-8",
    )
    (own_knowledge / "equipment").mkdir()
    (own_knowledge / "equipment" / "more.yaml").write_text("- {id: anvil, name: Anvil}\n", encoding="utf-8")

    said = {kilter(*words).err for words in (("validate", own_knowledge), ("tests", "--knowledge", own_knowledge))}

    assert len(said) == 1
    (text,) = said
    assert f"{own_knowledge}/exercises/my_clamshell.yaml:5: position: " in text
    assert "Did you mean “side_lying”?" in text
    assert f"{own_knowledge}/equipment/more.yaml:1: id: No test and no exercise needs this equipment." in text


def test_the_shipped_knowledge_is_valid(catalogue: Catalogue) -> None:
    """Validating without a folder counts what ships."""
    in_words, as_json = kilter("validate"), kilter("validate", "--json")

    assert in_words.out.startswith("Everything holds: ")
    assert data_of(as_json)["entries"]["exercises"] == len(catalogue.exercises)


def test_schemas_for_editors_are_written(tmp_path: Path) -> None:
    """A JSON Schema of each kind of file lands in the folder that is named."""
    ran = kilter("validate", "--schemas", tmp_path / "schemas")

    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text())
        for path in (tmp_path / "schemas").iterdir()
    }
    assert ran.code == 0
    assert set(schemas) == {"screening", "log", *KINDS, *(f"rules_{name}" for name in RULES)}
    assert all(schema["$schema"].startswith("https://json-schema.org/") for schema in schemas.values())
    assert schemas["exercises"]["additionalProperties"] is False


ALL_OUTPUTS: list[tuple[str | Path, ...]] = [
    ("screen", EXAMPLES / "office_worker.yaml"),
    ("screen", EXAMPLES / "red_flag.yaml"),
    ("plan", EXAMPLES / "runner.yaml"),
    ("exercises", "clamshell"),
    ("tests", "gait"),
    ("tests",),
    ("measure", EXAMPLES / "recordings" / "opensim_walking2.trc"),
]


@pytest.mark.parametrize("words", ALL_OUTPUTS)
def test_in_a_pipe_the_output_is_plain_text(words: tuple[str | Path, ...]) -> None:
    """Where no terminal reads, there are no escape codes and no line is wider than a page."""
    ran = kilter(*words)

    assert "\x1b" not in ran.out
    assert max(len(line) for line in ran.out.splitlines()) <= 120
