"""Accepted differences, as a person makes, reads and mends them: ``accept``, ``accepted.yaml``, ``--strict``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import jsonschema
import pytest

from finsam_audit.messages import message
from finsam_audit.render.closing import left_words
from finsam_audit.render.json_schema import result_schema
from finsam_audit.render.language import say
from tests.pages import CURRENT, data_file
from tests.samples import FOLDER

Run = Callable[..., CompletedProcess[str]]
pytestmark = pytest.mark.usefixtures("checked_once")  # whatever is accepted in them

REPORT = data_file(CURRENT)
LATE = REPORT.replace("period: 2025}", "period: 2025, decided: 2025-02-24}")
WHO = ("--reason", "Känt sedan förra året: rättas 2026", "--by", "Eva Ek, revisor")
ONLY = ("--select", "BR002")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder with a report whose current assets do not add up."""
    (tmp_path / "data.yaml").write_text(REPORT, encoding="utf-8")
    return tmp_path


def _list(folder: Path) -> str:
    return (folder / "accepted.yaml").read_text(encoding="utf-8")


def test_an_accepted_finding_counts_no_more_and_is_listed_with_its_reason(run: Run, data: Path) -> None:
    assert run("check", "data.yaml", *ONLY).returncode == 1
    assert run("accept", "data.yaml", "BR002", *WHO, "--until", "2199-12-31").returncode == 0
    found = run("check", "data.yaml", *ONLY)
    told = "av Eva Ek, revisor, till och med 2199-12-31: Känt sedan förra året: rättas 2026"
    assert (found.returncode, told in found.stdout, "RÄTTA" in found.stdout) == (0, True, False)
    assert "inget att rätta, inget att förklara, 1 godtagen" in found.stdout
    assert found.stdout.rstrip().endswith("Därutöver godtaget: 1 sak att rätta.")


def test_an_entry_tells_the_rule_the_column_the_figures_and_both_amounts(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    lines = _list(data).splitlines()
    assert lines[:2] == ['- reason: "Känt sedan förra året: rättas 2026"', '  by: "Eva Ek, revisor"']
    assert lines[3:] == [
        "  file: data.yaml",
        "  findings:",
        "  - rule: BR002  # Omsättningstillgångarna är rätt summerade",
        '    column: "2025-12-31"',
        "    stated: 2 900 kr",
        "    computed: 2 500 kr",
        "    figures:",
        "      - Balansräkning / Omsättningstillgångar / Fordringar / 2025-12-31: 1 400 kr",
        "      - Balansräkning / Omsättningstillgångar / Kassa och bank / 2025-12-31: 1 100 kr",
        "      - Balansräkning / Omsättningstillgångar / Summa omsättningstillgångar / 2025-12-31: 2 900 kr",
    ]


def test_strict_counts_what_is_accepted(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    found = run("check", "data.yaml", *ONLY, "--strict")
    assert (found.returncode, "RÄTTA" in found.stdout, "GODTAGNA" in found.stdout) == (1, True, False)


def test_the_number_of_the_first_screen_names_a_matter_with_all_its_findings(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(REPORT.replace("2 300", "2 700"), encoding="utf-8")
    found = run("accept", "data.yaml", "1", *WHO)
    assert (found.returncode, _list(data).count("- rule: BR002"), _list(data).count("- reason:")) == (0, 2, 1)
    assert "Skrev i accepted.yaml: 2 fynd är godtagna." in found.stderr
    assert run("check", "data.yaml", *ONLY).returncode == 0


def test_a_rule_with_several_findings_says_which_there_are(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(REPORT.replace("2 300", "2 700"), encoding="utf-8")
    found = run("accept", "data.yaml", "BR002", *WHO)
    assert (found.returncode, (data / "accepted.yaml").exists()) == (2, False)
    assert "BR002 Summa omsättningstillgångar 2025-12-31 (sak 1); BR002 Summa omsättningstillgångar 2024-12-31" in found.stderr
    assert run("accept", "data.yaml", "current-assets-foot", "2024-12-31", *WHO).returncode == 0
    found = run("check", "data.yaml", *ONLY)
    assert (found.returncode, "1 sak att rätta" in found.stdout, "1 godtagen" in found.stdout) == (1, True, True)


def test_of_a_matter_accepted_in_part_the_rest_keeps_its_number(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(REPORT.replace("2 300", "2 700"), encoding="utf-8")
    run("accept", "data.yaml", "BR002", "2025-12-31", *WHO)
    (report,) = json.loads(run("check", "data.yaml", *ONLY, "--format", "json").stdout)["reports"]
    rest, accepted = report["matters"]
    assert [rest["id"], accepted["id"], "acceptance" in rest, accepted["acceptance"]["by"]] == [
        "M1",
        "M2",
        False,
        "Eva Ek, revisor",
    ]
    assert [report["outcomes"][one["findings"][0]]["column"] for one in (rest, accepted)] == ["2024-12-31", "2025-12-31"]


def test_the_sum_of_an_accepted_matter_is_explained_with_who_accepted_it(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    matters = json.loads(run("check", "data.yaml", "--format", "json").stdout)["reports"][0]["matters"]
    (accepted,) = [matter["id"] for matter in matters if "acceptance" in matter]
    told = run("explain", "data.yaml", accepted).stdout
    assert ("Godtaget " in told, "2 500 kr" in told) == (True, True)


@pytest.mark.parametrize(
    ("finding", "told"),
    [
        ("99", "Det finns inget fynd att godta med nummer 99"),
        ("BR01", "Menade du BR001?"),
        ("BR001", "”BR001” har inget fynd att godta i data.yaml."),
        ("BR002 2025", "”BR002 2025” har inget fynd. Regelns fynd står här: BR002 Summa omsättningstillgångar 2025-12-31"),
        ("1 2024-12-31", "Det finns inget fynd att godta med nummer 2024-12-31"),
    ],
)
def test_what_names_no_finding_is_told(run: Run, data: Path, finding: str, told: str) -> None:
    found = run("accept", "data.yaml", *finding.split(), *WHO)
    assert (found.returncode, told in found.stderr, (data / "accepted.yaml").exists()) == (2, True, False)


def test_several_numbers_accept_several_matters(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(LATE, encoding="utf-8")
    assert run("accept", "data.yaml", "1", "2", "1", *WHO).returncode == 0
    assert "Därutöver godtaget: 2 saker att rätta." in run("check", "data.yaml").stdout
    assert (_list(data).count("reason:"), _list(data).count("rule: DT001")) == (1, 1)


def test_a_new_list_elsewhere_starts_without_what_the_one_beside_the_report_holds(run: Run, data: Path) -> None:
    for more in ((), ("--accepted", "annan.yaml")):
        assert run("accept", "data.yaml", "1", *WHO, *more).returncode == 0
    assert (data / "annan.yaml").read_text(encoding="utf-8") == _list(data)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--by", "Eva"), "Ange --reason."),
        (("--reason", "  ", "--by", "Eva"), "Ange --reason."),
        (("--reason", "Känt"), "Ange --by."),
        ((), "Ange --reason och --by."),
        ((*WHO, "--until", "2020-01-01"), "2020-01-01 har redan varit."),
        ((*WHO, "--until", "snart"), "Här väntades ett datum"),
        ((*WHO, "--until", "2026-02-30"), "2026-02-30"),
    ],
)
def test_an_acceptance_needs_a_reason_a_name_and_a_day_to_come(
    run: Run, data: Path, options: tuple[str, ...], told: str
) -> None:
    found = run("accept", "data.yaml", "BR002", *options)
    assert (found.returncode, told in found.stderr, (data / "accepted.yaml").exists()) == (2, True, False)


def test_a_reason_longer_than_a_text_may_be_is_told_as_that(run: Run, data: Path) -> None:
    found = run("accept", "data.yaml", "BR002", "--reason", "x" * 4001, "--by", "Eva")
    assert (found.returncode, "--reason: en text får ha högst 4000 tecken." in found.stderr) == (2, True)
    assert not (data / "accepted.yaml").exists()


def test_who_may_read_a_list_is_not_changed_by_an_entry(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "accepted.yaml").chmod(0o600)
    (data / "accepted.yaml").write_text("", encoding="utf-8")
    assert run("accept", "data.yaml", "BR002", *WHO).returncode == 0
    assert (data / "accepted.yaml").stat().st_mode & 0o777 == 0o600


def test_a_finding_is_accepted_once(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    before = _list(data)
    found = run("accept", "data.yaml", "BR002", *WHO)
    assert (found.returncode, "”BR002” är redan godtaget" in found.stderr, _list(data)) == (2, True, before)


@pytest.mark.parametrize(
    "typed",
    [
        "# våra egna\n\n- {reason: 'ett skäl', by: Bo, date: 2025-01-01,\n   findings: [{rule: BR001, stated: 1, computed: 2}]}  # sist",
        "  - reason: |\n      två\n      rader\n    by: Bo\n    date: 2025-01-01\n    findings:\n    - {rule: BR001, stated: 1, computed: 2}\n",
        "# allt är rättat\n",
        "\ufeff- {reason: a, by: b, date: 2025-01-01, findings: []}\r\n",
    ],
)
def test_what_a_person_typed_stays_as_it_is(run: Run, data: Path, typed: str) -> None:
    (data / "accepted.yaml").write_bytes(typed.encode())
    assert run("accept", "data.yaml", "BR002", *WHO).returncode == 0
    written = (data / "accepted.yaml").read_bytes()
    assert written.startswith(typed.encode())
    assert (b"\r\n" in written[len(typed.encode()) :]) == ("\r\n" in typed)
    assert run("check", "data.yaml", *ONLY).returncode == 0


def test_a_list_that_nothing_can_be_added_to_is_left_alone(run: Run, data: Path) -> None:
    typed = "[{reason: a, by: b, date: 2025-01-01, findings: []}]\n"
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    found = run("accept", "data.yaml", "BR002", *WHO)
    assert (found.returncode, "Listan går inte att fylla på" in found.stderr, _list(data)) == (2, True, typed)


def test_an_acceptance_survives_moved_lines(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "data.yaml").write_text(REPORT.replace("tables:", "# en rad till\n\ntables:"), encoding="utf-8")
    assert run("check", "data.yaml", *ONLY).returncode == 0


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("2 900", "2 901", "Summa omsättningstillgångar / 2025-12-31 var 2 900 kr och är nu 2 901 kr"),
        ("1 400 | 1 300", "1 401 | 1 300", "Fordringar / 2025-12-31 var 1 400 kr och är nu 1 401 kr"),
        ("2 900", "2 500", "Det som Eva Ek, revisor har godtagit (BR002 2025-12-31) finns inte bland fynden längre."),
    ],
)
def test_an_acceptance_lapses_when_an_amount_moves(run: Run, data: Path, before: str, after: str, told: str) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "data.yaml").write_text(REPORT.replace(before, after), encoding="utf-8")
    found = run("check", "data.yaml", *ONLY)
    assert (found.returncode, "accepted.yaml:6: Det som" in found.stdout, told in found.stdout) == (
        int(after != "2 500"),
        True,
        True,
    )


def test_an_acceptance_lapses_when_its_day_has_passed(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    text = _list(data).replace("  file:", "  until: 2026-01-31\n  file:")
    (data / "accepted.yaml").write_text(text.replace(_line(text, "date:"), "  date: 2026-01-01"), encoding="utf-8")
    found = run("check", "data.yaml", *ONLY)
    assert (found.returncode, "gällde till och med 2026-01-31. Fyndet räknas igen." in found.stdout) == (1, True)


def _line(text: str, key: str) -> str:
    return next(line for line in text.splitlines() if line.strip().startswith(key))


def test_what_matched_nothing_is_told_only_where_its_rule_was_run(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "data.yaml").write_text(REPORT.replace("2 900", "2 500"), encoding="utf-8")
    assert "finns inte bland fynden" in run("check", "data.yaml").stdout
    assert "finns inte bland fynden" not in run("check", "data.yaml", "--ignore", "BR002").stdout
    assert "finns inte bland fynden" in run("check", "data.yaml", "--format", "csv").stderr


def test_a_finding_without_figures_is_known_by_its_fingerprint(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(LATE, encoding="utf-8")
    run("accept", "data.yaml", "DT001", *WHO)
    assert '    says: "Beslutsdagen är 2025-02-24, men' in _list(data)
    assert run("check", "data.yaml", "--select", "DT001").returncode == 0
    (data / "data.yaml").write_text(LATE.replace("2025-02-24", "2025-02-25"), encoding="utf-8")
    assert run("check", "data.yaml", "--select", "DT001").returncode == 1


def test_an_entry_is_of_its_own_report_and_of_the_document_that_was_typed_off(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "annan.yaml").write_text(REPORT, encoding="utf-8")
    assert run("check", "annan.yaml", *ONLY).returncode == 1
    (data / "accepted.yaml").write_text(_list(data).replace("file: data.yaml", "file: data.pdf"), encoding="utf-8")
    assert run("check", "data.yaml", *ONLY).returncode == 0


def test_a_list_elsewhere_is_named(run: Run, data: Path) -> None:
    assert run("accept", "data.yaml", "BR002", *WHO, "--accepted", "vi.yaml").returncode == 0
    assert [run("check", "data.yaml", *ONLY, *more).returncode for more in ((), ("--accepted", "vi.yaml"))] == [1, 0]
    found = run("check", "data.yaml", *ONLY, "--accepted", "saknas.yaml")
    assert (found.returncode, "saknas.yaml: Filen finns inte" in found.stderr) == (2, True)


def test_a_short_entry_typed_by_hand_is_enough(run: Run, data: Path) -> None:
    typed = "- reason: känt\n  by: Bo\n  date: 2026-01-01\n  findings:\n  - rule: current-assets-foot\n    stated: 2 900\n    computed: 2,5 tkr\n"
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    assert run("check", "data.yaml", *ONLY).returncode == 0


def test_an_amount_that_moved_from_a_short_entry_is_told(run: Run, data: Path) -> None:
    typed = "- {reason: a, by: b, date: 2026-01-01, findings: [{rule: BR002, stated: 2 901, computed: 2 500}]}\n"
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    assert "beloppet i rapporten var 2 901 och är nu 2 900 kr" in run("check", "data.yaml", *ONLY).stdout


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("by: b", 'by: ""', "accepted.yaml:1:19: Nyckelordet ”by” saknas."),
        ("reason: a", 'reason: " "', "accepted.yaml:1:12: Nyckelordet ”reason” saknas."),
        ("stated: 2 900", "stated: _", "accepted.yaml:1:73: _ är inget belopp. Skriv det som i rapporten: 2 545 795 kr."),
    ],
)
def test_nobody_accepts_without_a_name_a_reason_and_an_amount(run: Run, data: Path, before: str, after: str, told: str) -> None:
    typed = "- {reason: a, by: b, date: 2026-01-01, findings: [{rule: BR002, stated: 2 900, computed: 2 500}]}\n"
    (data / "accepted.yaml").write_text(typed.replace(before, after), encoding="utf-8")
    found = run("check", "data.yaml", *ONLY)
    assert (found.returncode, told in found.stderr) == (2, True)


def test_all_mistakes_of_a_list_are_told_at_once_and_the_report_is_checked_all_the_same(run: Run, data: Path) -> None:
    typed = (
        "- skäl: känt\n  by: Bo\n  date: i går\n  findings:\n  - rule: BR02\n    stated: 2.900\n  - {rule: BR002}\n"
        "- {reason: a, by: b, date: 2026-02-01, until: 2026-01-01, findings: [{rule: BR002, figures: [x]}]}\n"
    )
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    found = run("check", "data.yaml", *ONLY)
    places = [line.split(": ")[0] for line in found.stderr.splitlines() if line.startswith("accepted.yaml:")]
    assert places == [f"accepted.yaml:{at}" for at in ("1:3", "3:9", "5:5", "6:13", "7:5", "8:47", "8:94")]
    assert (found.returncode, "Menade du reason?" in found.stderr, "1 sak att rätta" in found.stdout) == (2, True, True)


def test_a_rule_that_does_not_exist_is_told_with_its_place(run: Run, data: Path) -> None:
    typed = "- {reason: a, by: b, date: 2026-02-01, findings: [{rule: BR02, stated: 1, computed: 2}]}\n"
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    found = run("check", "data.yaml", *ONLY)
    assert (found.returncode, "accepted.yaml:1:58: Det finns ingen regel som heter BR02. Menade du BR002?" in found.stderr) == (
        2,
        True,
    )


def test_the_list_is_no_report_and_is_never_written_over(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    before = _list(data)
    assert run("check", "accepted.yaml", "data.yaml", *ONLY).returncode == 0
    assert "ingen rapport" in run("check", "accepted.yaml").stderr
    assert (run("check", "data.yaml", "-o", "accepted.yaml").returncode, _list(data)) == (2, before)


@pytest.mark.parametrize(
    ("form", "told"),
    [
        ("markdown", "## GODTAGNA\n\n1. rad 10: Summa omsättningstillgångar"),
        ("csv", ',"Eva Ek, revisor",'),
        ("junit", '<skipped message="Godtaget '),
        ("sarif", '"justification": "Godtaget '),
        ("json", '"reason": "Känt sedan förra året: rättas 2026"'),
    ],
)
def test_every_format_tells_who_accepted_what_and_why(run: Run, data: Path, form: str, told: str) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    found = run("check", "data.yaml", *ONLY, "--format", form)
    assert (found.returncode, told in found.stdout, "Eva Ek, revisor" in found.stdout) == (0, True, True)


def test_the_json_is_what_its_schema_says(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    (data / "före.json").write_text(run("check", "data.yaml", "--format", "json").stdout, encoding="utf-8")
    (data / "data.yaml").write_text(REPORT.replace("2 900", "2 901").replace("2 300", "2 700"), encoding="utf-8")
    (data / "finsam-audit.toml").write_text("materiality.kr = 1000\n", encoding="utf-8")
    for more in ((), ("--baseline", "före.json")):
        found = json.loads(run("check", "data.yaml", "--format", "json", *more).stdout)
        jsonschema.validate(found, result_schema())
        assert (found["settings"], found["reports"][0]["lapsed"][0]["line"]) == ("finsam-audit.toml", 6)


def test_the_page_shows_accepted_differences_with_their_sums(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", *WHO)
    run("check", "data.yaml", *ONLY, "--format", "html", "-o", "sida.html")
    page = (data / "sida.html").read_text(encoding="utf-8")
    section = page[page.index('<section id="accepted">') : page.index('<section id="pictures">')]
    assert ('<section id="papers">' in page, "Känt sedan förra året" in section, "2\u00a0900\u00a0kr" in section) == (
        False,
        True,
        True,
    )


def test_the_working_papers_list_them_on_a_sheet_of_their_own(run: Run, data: Path) -> None:
    from openpyxl import load_workbook

    run("accept", "data.yaml", "BR002", *WHO)
    run("check", "data.yaml", *ONLY, "--format", "xlsx", "-o", "papper.xlsx")
    book = load_workbook(data / "papper.xlsx")
    rows = list(book["Godtagna"].iter_rows(values_only=True))
    assert rows[1][0:1] + rows[1][5:9] == ("BR002", 2900, 2500, "kr", "Eva Ek, revisor")
    assert book["Fynd"].max_row == 1


def test_hostile_words_are_shown_and_never_obeyed(run: Run, data: Path) -> None:
    run("accept", "data.yaml", "BR002", "--reason", "=1+1 \x1b[31m <b> \u202e", "--by", '"x": [y] # z')
    assert run("check", "data.yaml", *ONLY).returncode == 0
    assert "\x1b" not in run("check", "data.yaml", *ONLY).stdout
    assert ",'=1+1 \\x1b[31m <b> \\u202e," in run("check", "data.yaml", *ONLY, "--format", "csv").stdout
    run("check", "data.yaml", *ONLY, "--format", "html", "-o", "sida.html")
    assert "&lt;b&gt;" in (data / "sida.html").read_text(encoding="utf-8")


def test_it_is_said_in_english_too(run: Run, data: Path) -> None:
    assert "Wrote in accepted.yaml: 1 finding is accepted." in run("accept", "data.yaml", "BR002", *WHO, "--lang", "en").stderr
    found = run("check", "data.yaml", *ONLY, "--lang", "en").stdout
    assert (
        "ACCEPTED" in found,
        "by Eva Ek, revisor: Känt" in found,
        found.rstrip().endswith("Accepted besides: 1 thing to mend."),
    ) == (True,) * 3


# -- findings between reports -------------------------------------------------------------------------------------------

LAST = REPORT.replace("2025", "2024").replace("2024-12-31 | 2024-12-31", "2024-12-31 | 2023-12-31")


def test_what_two_reports_disagree_about_is_accepted_beside_either(run: Run, data: Path) -> None:
    (data / "data.yaml").write_text(REPORT.replace("2 900", "2 500"), encoding="utf-8")
    last = LAST.replace("1 400", "1 305").replace("1 100", "1 000").replace("2 900", "2 305")
    (data / "last.yaml").write_text(last, encoding="utf-8")
    found = json.loads(run("check", "data.yaml", "last.yaml", "--format", "json").stdout)["cross_report"]["outcomes"]
    open_ones = [one for one in found if one["outcome"] == "finding"]
    assert open_ones
    entries = "".join(
        f"  - {{rule: {one['rule']}, stated: {one['stated']}, computed: {one['computed']}}}\n" for one in open_ones
    )
    typed = f"- reason: omräknat\n  by: Bo\n  date: 2026-01-01\n  findings:\n{entries}"
    (data / "accepted.yaml").write_text(typed, encoding="utf-8")
    held = run("check", "data.yaml", "last.yaml")
    assert (held.returncode, "GODTAGNA" in held.stdout, "finns inte bland fynden" in held.stdout) == (0, True, False)
    assert "finns inte bland fynden" not in run("check", "data.yaml").stdout


def test_what_an_auditors_report_says_of_the_audited_one_is_named_by_its_rule(run: Run, tmp_path: Path) -> None:
    for name in ("lekeberg-orebro-2020.yaml", "lekeberg-orebro-2020-revisionsrapport.yaml"):
        (tmp_path / name).write_bytes((FOLDER / name).read_bytes())
    assert run("accept", name, "1", *WHO).returncode == 2
    found = run("accept", name, "TX001", *WHO)
    assert (found.returncode, "; TX001 och en avvikelse mot budget på + 342 tkr." in found.stderr) == (2, True)
    assert run("accept", name, "TX001", "och en avvikelse mot budget på + 342 tkr", *WHO).returncode == 0
    assert "GODTAGNA" in run("check", name).stdout


# -- an earlier run -----------------------------------------------------------------------------------------------------


def test_only_what_is_new_since_an_earlier_run_is_shown_and_counts(run: Run, data: Path) -> None:
    (data / "förra.json").write_text(run("check", "data.yaml", *ONLY, "--format", "json").stdout, encoding="utf-8")
    same = run("check", "data.yaml", *ONLY, "--baseline", "förra.json")
    assert (same.returncode, "RÄTTA" in same.stdout, "Inget nytt sedan den tidigare körningen." in same.stdout) == (
        0,
        False,
        True,
    )
    assert (
        "inget nytt att rätta, inget nytt att förklara, 1 känt fynd från den tidigare körningen ("
        in same.stdout.splitlines()[0]
    )
    (data / "data.yaml").write_text(REPORT.replace("2 300", "2 700"), encoding="utf-8")
    new = run("check", "data.yaml", *ONLY, "--baseline", "förra.json")
    assert (new.returncode, "2024-12-31" in new.stdout, "2 900" in new.stdout) == (1, True, False)
    assert "Nytt sedan den tidigare körningen: 1 sak att rätta" in new.stdout
    outcomes = json.loads(run("check", "data.yaml", *ONLY, "--baseline", "förra.json", "--format", "json").stdout)["reports"][
        0
    ]["outcomes"]
    assert [(one["column"], one.get("known", False)) for one in outcomes] == [("2025-12-31", True), ("2024-12-31", False)]
    assert (
        '"baselineState": "unchanged"'
        in run("check", "data.yaml", *ONLY, "--baseline", "förra.json", "--format", "sarif").stdout
    )


def test_what_was_found_in_the_report_of_another_is_new(run: Run, data: Path) -> None:
    (data / "förra.json").write_text(run("check", "data.yaml", *ONLY, "--format", "json").stdout, encoding="utf-8")
    for name, code in (("Ekby och Alnäs", 1), ("Förbundet", 0), ("okänd", 0)):
        (data / "data.yaml").write_text(REPORT.replace("entity: Förbundet", f"entity: {name}"), encoding="utf-8")
        assert run("check", "data.yaml", *ONLY, "--baseline", "förra.json").returncode == code


def test_one_small_matter_that_is_new_is_counted_as_one() -> None:
    new = message("closing.new", left=left_words(1, 0, 1))
    assert say(new, "sv").endswith("körningen: 1 sak att rätta och 1 liten sak.")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"schema_version": "2"}', "\xff"])
def test_what_is_no_earlier_run_is_told(run: Run, data: Path, text: str) -> None:
    (data / "förra.json").write_text(text, encoding="latin-1")
    found = run("check", "data.yaml", "--baseline", "förra.json")
    assert (found.returncode, "inget resultat som" in found.stderr) == (2, True)
    assert "förra2.json" in run("check", "data.yaml", "--baseline", "förra2.json").stderr
