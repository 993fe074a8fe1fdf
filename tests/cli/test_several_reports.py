"""Several reports in one call: those of one entity are held against each other, and each is checked by itself."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import jsonschema
import pytest
from openpyxl import load_workbook

from finsam_audit.render.all_files import Ended, _lines
from finsam_audit.render.json_schema import result_schema
from tests.render.test_formats import STANDARD
from tests.samples import checked

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("checked_once")  # whatever is written of them
ROOT = Path(__file__).parent.parent.parent
HEAD = "finsam-audit: 1\nreport: {entity: %s, period: %s}\ntables:\n  Balansräkning:\n"
FILES = {
    "2024.yaml": HEAD
    % ("Samordningsförbundet Exempel", "2024")
    + "    columns: 2024-12-31\n    rows:\n      Fordringar: 700 000\n      Kassa och bank: 3 500 000\n"
    "      Summa tillgångar: 4 200 000\n",
    "2025-h1.yaml": HEAD
    % ("Finsam Exempel", "2025-01-01 – 2025-06-30, document: interim report")
    + "    columns: 2025-06-30 | 2024-12-31\n    rows:\n      Fordringar: 500 000 | 700 000\n"
    "      Kassa och bank: 3 900 000 | 3 500 000\n      Summa tillgångar: 4 400 000 | 4 200 000\n",
    "2025.yaml": HEAD
    % ("Finsam Exempel", "2025")
    + "    unit: tkr\n    columns: 2025-12-31 | 2024-12-31\n    rows:\n      Fordringar: 700 | 600\n"
    "      Kassa och bank: 4 300 | 3 600\n      Summa tillgångar: 5 000 | 4 200\n",
    "other.yaml": HEAD % ("Finsam Annan", "2025") + "    columns: 2025-12-31\n    rows:\n      Kassa och bank: 1\n"
    "      Fordringar: 2\n      Summa tillgångar: 3\n",
}


@pytest.fixture
def chain(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """``check`` over files of this module."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    def check(*arguments: str) -> CompletedProcess[str]:
        return run("check", *arguments)

    return check


def cross(found: CompletedProcess[str]) -> dict[str, object]:
    document = json.loads(found.stdout)
    jsonschema.validate(document, result_schema())
    answer: dict[str, object] = document["cross_report"]
    return answer


def test_readme_shows_what_is_said_of_three_reports(chain: Run) -> None:
    text = chain("2025.yaml", "2024.yaml", "2025-h1.yaml").stdout
    section = text[text.index("Finsam Exempel · 3 rapporter") : text.index("\n2 filer utan fel")]
    assert f"```text\n{section}```" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_files_that_are_to_blame_are_to_be_mended_and_no_others(chain: Run) -> None:
    found = chain("2025.yaml", "2024.yaml", "2025-h1.yaml")
    assert found.returncode == 1
    assert found.stdout.splitlines()[-2:] == [
        "2 filer utan fel att rätta: 2024.yaml, 2025-h1.yaml",
        "1 fil att rätta: 2025.yaml",
    ]


def test_a_table_at_the_end_has_a_line_a_file_and_one_for_what_they_come_to_together(chain: Run) -> None:
    lines = chain("2025.yaml", "2024.yaml", "none.yaml", "2025-h1.yaml").stdout.splitlines()
    at = lines.index("att rätta  att förklara  små   stämmer  fil")
    assert lines[at + 1 : at + 7] == [
        "        0             0    1  17 av 21  2025.yaml",
        "        0             0    1  13 av 17  2024.yaml",
        "        0             0    0  14 av 14  2025-h1.yaml",
        "        –             –    –         –  none.yaml",
        "        2             0    0    4 av 6  Finsam Exempel · 3 rapporter mot varandra",
        "",
    ]


def test_the_table_at_the_end_is_in_words_on_a_narrow_terminal_and_never_wider() -> None:
    ended = [
        Ended("mapp/en rapport med ett långt namn på flera ord.yaml", 1, checked("lekeberg-orebro-2025.yaml")),
        Ended("clean.yaml", 0, checked("clean.yaml")),
    ]
    for width in (30, 60, 80):
        lines = ["".join(text for text, _ in line) for line in _lines(ended, (), "sv", width, table=True)]
        assert [line for line in lines if len(line) > width and " " in line.strip()] == []  # a word alone is not broken
        assert ("  inget att rätta; 261 av 261" in "\n".join(lines)) == (width < 76)


def test_a_report_that_another_contradicts_is_never_called_ready(chain: Run) -> None:
    lines = chain("2025.yaml", "2024.yaml", "2025-h1.yaml", "--quiet").stdout.splitlines()
    assert lines[0] == "2025.yaml: Inget att rätta i rapporten för sig, men den stämmer inte med en annan rapport: se nedan."


def test_the_json_names_the_file_of_every_figure(chain: Run) -> None:
    answer = cross(chain("2024.yaml", "2025.yaml", "2025-h1.yaml", "--format", "json"))
    findings = [one for one in answer["outcomes"] if one["outcome"] == "finding"]  # type: ignore[attr-defined]
    assert [one["file"] for one in findings] == ["2025.yaml", "2025.yaml"]
    assert [figure["file"] for figure in findings[0]["figures"]] == ["2024.yaml", "2025.yaml"]
    assert findings[0]["figures"][1]["figure"] == "Balansräkning/Fordringar/2024-12-31"
    corrections = [one["corrections"][0] for one in answer["causes"]]  # type: ignore[attr-defined]
    assert [(one["file"], one["from"], one["to"]) for one in corrections] == [
        ("2025.yaml", "600", "700"),
        ("2025.yaml", "3600", "3500"),
    ]
    assert answer["chains"] == [{"entity": "Finsam Exempel", "files": ["2024.yaml", "2025-h1.yaml", "2025.yaml"]}]


def test_two_entities_have_no_cross_report(chain: Run) -> None:
    answer = cross(chain("2024.yaml", "other.yaml", "--format", "json"))
    assert answer == {"outcomes": [], "causes": [], "matters": [], "chains": [], "versions": []}


def test_same_entity_takes_any_two_for_one(chain: Run) -> None:
    answer = cross(chain("2024.yaml", "other.yaml", "--same-entity", "--format", "json"))
    assert len(answer["chains"]) == 1  # type: ignore[arg-type]


def test_two_beats_one_and_the_other_files_are_still_held_against_each_other(chain: Run) -> None:
    found = chain("2025.yaml", "none.yaml", "2024.yaml", "2025-h1.yaml")
    assert (found.returncode, "3 rapporter mot varandra" in found.stdout) == (2, True)


def test_one_line_a_finding_names_the_file_to_open(chain: Run) -> None:
    lines = chain("2024.yaml", "2025.yaml", "2025-h1.yaml", "--select", "kedja", "--format", "line").stdout.splitlines()
    assert [line[:26] for line in lines] == ["2025.yaml:8:25: FEL KE001 ", "2025.yaml:9:31: FEL KE001 "]


def test_two_printings_of_one_report_tell_what_was_changed(chain: Run, tmp_path: Path) -> None:
    (tmp_path / "second.yaml").write_text(FILES["2024.yaml"].replace("3 500 000", "3 600 000"), encoding="utf-8")
    found = chain("2024.yaml", "second.yaml")
    assert "Kassa och bank (Balansräkning, 2024-12-31): 3 500 000 kr är nu 3 600 000 kr" in found.stdout
    assert "Nytt: BR003" in found.stdout


def test_an_older_printing_counts_as_the_exit_code_does(chain: Run, tmp_path: Path) -> None:
    wrong = FILES["2024.yaml"].replace("4 200 000", "4 300 000")
    (tmp_path / "first.yaml").write_text(wrong, encoding="utf-8")
    found = chain("first.yaml", "2024.yaml")
    assert found.stdout.splitlines()[-2:] == [
        "1 fil utan fel att rätta: 2024.yaml",
        "1 fil att rätta: first.yaml (äldre utskrift)",
    ]
    assert found.returncode == 1


def test_an_auditors_report_brings_the_audited_one(chain: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(
        "finsam-audit: 1\nreport: {entity: Finsam Exempel, period: 2024, document: audit report, audits: 2024.yaml}\ntables: {}\n"
        "claims:\n  - {text: kassan var 3 400 tkr, value: 3 400 tkr, equals: balansräkning.kassa och bank}\n",
        encoding="utf-8",
    )
    found = chain("audit.yaml", "--format", "json")
    (finding,) = (one for one in cross(found)["outcomes"] if one["outcome"] == "finding")  # type: ignore[attr-defined]
    assert (found.returncode, finding["rule"], finding["file"]) == (1, "TX001", "audit.yaml")
    assert len(json.loads(found.stdout)["reports"]) == 1


def test_a_name_in_an_auditors_report_that_stands_for_nothing_is_told_with_its_place(chain: Run, tmp_path: Path) -> None:
    (tmp_path / "audit.yaml").write_text(
        "finsam-audit: 1\nreport: {entity: Finsam Exempel, period: 2024, document: audit report}\ntables: {}\n"
        "claims:\n  - {text: kassan var 3 400 tkr, value: 3 400 tkr, equals: Kassor.bank}\n",
        encoding="utf-8",
    )
    found = chain("audit.yaml", "2024.yaml")
    assert (found.returncode, found.stderr.splitlines()[0][:13]) == (2, "audit.yaml:5:")


def test_a_matter_between_reports_can_be_asked_for(chain: Run, run: Run) -> None:
    found = run("explain", "2025.yaml", "2024.yaml", "2025-h1.yaml", "2")
    assert found.returncode == 0
    assert found.stdout.startswith("2. I 2025.yaml är Kassa och bank 3 600 tkr")
    assert "+ Kassa och bank (2024.yaml: Balansräkning)  3 500 000 kr" in found.stdout
    told = json.loads(run("explain", "2025.yaml", "2024.yaml", "2025-h1.yaml", "2", "--format", "json").stdout)
    assert (told["id"], [one["rule"] for one in told["outcomes"]]) == ("M2", ["KE001"])


def test_the_matters_of_a_chain_are_asked_for_as_those_of_a_report(chain: Run, run: Run) -> None:
    files = ("2025.yaml", "2024.yaml", "2025-h1.yaml")
    assert len({run("explain", *files, name).stdout for name in ("2", "M2", "m2")}) == 1
    told = chain(*files).stdout
    assert "Visa räkningen: finsam-audit explain 2024.yaml 2025-h1.yaml 2025.yaml 1\n" in told


def test_what_is_typed_for_reports_of_other_names_says_so(chain: Run, tmp_path: Path) -> None:
    (tmp_path / "renamed.yaml").write_text(FILES["2025.yaml"].replace("Exempel", "Annan"), encoding="utf-8")
    found = chain("renamed.yaml", "2024.yaml", "--same-entity")
    assert "explain 2024.yaml renamed.yaml --same-entity 1" in found.stdout


@pytest.mark.parametrize(
    ("head", "told"),
    [
        ("Samordningsförbundet Exempel", "namn.txt hålls inte mot de andra filerna, eftersom det inte framgår vilket år"),
        ("Årsredovisning 2025", "namn.txt hålls inte mot de andra filerna, eftersom det inte framgår vems rapporten är."),
    ],
)
def test_a_document_of_nobody_or_of_no_year_is_left_out_and_that_is_told(
    chain: Run, tmp_path: Path, head: str, told: str
) -> None:
    years = "2025-12-31   2024-12-31" if "2025" in head else "I år   I fjol"
    rows = "Fordringar           600       700\nKassa och bank     4 300     3 600\nSumma tillgångar   5 000     4 200\n"
    (tmp_path / "namn.txt").write_text(f"{head}\n\nBalansräkning\n{years:>32}\n{rows}", encoding="utf-8")
    found = chain("namn.txt", "2024.yaml", "--format", "json")
    assert told in found.stderr
    assert cross(found)["chains"] == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("2025.yaml", "2024.yaml", "2025-h1.yaml", "9"), "9 är inget nummer på en sak mellan rapporterna. Det finns 2 saker."),
        (("2025.yaml", "other.yaml", "1"), "Mellan rapporterna finns ingen sak."),
        (("2025.yaml",), "TAL saknas."),
    ],
)
def test_a_matter_that_is_not_there_is_told(chain: Run, run: Run, arguments: tuple[str, ...], told: str) -> None:
    found = run("explain", *arguments)
    assert (found.returncode, told in found.stderr) == (2, True)


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_page_is_of_the_first_report_and_those_it_is_held_against(chain: Run, tmp_path: Path, form: str) -> None:
    found = chain("2025.yaml", "2024.yaml", "2025-h1.yaml", "--format", form, "-o", "ut")
    assert (found.returncode, found.stderr.splitlines()[0]) == (1, "Skrev ut.")
    text = (tmp_path / "ut").read_text(encoding="utf-8") if form == "html" else _cells(tmp_path / "ut")
    shown = re.sub('<span class="kept">([^<]*)</span>', r"\1", text.replace("\u00a0", " "))
    for words in (
        "Finsam Exempel · 3 rapporter mot varandra",
        "I 2025.yaml är Fordringar 600 tkr (Balansräkning, 2024-12-31)",
        "Rapporterna stämmer inte med varandra: 2 saker att rätta.",
        "stämmer inte med en annan rapport: se nedan.",
    ):
        assert words in shown


def _cells(file: Path) -> str:
    sheets = load_workbook(io.BytesIO(file.read_bytes())).worksheets
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value is not None)


@pytest.mark.parametrize("form", ["html", "xlsx", "markdown"])
def test_what_was_changed_between_two_printings_stands_in_every_form(chain: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "second.yaml").write_text(FILES["2024.yaml"].replace("3 500 000", "3 600 000"), encoding="utf-8")
    chain("second.yaml", "2024.yaml", "--format", form, "-o", "ut")
    text = _cells(tmp_path / "ut") if form == "xlsx" else (tmp_path / "ut").read_text(encoding="utf-8").replace("\\", "")
    assert "3 600 000 kr är nu 3 500 000 kr" in text.replace("\u00a0", " ")


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_a_report_that_nothing_is_held_against_is_left_out_of_no_page(chain: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    found = chain("2025.yaml", "other.yaml", "--format", form, "-o", "ut")
    assert (found.returncode, "I other.yaml finns inget att hålla den mot." in found.stderr) == (2, True)
    assert (tmp_path / "ut").read_text(encoding="utf-8") == "gammal"


@pytest.mark.parametrize("form", ["html", "xlsx"])
def test_where_the_first_report_cannot_be_read_the_old_page_is_left(chain: Run, tmp_path: Path, form: str) -> None:
    (tmp_path / "ut").write_text("gammal", encoding="utf-8")
    found = chain("none.yaml", "2025.yaml", "2024.yaml", "--format", form, "-o", "ut")
    assert (found.returncode, (tmp_path / "ut").read_text(encoding="utf-8")) == (2, "gammal")


def test_sarif_of_several_reports_is_what_the_published_schema_says(chain: Run) -> None:
    made = json.loads(chain("2025.yaml", "none.yaml", "2024.yaml", "2025-h1.yaml", "--format", "sarif").stdout)
    assert [error.message for error in STANDARD.iter_errors(made)] == []
    assert [one["ruleId"] for one in made["runs"][0]["results"]].count("KE001") == 2


# -- accepted differences between reports ------------------------------------------------------------------------------

ALL = ("2025.yaml", "2024.yaml", "2025-h1.yaml")
WHO = ("--reason", "Rättas nästa år", "--by", "Eva Ek")


def test_a_matter_between_reports_is_accepted_in_the_list_of_the_first(chain: Run, run: Run, tmp_path: Path) -> None:
    assert run("accept", *ALL, "1", *WHO).returncode == 0
    assert "  file: 2025.yaml\n" in (tmp_path / "accepted.yaml").read_text(encoding="utf-8")
    found = chain(*ALL)
    assert (found.returncode, "varandra: 1 sak att rätta." in found.stdout, "av Eva Ek: Rättas" in found.stdout) == (
        1,
        True,
        True,
    )
    assert run("accept", *ALL, "KE001", "Kassa och bank", *WHO).returncode == 0
    assert [chain(*files).returncode for files in (ALL, ALL[::-1])] == [0, 0]
    assert "gäller inte längre" not in chain("2025.yaml").stdout  # nothing between reports was looked at


def test_explain_takes_the_numbers_of_check_and_accept(chain: Run, run: Run) -> None:
    run("accept", *ALL, "1", *WHO)
    assert "Kassa och bank" in run("explain", *ALL, "2").stdout.splitlines()[0]
    assert "Godtaget " in run("explain", *ALL, "1").stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2025.yaml", "other.yaml", "1"), "Mellan rapporterna finns ingen sak."),
        (("2025.yaml", "2024.yaml"), "FYND saknas."),
        (("2025.yaml", "2023.yaml", "1"), "2023.yaml: Filen finns inte."),
        ((*ALL, "9"), "Det finns inget fynd att godta med nummer 9."),
        ((*ALL, "KE001"), "”KE001” har flera fynd."),
    ],
)
def test_what_is_no_matter_between_reports_is_told(words: tuple[str, ...], told: str, chain: Run, run: Run) -> None:
    found = run("accept", *words, *WHO)
    assert (found.returncode, told in found.stderr) == (2, True), found.stderr


def test_an_earlier_run_of_other_reports_is_told(chain: Run, run: Run, tmp_path: Path) -> None:
    (tmp_path / "f.json").write_text(chain("other.yaml", "--format", "json").stdout, encoding="utf-8")
    assert "gäller Finsam Annan, ingen av de här rapporterna." in chain("2025.yaml", "--baseline", "f.json").stderr
    assert "ingen av de här" not in chain("2025.yaml", "other.yaml", "--baseline", "f.json").stderr
