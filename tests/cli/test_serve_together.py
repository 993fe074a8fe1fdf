"""The page of ``serve`` with several files, with a list of accepted differences, and where there are settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from finsam_audit.cli.asked import Asked
from finsam_audit.cli.commands import language_of
from finsam_audit.cli.judging import judge_of
from finsam_audit.cli.settings import NAME, settings_of
from finsam_audit.cli.web.desk import MOST
from tests.cli.test_serve import without_time
from tests.cli.test_several_reports import FILES
from tests.cli.visitor import Visitor, told, visiting
from tests.conftest import Run

CHAIN = [(name, FILES[name].encode()) for name in ("2025.yaml", "2024.yaml", "2025-h1.yaml")]
WHO = ("--reason", "Rättas nästa år", "--by", "Eva Ek")


def verdict(page: str) -> str:
    found = re.search(r'<iframe [^>]*title="[^:]*: ([^"]*)"', page)
    assert found is not None
    return found[1]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where the program is started, with the reports in it."""
    own = tmp_path / "started"
    own.mkdir()
    for name, content in CHAIN:
        (tmp_path / name).write_bytes(content)
    monkeypatch.chdir(own)
    return own


@pytest.fixture
def at_home(folder: Path, tmp_path: Path) -> Visitor:
    """A visitor of a page that was started in the folder, as the command starts it."""
    return _started(tmp_path)


def _started(tmp_path: Path) -> Visitor:
    desk = tmp_path / "desk"
    desk.mkdir(exist_ok=True)
    return visiting(desk, judge_of("sv", Asked(), settings_of([NAME])))


# -- several files ----------------------------------------------------------------------------------------------------------


def test_files_dropped_together_are_held_against_each_other_as_check_holds_them(
    visitor: Visitor, run: Run, tmp_path: Path
) -> None:
    first = visitor.dropped_all(CHAIN)
    for number, (name, _) in enumerate(CHAIN, 1):
        (tmp_path / "here").mkdir(exist_ok=True)
        for other, content in CHAIN:
            (tmp_path / other).write_bytes(content)
        others = [other for other, _ in CHAIN if other != name]
        assert run("check", name, *others, "--format", "html", "-o", "x.html").returncode == 1
        page = visitor.get(first.replace("/1/", f"/{number}/check")).text
        written = (tmp_path / "x.html").read_text(encoding="utf-8")
        assert ("3 rapporter mot varandra" in page, name in page) == (True, True)
        if number == 1:
            assert without_time(page) == without_time(written)


def test_each_report_has_its_page_and_leads_to_the_others(visitor: Visitor) -> None:
    page = visitor.get(visitor.dropped_all(CHAIN)).text
    links = re.findall(r'<a href="(/key/[^"]+/\d/)"[^>]*>([^<]+)</a>', page)
    assert [name for _, name in links if name.endswith(".yaml")] == [name for name, _ in CHAIN]
    assert verdict(page) == "Inget att rätta i rapporten för sig, men den stämmer inte med en annan rapport: se nedan."
    assert [name in visitor.get().text for name, _ in CHAIN] == [True] * 3


def test_a_correction_in_one_is_held_against_the_others_again(visitor: Visitor) -> None:
    doubted = FILES["2025.yaml"].replace("| 600", "| 600 [?]").replace("| 3 600", "| 3 600 [?]")
    path = visitor.dropped_all([("2025.yaml", doubted.encode()), *CHAIN[1:]])
    assert "stämmer inte med en annan" in verdict(visitor.get(path).text)
    assert visitor.post(f"{path}figures", {"0.0.1": "700", "0.1.1": "3 500"}).status_code == 303
    others = [visitor.get(path.replace("/1/", f"/{number}/check")).text for number in (1, 2, 3)]
    assert ["Rapporterna stämmer med varandra" in page for page in others] == [True] * 3


def test_reports_that_have_nothing_in_common_each_have_a_page(visitor: Visitor) -> None:
    path = visitor.dropped_all([CHAIN[0], ("other.yaml", FILES["other.yaml"].encode())])
    pages = [visitor.get(path.replace("/1/", f"/{number}/check")) for number in (1, 2)]
    assert [(page.status_code, "mot varandra" in page.text) for page in pages] == [(200, False), (200, False)]


def test_a_report_that_is_held_against_no_other_says_so_and_why(visitor: Visitor) -> None:
    unknown = "Resultaträkning\n\nVerksamhetens intäkter  1 000  2 000\nÅrets resultat  1 000  2 000\n"
    path = visitor.dropped_all([*CHAIN, ("other.yaml", FILES["other.yaml"].encode()), ("okänd.txt", unknown.encode())])
    pages = [visitor.get(path.replace("/1/", f"/{number}/")).text for number in range(1, 6)]
    assert ["hålls inte mot de andra" in page for page in pages] == [False, False, False, True, True]
    assert "ingen av dem är av samma organisation" in pages[3]
    assert "det inte framgår vilket år" in pages[4]
    assert "hålls inte mot" not in visitor.get(visitor.dropped("other.yaml", FILES["other.yaml"].encode())).text


def test_a_file_that_cannot_be_read_is_told_beside_the_others(visitor: Visitor) -> None:
    answer = visitor.get(visitor.dropped_all([("trasig.pdf", b"%PDF-1.4 nothing"), *CHAIN]))
    assert told(answer)[0] == "trasig.pdf: Dokumentet går inte att läsa; det är skadat eller inte helt."
    assert "2025-h1.yaml" in answer.text


def test_two_files_of_one_name_are_two_reports(visitor: Visitor) -> None:
    path = visitor.dropped_all([("r.yaml", CHAIN[0][1]), ("R.yaml", CHAIN[1][1]), ("x/r.yml", CHAIN[2][1])])
    page = visitor.get(path).text
    assert [name in page for name in (">r.yaml<", ">R (2).yaml<", ">r (3).yml<")] == [True] * 3


def test_what_was_dropped_together_is_deleted_together(visitor: Visitor, tmp_path: Path) -> None:
    path = visitor.dropped_all(CHAIN)
    assert [len(list(folder.iterdir())) for folder in tmp_path.iterdir()] == [3]
    visitor.post(path.replace("/1/", "/close"), {})
    assert (list(tmp_path.iterdir()), visitor.get(path.replace("/1/", "/2/")).status_code) == ([], 404)


def test_hundreds_of_files_are_too_many(visitor: Visitor, tmp_path: Path) -> None:
    answer = visitor.drop_all([(f"{number}.yaml", CHAIN[0][1]) for number in range(300)])
    assert (answer.status_code, told(answer)[0][:33]) == (413, "Det är för mycket på en gång: hög")
    assert list(tmp_path.iterdir()) == []


def test_as_many_as_the_desk_holds_are_taken_and_make_the_others_room(visitor: Visitor) -> None:
    before = visitor.dropped("2025.yaml", CHAIN[0][1])
    visitor.dropped_all([(f"{number}.yaml", CHAIN[0][1]) for number in range(MOST)])
    assert (visitor.get(before).status_code, sum(len(drop.reports) for _, drop in visitor.desk)) == (404, MOST)


@pytest.mark.parametrize("path", ["0/", "2/", "99999999999999999999/", "-1/", "x/"])
def test_a_report_that_was_not_dropped_has_no_page(path: str, visitor: Visitor) -> None:
    own = visitor.dropped(*CHAIN[0]).replace("/1/", "/")
    assert [visitor.get(f"{own}{path}{more}").status_code for more in ("", "check", "save/html")] == [404] * 3


# -- accepted differences and settings ---------------------------------------------------------------------------------------

WRONG = FILES["2025.yaml"].replace("5 000 | 4 200", "5 100 | 4 200")


@pytest.fixture
def accepted(run: Run, tmp_path: Path) -> bytes:
    """A list that accepts what is wrong with the report."""
    (tmp_path / "2025.yaml").write_text(WRONG, encoding="utf-8")
    assert run("accept", "2025.yaml", "1", *WHO).returncode == 0
    found = (tmp_path / "accepted.yaml").read_bytes()
    (tmp_path / "accepted.yaml").unlink()
    return found


@pytest.mark.parametrize("name", ["accepted.yaml", "godtagna.yml"])
def test_a_list_that_is_dropped_beside_the_report_holds_for_it(name: str, accepted: bytes, visitor: Visitor) -> None:
    before = verdict(visitor.get(visitor.dropped("2025.yaml", WRONG.encode())).text)
    path = visitor.dropped_all([("2025.yaml", WRONG.encode()), (name, accepted)])
    page = visitor.get(path).text
    assert ("1 sak att rätta" in before, "Därutöver godtaget: 1 sak att rätta" in verdict(page)) == (True, True)
    assert f"Godtagna avvikelser: {name}." in told(visitor.get(path))[-1]
    assert "Eva Ek" in visitor.get(f"{path}check").text
    assert f"--accepted {name}" in visitor.get(f"{path}check").text


def test_the_list_of_the_folder_where_it_was_started_holds_and_its_path_is_told(
    accepted: bytes, at_home: Visitor, folder: Path
) -> None:
    own = folder / "accepted.yaml"
    assert "Godtagna avvikelser" not in at_home.get().text
    own.write_bytes(accepted)
    path = at_home.dropped("2025.yaml", WRONG.encode())
    assert "Därutöver godtaget: 1 sak att rätta" in verdict(at_home.get(path).text)
    assert [f"Godtagna avvikelser: {own}." in at_home.get(page).text for page in ("", path)] == [True, True]


def test_a_broken_list_is_told_and_leaves_all_open(visitor: Visitor) -> None:
    answer = visitor.get(visitor.dropped_all([("2025.yaml", WRONG.encode()), ("accepted.yaml", b"- reason: [")]))
    assert ("1 sak att rätta" in verdict(answer.text), told(answer)[0].startswith("accepted.yaml:")) == (True, True)


@pytest.mark.parametrize(
    ("files", "sentence"),
    [
        (["accepted.yaml"], "accepted.yaml: Det här är en lista över godtagna avvikelser, ingen rapport. Släpp den tillsammans med rapporten."),
        ([NAME], f"{NAME}: Inställningar följs inte härifrån."),
    ],
)  # fmt: skip
def test_what_is_no_report_is_told_so(files: list[str], sentence: str, accepted: bytes, visitor: Visitor) -> None:
    answer = visitor.drop_all([(name, accepted) for name in files])
    assert (answer.status_code, told(answer)[0][: len(sentence)]) == (422, sentence)


def test_the_settings_of_the_folder_hold_and_are_told(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text('[materiality]\nkr = 200000\n[parameters]\n"equity ceiling" = "15 %"\n', encoding="utf-8")
    visitor = _started(tmp_path)
    path = visitor.dropped("2025.yaml", WRONG.encode())
    assert [f"Inställningar: {file}." in visitor.get(page).text for page in ("", path)] == [True, True]
    page = visitor.get(f"{path}check").text
    assert ("200\u00a0000\u00a0kr" in page, str(NAME) in page) == (True, True)
    assert [drop.run.results[0].matters[0].material for _, drop in visitor.desk] == [False]


def test_the_language_of_the_settings_is_that_of_what_has_no_file(folder: Path) -> None:
    (folder / NAME).write_text('language = "en"\n', encoding="utf-8")
    assert [language_of(typed) for typed in (["serve"], ["rules"], ["serve", "--lang", "sv"])] == ["en", "en", "sv"]


def test_settings_that_are_wrong_are_told_before_anything_is_served(run: Run, tmp_path: Path) -> None:
    (tmp_path / NAME).write_text("packz = []\n", encoding="utf-8")
    ended = run("serve")
    assert (ended.returncode, "Menade du packs?" in ended.stderr) == (2, True)
