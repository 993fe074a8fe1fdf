"""The command line: exit codes, streams, languages, and never a traceback."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.page.reader import read_report

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("checked_once")  # whatever is asked of them

HEAD = "finsam-audit: 1\nreport:\n  entity: Förbundet\n  period: 2025\ntables:\n"
TABLE = """  Balansräkning:
    columns: 2025-12-31
    rows:
      Omsättningstillgångar:
        Fordringar: 1 400
        Kassa och bank: 1 100
        Summa omsättningstillgångar: {total}
"""
RIGHT = HEAD + TABLE.format(total="2 500")
WRONG = HEAD + TABLE.format(total="2 900")
ONE_STEP = HEAD + (
    "  Balansräkning:\n    columns: 2025-12-31\n    rows:\n"
    "      Summa tillgångar: 2 900\n      Summa eget kapital och skulder: 2 901\n"
)
BROKEN = HEAD + "  Balansräkning:\n    columns: 2025-12-31\n    rows:\n      Fordringar: 1.430\n"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with a report that is right, one that is wrong, one with a note only, and one that cannot be read."""
    for name, text in (("right", RIGHT), ("wrong", WRONG), ("note", ONE_STEP), ("broken", BROKEN), ("none", HEAD[:-8])):
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["check", "right.yaml"], 0),
        (["check", "wrong.yaml"], 1),
        (["check", "note.yaml"], 0),
        (["check", "note.yaml", "--fail-on", "note"], 1),
        (["check", "note.yaml", "--fail-on", "warning"], 0),
        (["check", "wrong.yaml", "--select", "BR002"], 1),
        (["check", "wrong.yaml", "--select", "current-assets-foot"], 1),
        (["check", "wrong.yaml", "--select", "balansräkning"], 1),
        (["check", "right.yaml", "--select", "BR002,BR003"], 0),
        (["check", "wrong.yaml", "--format", "json"], 1),
        (["check", "right.yaml", "wrong.yaml"], 1),
        (["check", "right.yaml", "broken.yaml"], 2),
        (["check", "wrong.yaml", "broken.yaml"], 2),
        (["check", "broken.yaml"], 2),
        (["check", "missing.yaml"], 2),
        (["check", "."], 2),
        (["check", "none.yaml"], 2),
        (["check", "right.yaml", "--select", "KF001"], 2),
        (["check", "right.yaml", "--select", "FM001"], 0),
        (["check", "wrong.yaml", "--select", "nonsense"], 2),
        (["check", "wrong.yaml", "--ignore", "nonsense"], 2),
        (["check", "wrong.yaml", "--rules", "missing"], 2),
        (["check"], 2),
        (["check", "right.yaml", "--fail-on", "never"], 2),
        (["check", "right.yaml", "--show", "everything"], 2),
        (["check", "right.yaml", "--format", "xml"], 2),
        (["check", "right.yaml", "--frmat", "json"], 2),
        (["check", "right.yaml", "--format"], 2),
        (["chek", "right.yaml"], 2),
        (["rules"], 0),
        (["rules", "BR002"], 0),
        (["rules", "kassaflöde"], 0),
        (["rules", "--concepts"], 0),
        (["rules", "nonsense"], 2),
        (["schema"], 0),
        (["schema", "result"], 0),
        (["schema", "nonsense"], 2),
        (["samples"], 0),
        (["init"], 0),
        (["--version"], 0),
        (["--help"], 0),
        (["check", "--help"], 0),
        (["--lang", "en", "--help"], 0),
        (["check", "right.yaml", "--lang", "en"], 0),
        (["check", "right.yaml", "--lang", "de"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_the_exit_code_is_0_1_or_2_and_nothing_is_a_traceback(run: Run, files: Path, arguments: list[str], code: int) -> None:
    found = run(*arguments)
    assert (code, False) == (found.returncode, "Traceback" in found.stdout + found.stderr)


@pytest.mark.parametrize("arguments", [["check", "broken.yaml"], ["check"], ["chek"], ["rules", "nonsense"], ["check", "."]])
def test_errors_go_to_the_error_stream_only(run: Run, files: Path, arguments: list[str]) -> None:
    found = run(*arguments)
    assert (found.stdout, bool(found.stderr.strip())) == ("", True)


@pytest.mark.parametrize("arguments", [["check", "wrong.yaml"], ["check", "right.yaml"], ["rules"], ["samples"], ["schema"]])
def test_the_report_goes_to_standard_output_only(run: Run, files: Path, arguments: list[str]) -> None:
    found = run(*arguments)
    assert (found.stderr, bool(found.stdout.strip())) == ("", True)


def test_where_one_file_is_unreadable_the_others_are_still_printed(run: Run, files: Path) -> None:
    found = run("check", "broken.yaml", "wrong.yaml", "missing.yaml", "right.yaml")
    assert found.returncode == 2
    assert [line for line in found.stdout.splitlines() if line in ("wrong.yaml", "right.yaml")] == ["wrong.yaml", "right.yaml"]
    assert "broken.yaml:9:19: " in found.stderr
    assert "missing.yaml: " in found.stderr


def test_an_unreadable_file_is_in_the_json_too(run: Run, files: Path) -> None:
    found = json.loads(run("check", "broken.yaml", "right.yaml", "--format", "json").stdout)
    assert [(error["file"], error["line"]) for error in found["errors"]] == [("broken.yaml", 9)]
    assert [report["file"] for report in found["reports"]] == ["right.yaml"]


def test_a_dash_reads_standard_input(run: Run) -> None:
    found = run("check", "-", given=WRONG)
    assert (found.returncode, "<stdin>" in found.stdout) == (1, True)


@pytest.mark.parametrize(
    "given", [b"", b"\xff\xfe\x00", b"\x00\x01", "ö".encode("latin-1"), b"- " * 100_000, b"a: *x\n", b"5\n"]
)
def test_nonsense_on_standard_input_is_refused(run: Run, given: bytes) -> None:
    found = run("check", "-", given=given)
    assert (found.returncode, found.stdout, "Traceback" in found.stderr) == (2, "", False)


@pytest.mark.parametrize(
    ("arguments", "rules"),
    [
        (["--select", "BR002"], {"BR002"}),
        (["--select", "br002,BR003"], {"BR002", "BR003"}),
        (["--select", "BR002", "--select", "assets-foot"], {"BR002", "BR003"}),
        (["--select", "BR002,BR003", "--ignore", "BR003"], {"BR002"}),
        (["--select", "KF", "--ignore", "kassaflöde"], {"KF007", "KF008", "KF009", "KF010", "KF011", "KF014", "KF016"}),
        (["--select", "kassaflöde", "--ignore", "KF001"], {f"KF{number:03}" for number in (2, 3, 4, 5, 6, 12, 13, 15)}),
    ],
)
def test_rules_are_selected_and_ignored_by_id_series_name_or_group(
    run: Run, files: Path, arguments: list[str], rules: set[str]
) -> None:
    found = json.loads(run("check", "wrong.yaml", "--format", "json", *arguments).stdout)
    assert rules == {outcome["rule"] for outcome in found["reports"][0]["outcomes"]}


def test_an_unknown_rule_is_answered_with_the_one_that_was_meant(run: Run, files: Path) -> None:
    assert "current-assets-foot" in run("check", "right.yaml", "--select", "curent-assets-foot").stderr


def test_all_unknown_rules_are_told_at_once(run: Run, files: Path) -> None:
    told = run("check", "right.yaml", "--select", "nonsens,XX999").stderr
    assert ("nonsens" in told, "XX999" in told) == (True, True)


@pytest.mark.parametrize(
    ("show", "heading"),
    [
        ("passed", "Stämmer:"),
        ("uncovered", "tal nåddes inte av någon kontroll:"),
        ("not-applicable", "BR001 (Anläggningstillgångarna är rätt summerade):"),
        ("rounding", "Stämmer inom avrundning:"),
        ("all", "Stämmer inom avrundning:"),
    ],
)
def test_more_is_shown_when_asked_for(run: Run, tmp_path: Path, show: str, heading: str) -> None:
    text = HEAD + TABLE.format(total="2 501") + "  Enkäter:\n    columns: 2025\n    rows:\n      Svar: 5\n"
    (tmp_path / "data.yaml").write_text(text, encoding="utf-8")
    without, found = run("check", "data.yaml").stdout, run("check", "data.yaml", "--show", show).stdout
    assert (heading in without, heading in found) == (False, True)


def test_the_last_line_says_what_is_to_be_done(run: Run, files: Path) -> None:
    last = [run("check", f"{name}.yaml").stdout.splitlines()[-1] for name in ("wrong", "none")]
    assert "Inte klar att publicera: 1 sak att rätta." in last[0]
    assert last[1] == "Ingenting kunde kontrolleras. Det finns inga uppgifter som reglerna kan hålla mot varandra."


@pytest.mark.parametrize(
    ("arguments", "environment", "word"),
    [
        (["--help"], {}, "Användning:"),
        (["--help"], {"FINSAM_AUDIT_LANG": "en"}, "Usage:"),
        (["--lang", "en", "--help"], {}, "Usage:"),
        (["--lang=en", "--help"], {}, "Usage:"),
        (["check", "--help", "--lang", "en"], {}, "Usage:"),
        (["check", "--help"], {"FINSAM_AUDIT_LANG": "klingon"}, "Användning:"),
        (["--lang", "sv", "check", "--help"], {"FINSAM_AUDIT_LANG": "en"}, "Användning:"),
        (["check", "wrong.yaml"], {}, "RÄTTA"),
        (["check", "wrong.yaml", "--show", "details"], {}, "FEL BR002"),
        (["check", "wrong.yaml", "--lang", "en"], {}, "MEND"),
        (["check", "wrong.yaml", "--lang", "en", "--show", "details"], {}, "ERROR BR002"),
        (["rules", "BR002"], {}, "Omsättningstillgångarna är rätt summerade"),
        (["rules", "BR002", "--lang", "en"], {}, "Current assets add up"),
    ],
)
def test_the_program_speaks_the_language_asked_for(
    run: Run, files: Path, arguments: list[str], environment: dict[str, str], word: str
) -> None:
    assert word in run(*arguments, **environment).stdout


@pytest.mark.parametrize("command", ["", "check", "init", "schema", "rules", "samples"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_command_has_help_in_both_languages(run: Run, command: str, language: str) -> None:
    found = run(*([command] if command else []), "--lang", language, "--help")
    assert (found.returncode, found.stderr) == (0, "")
    assert "cli." not in found.stdout


def test_a_mistake_on_the_command_line_is_told_in_the_users_language(run: Run) -> None:
    assert (
        "Flaggan" in run("check", "x", "--frmat").stderr,
        "Flaggan" in run("--lang", "en", "check", "x", "--frmat").stderr,
    ) == (
        True,
        False,
    )


@pytest.mark.parametrize("kind", ["annual", "interim"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_init_writes_a_file_that_can_be_read(run: Run, tmp_path: Path, kind: str, language: str) -> None:
    found = run("init", "ny.yaml", "--kind", kind, "--lang", language)
    report = read_report(tmp_path / "ny.yaml")
    assert (0, "", f"{kind} report", []) == (found.returncode, found.stdout, report.document, list(report.figures()))


def test_init_without_a_name_writes_to_standard_output(run: Run, tmp_path: Path) -> None:
    run("init", "ny.yaml")
    assert (tmp_path / "ny.yaml").read_text(encoding="utf-8") == run("init").stdout


def test_init_never_overwrites_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ny.yaml").write_text("mitt", encoding="utf-8")
    found = run("init", "ny.yaml")
    assert (found.returncode, (tmp_path / "ny.yaml").read_text(encoding="utf-8")) == (2, "mitt")


def test_init_in_a_folder_that_does_not_exist_is_told(run: Run) -> None:
    found = run("init", "ingenstans/ny.yaml")
    assert (found.returncode, found.stdout, "Traceback" in found.stderr) == (2, "", False)


def test_a_blank_file_has_nothing_to_check(run: Run) -> None:
    run("init", "ny.yaml")
    assert run("check", "ny.yaml").returncode == 2


def test_the_schema_that_is_printed_is_json(run: Run) -> None:
    assert [json.loads(run("schema", which).stdout)["title"] for which in ("data", "result")] == [
        "finsam-audit data file",
        "finsam-audit result",
    ]


def test_samples_are_listed_by_their_paths(run: Run) -> None:
    paths = run("samples").stdout.splitlines()
    assert (len(paths) >= 7, all(Path(path).is_file() for path in paths)) == (True, True)


def test_a_broken_rule_folder_is_told_with_its_place(run: Run, files: Path) -> None:
    (files / "own").mkdir()
    (files / "own" / "pack.yaml").write_text("pack: own\nruls: []\n", encoding="utf-8")
    found = run("check", "right.yaml", "--rules", "own")
    assert (found.returncode, found.stdout) == (2, "")
    assert "pack.yaml:2:1: " in found.stderr


STEERING = "\x1b\x07\x9b\x7f\u202e\u2066\u200f\ufeff\u180e\U000e0041"
STEERED = HEAD.replace("Förbundet", '"F\\e[31m\\a\\x9b\\x7f\\u202e\\U000e0041"') + TABLE.format(total="2 900").replace(
    "Fordringar", '"Ford\\e]0;x\\u2066\\u200f\\ufeff\\u180e"'
)


@pytest.mark.parametrize("arguments", [["check"], ["check", "--show", "all"], ["check", "--format", "json"], ["prove"]])
def test_what_steers_a_terminal_goes_out_as_visible_escapes(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "steered.yaml").write_text(STEERED, encoding="utf-8")
    found = run(*arguments, "steered.yaml")
    assert [sign for sign in STEERING if sign in found.stdout + found.stderr] == []
    assert "\\u202e" in found.stdout
    assert ("\\udb40\\udc41" if "json" in arguments else "\\U000e0041") in found.stdout


def test_what_steers_a_terminal_is_shown_in_messages_about_the_file_too(run: Run, tmp_path: Path) -> None:
    (tmp_path / "s\x1b[31m.yaml").write_text(STEERED.replace("1 400", "1.4\u202e"), encoding="utf-8")
    told = run("check", "s\x1b[31m.yaml").stderr
    assert [sign for sign in STEERING if sign in told] == []
    line, caret = told.splitlines()[1:3]
    assert (told.startswith("s\\x1b[31m.yaml:10:"), line[caret.index("^") :].startswith("1.4\\u202e")) == (True, True)


def test_json_with_a_steering_character_reads_back_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "steered.yaml").write_text(STEERED, encoding="utf-8")
    found = json.loads(run("check", "--format", "json", "steered.yaml").stdout)
    assert found["reports"][0]["entity"] == "F\x1b[31m\x07\x9b\x7f\u202e\U000e0041"


@pytest.mark.parametrize("arguments", [[], ["-h"], ["--help"]])
def test_the_bare_command_shows_the_help(run: Run, arguments: list[str]) -> None:
    found = run(*arguments)
    assert (found.returncode, found.stderr, "Kommandon\n  check" in found.stdout) == (0, "", True)


@pytest.mark.parametrize("kind", ["annual", "interim"])
def test_a_blank_file_breaks_no_rule_and_its_dummies_are_told(run: Run, kind: str) -> None:
    run("init", "ny.yaml", "--kind", kind)
    found = run("check", "ny.yaml").stdout
    assert " inga fynd." in found
    assert "Mallens exempel står kvar under report: entity, organisation number." in found
    (document,) = json.loads(run("check", "ny.yaml", "--format", "json").stdout)["reports"]
    assert document["left_over"] == ["entity", "organisation number"]


@pytest.mark.parametrize("rules", ["FM", "FL", "NO", "balansräkning"])
def test_chosen_rules_over_a_blank_file_have_evaluated_nothing(run: Run, rules: str) -> None:
    run("init", "ny.yaml")
    found = run("check", "ny.yaml", "--select", rules)
    assert (found.returncode, found.stdout.splitlines()[-1][:30]) == (2, "Ingenting kunde kontrolleras. ")


@pytest.mark.parametrize("names", [("broken", "right"), ("none", "right"), ("wrong", "right")])
def test_several_files_never_end_as_ready_when_one_is_not(run: Run, files: Path, names: tuple[str, str]) -> None:
    found = run("check", *(f"{name}.yaml" for name in names))
    last = found.stdout.splitlines()[-1]
    assert (found.returncode, f"{names[0]}.yaml" in last) == (1 if names[0] == "wrong" else 2, True)


def test_one_line_a_finding_is_a_place_to_click_on(run: Run, files: Path) -> None:
    found = run("check", "wrong.yaml", "--format", "line")
    first = "wrong.yaml:12:38: FEL BR002 Summa omsättningstillgångar står som 2 900 kr, men raderna summerar till 2 500 kr."
    assert (found.returncode, found.stderr, found.stdout.splitlines()[0]) == (1, "", first)


def test_every_finding_has_a_place_to_click_on_where_it_stands_nowhere_too(run: Run, files: Path) -> None:
    (files / "late.yaml").write_text(RIGHT.replace("  period: 2025", "  period: 2025\n  decided: 2025-02-24"), encoding="utf-8")
    lines = run("check", "late.yaml", "--format", "line").stdout.splitlines()
    assert [line for line in lines if re.match(r"late\.yaml:\d+:\d+: ", line) is None] == []
    assert [line[:25] for line in lines if " DT001 " in line] == ["late.yaml:5:12: FEL DT001"]


def test_one_line_a_finding_and_why_nothing_could_be_checked(run: Run, files: Path) -> None:
    found = run("check", "none.yaml", "--format", "line")
    assert (found.returncode, found.stderr[:41]) == (2, "none.yaml: Ingenting kunde kontrolleras. ")


def test_one_line_a_mistake_in_the_file_too(run: Run, files: Path) -> None:
    found = run("check", "broken.yaml", "--format", "line")
    assert (found.returncode, found.stdout) == (2, "")
    assert [line[:17] for line in found.stderr.splitlines()] == ["broken.yaml:9:19:"]


def test_quiet_says_the_closing_sentence_only(run: Run, files: Path) -> None:
    found = run("check", "wrong.yaml", "--quiet")
    assert (found.returncode, len(found.stdout.splitlines())) == (1, 1)
    assert found.stdout.startswith("Inte klar att publicera: 1 sak att rätta.")


@pytest.mark.parametrize(("written", "meant"), [("BR02", "BR002"), ("br2", "BR002"), ("BR0012", "BR012"), ("notr", "noter")])
def test_a_misspelt_rule_is_answered_with_the_one_that_was_meant(run: Run, files: Path, written: str, meant: str) -> None:
    assert f"Menade du {meant}?" in run("check", "right.yaml", "--select", written).stderr


def test_an_unknown_figure_is_told_whatever_its_signs(run: Run, files: Path) -> None:
    for name in ("²", "@²", "9" * 5000, "@" + "9" * 5000, "٣"):
        found = run("explain", "right.yaml", name)
        assert (found.returncode, found.stdout, found.stderr.startswith("Fel: Inget tal")) == (2, "", True)


@pytest.mark.parametrize(
    "arguments", [["check", "-x"], ["check", "a", "--quiet=1"], ["prove", "a", "b"], ["explain", "a"], ["check", "--show"]]
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_wrong_command_line_is_one_sentence_and_where_to_find_help(run: Run, arguments: list[str], language: str) -> None:
    found = run(*arguments, FINSAM_AUDIT_LANG=language)
    first, second = found.stderr.splitlines()
    assert (found.returncode, found.stdout, first.split()[0]) == (2, "", "Fel:" if language == "sv" else "Error:")
    assert second.endswith(f"finsam-audit {arguments[0]} --help")


@pytest.mark.parametrize(
    ("line", "told", "asked"),
    [
        ("chek", "Kommandot chek finns inte. Menade du check?", ""),
        ("--lang", "Flaggan --lang behöver ett värde.", ""),
        ("--lang de check", "--lang: de är inget tillåtet värde. Tillåtna: sv, en.", ""),
        ("check", "FIL saknas.", "check"),
        ("check a --frmat", "Flaggan --frmat finns inte. Menade du --format?", "check"),
        ("check a --select", "Flaggan --select behöver ett värde.", "check"),
        ("check a --quiet=1", "Flaggan --quiet tar inget värde.", "check"),
        ("check a --help=1", "Flaggan --help tar inget värde.", "check"),
        (
            "check a --fail-on eror",
            "--fail-on: eror är inget tillåtet värde. Menade du error? Tillåtna: error, warning, note.",
            "check",
        ),
        ("explain a", "TAL saknas.", "explain"),
        ("prove a b c", "Oväntat argument: b.", "prove"),
        ("schema dta", "dta är inget tillåtet värde. Menade du data? Tillåtna: data, result.", "schema"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_told_whatever_click_calls_it(run: Run, line: str, told: str, asked: str) -> None:
    found = run(*line.split())
    assert found.stderr == f"Fel: {told}\nHjälp: {f'finsam-audit {asked}'.strip()} --help\n"


@pytest.mark.parametrize(
    "formula", [" * ".join(["balansräkning.kassa och bank"] * 100), " * ".join(["999999999999999999"] * 180)]
)
def test_a_product_too_large_to_hold_is_no_fault_of_a_rule(run: Run, tmp_path: Path, formula: str) -> None:
    claim = f"claims:\n  - text: det är 5 kr\n    value: 5 kr\n    equals: {formula}\n    column: 2025-12-31\n"
    (tmp_path / "data.yaml").write_text(RIGHT + claim, encoding="utf-8")
    found = run("check", "data.yaml", "--show", "not-applicable")
    assert (found.returncode, "det uträknade talet är för stort" in found.stdout) == (0, True)


def test_a_matter_is_shown_with_all_its_sums(run: Run, files: Path) -> None:
    told = run("explain", "wrong.yaml", "1").stdout
    assert told.startswith("1. Summa omsättningstillgångar ")
    assert ("FEL BR002" in told, "skillnad" in told) == (True, True)


def test_a_matter_in_json_has_its_findings_in_full(run: Run, files: Path) -> None:
    found = json.loads(run("explain", "wrong.yaml", "1", "--format", "json").stdout)
    assert (found["id"], [outcome["rule"] for outcome in found["outcomes"]][:1]) == ("M1", ["BR002"])
    assert len(found["outcomes"]) == len(found["findings"])


def test_a_line_of_the_data_file_can_be_asked_for_whatever_number_a_matter_has(run: Run, files: Path) -> None:
    figures = {run("explain", "wrong.yaml", f":{line}").stdout for line in range(1, 12)}
    assert any("Kassa och bank" in told for told in figures)
    assert not any(told.startswith("1. ") for told in figures)
