"""The page of ``serve``: who is let in, what may be dropped, what a correction changes, and that the files are those of ``check``."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.cli.judging import Judge
from finsam_audit.cli.serve import is_local, serving
from finsam_audit.cli.web import app as web
from finsam_audit.cli.web.corrections import corrected, spots, taken
from finsam_audit.cli.web.desk import MOST, file_name
from finsam_audit.cli.web.dropped import Dropped
from finsam_audit.controls.rules import RuleBook
from finsam_audit.documents.layout import Extract, Facts, PrintedCell, PrintedRow, PrintedTable
from finsam_audit.messages import message
from tests.cli.visitor import ORIGIN, Visitor, told, visiting
from tests.conftest import Run
from tests.documents.printed_report import printed_pdf
from tests.pages import BALANCE, INCOME, read

EVIL = "<script>alert('x')</script>"


def data_file_of(tables: str) -> str:
    head = "finsam-audit: 1\nreport:\n  entity: Samordningsförbundet Exempel\n  period: 2025\n"
    said = "  statements: [Förbundet redovisar ett överskott för året.]\n"
    return head + said + "tables:\n" + re.sub("(?m)^(?=.)", "  ", tables)


@pytest.fixture(scope="session")
def report() -> bytes:
    """A report as PDF. A figure is misprinted so that it cannot be read; another breaks its sum."""
    tables = INCOME.replace("276 000", "267 000") + BALANCE.replace("1 543 700", "--1 543 700 [sic]")
    return printed_pdf(read(data_file_of(tables)))


def dropped_in(visitor: Visitor) -> Dropped:
    [(_, drop)] = visitor.desk
    [only] = drop.reports
    return only


# -- who is let in ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example:4711", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:4711"])
def test_a_name_that_was_not_printed_is_not_answered(host: str, visitor: Visitor) -> None:
    answer = visitor.get(host=host)
    assert (answer.status_code, told(answer)) == (421, ["Programmet svarar bara på adressen som det skrev ut."])
    assert "/key/" not in answer.text


@pytest.mark.parametrize("origin", [None, "null", "http://evil.example", "https://127.0.0.1:4711", "http://127.0.0.1:4712"])
@pytest.mark.parametrize("path", ["", "x/1/figures", "x/close"])
def test_what_another_page_sends_is_not_done(path: str, origin: str | None, visitor: Visitor) -> None:
    answer = visitor.post(path, {}, origin=origin)
    assert answer.status_code == 403
    assert told(answer) == ["Det här kom från en annan sida än programmets egen och görs inte."]


@pytest.mark.parametrize("path", ["/", "/other/", "/static/page.css", "/key", "/other/static/page.css"])
def test_without_the_key_there_is_nothing(path: str, visitor: Visitor) -> None:
    answer = visitor.client.get(path, base_url=ORIGIN)
    assert answer.status_code in (404, 308)
    assert "Kontrollera en" not in answer.text


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_who_has_no_key_is_told_none_whatever_is_asked(method: str, visitor: Visitor) -> None:
    answers = [
        visitor.client.open(path, method=method, base_url=ORIGIN, data=b"x") for path in ("/", "/other/", "/other/x/close")
    ]
    assert [(answer.status_code < 400, "key" in answer.text) for answer in answers] == [(False, False)] * 3


def test_no_cookie_is_set_and_none_is_heeded(visitor: Visitor, report: bytes) -> None:
    path = visitor.dropped("rapport.pdf", report)
    answers = [visitor.get(), visitor.get(path), visitor.get(f"{path}figures"), visitor.get(f"{path}check")]
    assert [answer.headers.get("Set-Cookie") for answer in answers] == [None] * 4


def test_nothing_is_fetched_from_elsewhere_and_nothing_runs_but_our_own(visitor: Visitor, report: bytes) -> None:
    path = visitor.dropped("rapport.pdf", report)
    for page in ("", path, f"{path}figures", f"{path}figures/3"):
        answer = visitor.get(page)
        policy = answer.headers["Content-Security-Policy"]
        assert [part for part in policy.split("; ") if not part.endswith((" 'none'", " 'self'"))] == []
        assert answer.headers["Cache-Control"] == "no-store"
        links = re.findall(r'(?:href|src|action)="([^"]*)"', answer.text)
        assert [link for link in links if not link.startswith(("/key/", "#"))] == []
        assert not re.search(r"<script(?! src)|<style| style=| on\w+=", answer.text)
    framed = visitor.get(f"{path}check")
    assert framed.headers["Content-Security-Policy"] == "sandbox allow-scripts allow-modals; frame-ancestors 'self'"
    assert 'http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;;' in framed.text


# -- what may be dropped --------------------------------------------------------------------------------------------------


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * 50_000_000)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", lambda: b"%PDF-1.4 nothing", "a.pdf: Dokumentet går inte att läsa; det är skadat eller inte helt."),
        ("a.docx", bomb, "a.docx: Dokumentet packar upp sig till orimligt mycket. Det läses inte."),
        ("a.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.doc: Filen är i det gamla formatet för Word eller Excel. Spara den som docx, xlsx eller PDF."),
        ("a.yaml", lambda: b"", "a.yaml: Filen är tom. ”finsam-audit init” skriver en mall att fylla i."),
        ("a.txt", lambda: b"bara ord", "a.txt: Inte läst: resultaträkning hittades inte."),
        ("../../<b>a</b>.yaml", lambda: b"tables: [\xff]", "b .yaml:1:10: Filen är inte sparad som UTF-8"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_ends_in_a_sentence_and_leaves_nothing(
    name: str, content: Callable[[], bytes], sentence: str, visitor: Visitor, tmp_path: Path
) -> None:
    answer = visitor.drop(name, content())
    assert (answer.status_code, told(answer)[0][: len(sentence)]) == (422, sentence)
    assert (list(tmp_path.iterdir()), list(visitor.desk)) == ([], [])


def test_without_a_file_one_is_asked_for(visitor: Visitor) -> None:
    answer = visitor.post("", {})
    assert (answer.status_code, told(answer)[0]) == (422, "Välj en fil först.")


def test_a_file_that_is_too_large_is_refused_before_it_is_kept(
    book: RuleBook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "MAX_SENT", 1000)
    answer = visiting(tmp_path, Judge("sv", book, book.rules)).drop("a.pdf", b"%PDF-" + b" " * 1000)
    assert (answer.status_code, "högst 200 MB och 10 filer tas emot" in told(answer)[0]) == (413, True)
    assert list(tmp_path.iterdir()) == []


def test_what_breaks_the_program_is_told_without_a_trace(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError(EVIL)

    monkeypatch.setattr("finsam_audit.cli.web.together.read", fails)
    answer = visitor.drop("a.yaml", b"x")
    assert answer.status_code == 500
    assert told(answer)[0].startswith("Programmet gick sönder (RuntimeError: <script>")
    assert EVIL not in answer.text


def test_the_oldest_report_makes_room_and_its_file_is_deleted(visitor: Visitor, tmp_path: Path) -> None:
    paths = [visitor.dropped(f"{number}.yaml", data_file_of(INCOME).encode()) for number in range(MOST + 1)]
    gone = visitor.get(paths[0])
    assert (gone.status_code, told(gone)[0][:18]) == (404, "Sidan finns inte. ")
    assert visitor.get(paths[1]).status_code == 200
    assert len(list(tmp_path.iterdir())) == MOST
    closed = paths[1].removesuffix("1/")
    visitor.post(f"{closed}close", {})
    assert (visitor.get(paths[1]).status_code, len(list(tmp_path.iterdir()))) == (404, MOST - 1)


@pytest.mark.parametrize(
    ("given", "taken_as"),
    [
        ("C:\\Users\\x\\rapport.pdf", "rapport.pdf"),
        ("/etc/passwd", "passwd"),
        ("..", "rapport"),
        ("a\nb\x00:c.pdf", "a b c.pdf"),
        ("å" * 500 + ".xlsx", "å" * 100 + ".xlsx"),
        ("\U0001f4c8" * 100 + ".pdf", "\U0001f4c8" * 50 + ".pdf"),
    ],
)
def test_the_name_of_a_file_is_a_name_everywhere(given: str, taken_as: str) -> None:
    assert file_name(given) == taken_as


def test_what_a_document_says_never_becomes_markup(visitor: Visitor) -> None:
    lines = (
        "Balansräkning",
        f"{'':40}2025-12-31  2024-12-31",
        f"{EVIL:40}     1 000       2 000",
        f"{'Kassa':40}       500         600",
    )
    path = visitor.dropped(f"{EVIL}.txt", "\n".join((*lines, f"{'Summa tillgångar':40}     1 500       2 600")).encode())
    for page in ("", path, f"{path}check", f"{path}figures", f"{path}figures/1"):
        answer = visitor.get(page)
        assert (answer.status_code, EVIL in answer.text) == (200, False)
    assert "&lt;script&gt;" in visitor.get(f"{path}figures/1").text


def test_it_speaks_english(book: RuleBook, tmp_path: Path) -> None:
    visitor = visiting(tmp_path, Judge("en", book, book.rules))
    pages = visitor.get(), visitor.get(visitor.dropped("a.yaml", data_file_of(INCOME).encode())), visitor.get("nothing/")
    assert [re.findall("[åäö]", re.sub("<[^>]*>", "", page.text)) for page in pages] == [[], [], []]
    assert 'lang="en"' in pages[0].text


# -- the same answer as check ---------------------------------------------------------------------------------------------


def without_time(page: str) -> str:
    """The page of a check without when it was made."""
    return re.sub(r"<dd>[^/]*?\d{4}-\d\d-\d\d(?:</span>)? \d\d:\d\d:\d\d[^<]*</dd>", "", page)


def of_the_figures(page: str) -> str:
    """The page of a check without what it says of how a document was read: of a data file nobody knows that.

    Of that a place is told by its line too.
    """
    of_reading = r'(?s)<p class="verdict.*?</p>|<section class="remarks">.*?</section>|<dt>[^<]*nåddes av någon kontroll</dt>'
    return re.sub(r"rad \d+ \((sida \d+)\)", r"\1", re.sub(of_reading, "", without_time(page)))


def test_what_is_shown_and_saved_is_what_check_and_extract_write(
    visitor: Visitor, report: bytes, run: Run, tmp_path: Path
) -> None:
    path = visitor.dropped("rapport.pdf", report)
    (tmp_path / "rapport.pdf").write_bytes(report)
    for form in ("html", "xlsx"):
        assert run("check", "rapport.pdf", "--format", form, "-o", f"x.{form}").returncode == 1
    assert run("extract", "rapport.pdf", "-o", "x.yaml").returncode == 0
    page = visitor.get(f"{path}check").text
    assert without_time(page) == without_time((tmp_path / "x.html").read_text(encoding="utf-8"))
    saved = visitor.get(f"{path}save/html")
    assert (saved.text, saved.headers["Content-Disposition"]) == (page, "attachment; filename=rapport.html")
    assert visitor.get(f"{path}save/yaml").data == (tmp_path / "x.yaml").read_bytes()
    assert cells(visitor.get(f"{path}save/xlsx").data) == cells((tmp_path / "x.xlsx").read_bytes())


def cells(workbook: bytes) -> list[object]:
    """What stands in a workbook, without when it was made."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    values = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    return [value for value in values if not re.match(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", str(value))]


def test_a_data_file_is_checked_and_saved_as_it_is(visitor: Visitor) -> None:
    sample = Path(__file__).parent.parent.parent / "sample_data" / "clean.yaml"
    path = visitor.dropped("clean.yaml", sample.read_bytes())
    assert visitor.get(f"{path}save/yaml").data == sample.read_bytes()
    assert "Inget tal i datafilen är märkt som osäkert." in visitor.get(f"{path}figures").text


# -- corrections ----------------------------------------------------------------------------------------------------------


def field(visitor: Visitor, path: str, of: str = "--1 543 700") -> str:
    """The name of the field that holds a text."""
    found = re.search(rf'name="([^"]+)" value="{re.escape(of)}"', visitor.get(f"{path}figures").text)
    assert found is not None
    return found[1]


def test_a_doubted_figure_stands_beside_its_page_and_can_be_corrected(
    visitor: Visitor, report: bytes, run: Run, tmp_path: Path
) -> None:
    path = visitor.dropped("rapport.pdf", report)
    assert "1 ställe i dokumentet är osäkert läst." in visitor.get(path).text
    name = field(visitor, path)
    picture = re.findall(r'href="(/key/[^"]+\.png)"', visitor.get(f"{path}figures").text)
    assert [visitor.get(link.removeprefix("/key/")).data[:4] for link in picture] == [b"\x89PNG"]
    assert visitor.post(f"{path}figures", {name: "1 543 700"}).status_code == 303
    assert "1 ställe är rättat eller bekräftat." in visitor.get(path).text
    saved = visitor.get(f"{path}save/yaml").data
    (tmp_path / "rapport.yaml").write_bytes(saved)
    assert ("1 543 700" in saved.decode(), "seen:" in saved.decode()) == (True, False)
    assert run("check", "rapport.yaml", "--format", "html", "-o", "x.html").returncode in (0, 1)
    page = visitor.get(f"{path}check").text
    assert of_the_figures(page) == of_the_figures((tmp_path / "x.html").read_text(encoding="utf-8"))


def test_what_was_not_read_is_told_after_a_correction_too(visitor: Visitor) -> None:
    pages = printed_pdf(read(data_file_of(INCOME + BALANCE.replace("1 543 700", "--1 543 700 [sic]")).replace(" Exempel", "")))
    path = visitor.dropped("rapport.pdf", pages)
    before = dropped_in(visitor).result.report.reading
    visitor.post(f"{path}figures", {field(visitor, path): "1 543 700"})
    assert dropped_in(visitor).result.report.reading == before == (message("document.no-entity"),)
    assert "Det framgår inte av dokumentet vilket förbund rapporten gäller." in visitor.get(f"{path}check").text
    visitor.post(f"{path}figures", {"entity": "Samordningsförbundet Exempel"})
    assert dropped_in(visitor).result.report.reading == ()


def test_a_correction_follows_to_a_new_version_as_a_persons_edit_does(
    visitor: Visitor, report: bytes, run: Run, tmp_path: Path
) -> None:
    path = visitor.dropped("rapport.pdf", report)
    visitor.post(f"{path}figures", {field(visitor, path): "1 543 700"})
    (tmp_path / "rapport.pdf").write_bytes(report)
    (tmp_path / "rapport.yaml").write_bytes(visitor.get(f"{path}save/yaml").data)
    again = run("extract", "rapport.pdf", "--keep", "rapport.yaml", "-o", "ny.yaml")
    assert "Rättelser som följde med: 1." in again.stderr
    assert "1 543 700" in (tmp_path / "ny.yaml").read_text(encoding="utf-8")


def test_what_two_windows_send_at_once_is_all_kept(visitor: Visitor) -> None:
    path = visitor.dropped("hand.yaml", WHOLE.encode())
    forms: list[dict[str, object]] = [{"0.0.0": "410 400"}, {CASH: "1 543 760"}]
    with visitor.desk._turn:  # both have been sent before the first is looked at
        windows = [Thread(target=visitor.post, args=(f"{path}figures", form)) for form in forms]
        for window in windows:
            window.start()
            window.join(0.3)
    for window in windows:
        window.join()
    assert dropped_in(visitor).typed == {"0.0.0": "410 400", CASH: "1 543 760"}


def test_what_is_asked_of_a_report_that_was_deleted_meanwhile_is_not_found(visitor: Visitor) -> None:
    path = visitor.dropped("hand.yaml", WHOLE.encode())
    key, dropped = path.split("/")[0], dropped_in(visitor)
    visitor.desk.drop(key)
    assert (visitor.desk.correct(key, 0, {CASH: "1"}), visitor.desk.picture(dropped, 1)) == ({}, None)
    assert (
        visitor.client.post(
            f"/key/{path}figures", base_url=ORIGIN, headers={"Origin": ORIGIN}, follow_redirects=True
        ).status_code
        == 404
    )


def test_a_correction_can_be_taken_back(visitor: Visitor, report: bytes) -> None:
    path = visitor.dropped("rapport.pdf", report)
    name, before = field(visitor, path), visitor.get(f"{path}check").text
    visitor.post(f"{path}figures", {name: "1 543 700"})
    visitor.post(f"{path}figures", {name: "--1 543 700"})
    assert (without_time(visitor.get(f"{path}check").text), dropped_in(visitor).typed) == (without_time(before), {})


def test_what_is_no_figure_is_told_beside_its_field_and_kept_there(visitor: Visitor, report: bytes) -> None:
    path = visitor.dropped("rapport.pdf", report)
    name = field(visitor, path)
    answer = visitor.post(f"{path}figures", {name: f"1.543.700 {EVIL}"})
    assert (answer.status_code, dropped_in(visitor).typed) == (422, {})
    assert 'value="1.543.700 &lt;script&gt;' in answer.text
    assert EVIL not in answer.text
    answer = visitor.post(f"{path}figures", {name: "1.543.700"})
    assert "1.543.700 kan läsas på två sätt." in answer.text
    assert 'aria-invalid="true"' in answer.text


def test_a_period_that_is_none_is_told_and_changes_nothing(visitor: Visitor, report: bytes) -> None:
    path = visitor.dropped("rapport.pdf", report)
    answer = visitor.post(f"{path}figures", {"period": "i fjol"})
    assert (answer.status_code, dropped_in(visitor).typed) == (422, {})
    assert any("i fjol" in line for line in told(answer))
    assert visitor.post(f"{path}figures", {"period": "2024", "entity": "Region Exempel"}).status_code == 303
    report_now = dropped_in(visitor).result.report
    assert (report_now.end.year, report_now.entity, report_now.organisation) == (2024, "Region Exempel", "region")


DOUBTED = """# by hand
tables:
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      Fordringar: 410 300 [?] | 385 100
      Kassa och bank:
        cells: 1 543 700 | 1 211 90O @p3
        figures:
          2025-12-31: {seen: "1 543 7OO", or: 1 543 760}
          2024-12-31:
            why: a stain   # mine
      Summa tillgångar:   1 954 000 | 1 597 000
"""
HEAD = "finsam-audit: 1\nreport: {entity: Förbundet, period: 2025}\n"
CASH = "0.1.0"


def edited_file(visitor: Visitor, form: dict[str, object], text: str) -> str:
    """The data file that is saved after a form was sent."""
    path = visitor.dropped("hand.yaml", text.encode())
    assert visitor.post(f"{path}figures", form).status_code == 303
    return visitor.get(f"{path}save/yaml").text


WHOLE = HEAD + DOUBTED.replace("90O", "900")


@pytest.mark.parametrize(
    ("form", "was", "now"),
    [
        ({"0.0.0": "410 400"}, "410 300 [?] |", "410 400 |"),
        ({"0.0.0": "410 300", "0.0.0.ok": "on"}, "410 300 [?] |", "410 300 |"),
        ({"0.0.0": "410 300"}, "", ""),
        ({CASH: "1 543 760"}, '1 543 700 | 1 211 900 @p3\n        figures:\n          2025-12-31: {seen: "1 543 7OO", or: 1 543 760}\n', "1 543 760 | 1 211 900 @p3\n        figures:\n"),
        ({"0.1.1": ""}, "1 211 900 @p3", "_ @p3"),
    ],
)  # fmt: skip
def test_in_a_data_file_only_what_was_corrected_changes(form: dict[str, object], was: str, now: str, visitor: Visitor) -> None:
    expected = WHOLE.replace(was, now)
    if "0.1.1" in form:
        expected = expected.replace("          2024-12-31:\n            why: a stain   # mine\n", "")
    assert edited_file(visitor, form, WHOLE) == expected


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028", "\x85"])
def test_whatever_ends_the_lines_of_a_data_file_it_is_the_cell_that_changes(end: str, visitor: Visitor) -> None:
    text = (HEAD + "# ett\n# två\n" + DOUBTED.replace("90O", "900")).replace("\n", end)
    assert edited_file(visitor, {"0.0.0": "410 400"}, text) == text.replace("410 300 [?] |", "410 400 |")


def test_what_a_data_file_says_of_a_doubt_stands_beside_the_field(visitor: Visitor) -> None:
    page = visitor.get(f"{visitor.dropped('hand.yaml', WHOLE.encode())}figures").text
    assert [text in page for text in ("1 543 7OO", "Kan också vara 1 543 760.", "a stain")] == [True] * 3


def test_when_all_is_settled_no_doubt_is_left_in_the_data_file(visitor: Visitor) -> None:
    fields = {"0.0.0": "410 300", CASH: "1 543 700", "0.1.1": "1 211 900"}
    text = edited_file(visitor, {**fields, **{f"{name}.ok": "on" for name in fields}}, WHOLE)
    assert ("figures" in text, [f.doubtful for f in read(text).figures() if f.doubtful]) == (False, [])


def test_a_doubt_that_stands_on_one_line_with_others_is_left_to_the_person(visitor: Visitor) -> None:
    flow = re.sub(r"(?s)figures:\n.*mine\n", "figures: {2025-12-31: {why: a stain}, 2024-12-31: {why: another}}\n", WHOLE)
    path = visitor.dropped("hand.yaml", flow.encode())
    answer = visitor.post(f"{path}figures", {CASH: "1 543 760"})
    assert (answer.status_code, dropped_in(visitor).typed) == (422, {})
    assert (
        "hand.yaml: Kassa och bank: det står på annat håll i filen varför talet är osäkert. Rätta i filen och släpp den igen."
        in told(answer)
    )


def test_a_typed_sign_that_breaks_the_file_is_told_and_changes_nothing(visitor: Visitor) -> None:
    path = visitor.dropped("hand.yaml", WHOLE.encode())
    answer = visitor.post(f"{path}figures", {"0.0.0": "*1"})
    assert (answer.status_code, dropped_in(visitor).typed) == (422, {})
    assert visitor.get(f"{path}save/yaml").data.decode() == WHOLE


TABLE = PrintedTable(
    "Balansräkning",
    ("2025", ""),
    (
        PrintedRow("Kassa", (PrintedCell("1 000"), PrintedCell("900", why="doubt.head"))),
        PrintedRow("Kundfordr1ngar", (PrintedCell("500", why="doubt.label"), PrintedCell("4OO", seen="4OO", why="doubt.head"))),
        PrintedRow("Summa", (PrintedCell("1 500", others=("1 600",)), None)),
    ),
    1,
    "kr",
)
EXTRACT = Extract("x.pdf", Facts("Förbundet", "2025"), (TABLE,))


def doubts(extract: Extract) -> list[str]:
    return [spot.name for spot in spots(extract) if spot.doubted]


def test_what_makes_figures_doubted_is_asked_for_once() -> None:
    assert doubts(EXTRACT) == ["0.head.1", "0.1.label", "0.1.1", "0.2.0"]


def test_with_the_head_and_the_label_known_their_figures_are_not_doubted() -> None:
    now = corrected(EXTRACT, {"0.head.1": "2024", "0.1.label": "Kundfordringar", "0.1.1": "400", "0.2.0": "1 500"})
    assert [cell for row in now.tables[0].rows for cell in row.cells if cell and (cell.why or cell.seen or cell.others)] == []
    assert (now.tables[0].heads, now.tables[0].rows[1].label) == (("2025", "2024"), "Kundfordringar")


@pytest.mark.parametrize(
    ("form", "corrections"),
    [
        ({"0.2.0": "1 500"}, {}),  # looked at, and not said to be right
        ({"0.2.0": "1 500", "0.2.0.ok": "on"}, {"0.2.0": "1 500"}),
        ({"0.2.0": " 1\u00a0600 "}, {"0.2.0": "1 600"}),
        ({"0.2.0": ""}, {"0.2.0": "_"}),
        ({"0.2.0": "–"}, {"0.2.0": "–"}),
        ({"0.2.0": "--1 [read as -1]"}, {"0.2.0": "--1 [read as -1]"}),
        ({"9.9.9": "1", "0.2.7": "1"}, {}),
    ],
)
def test_what_is_typed_is_a_correction_where_it_differs_or_is_confirmed(
    form: dict[str, str], corrections: dict[str, str]
) -> None:
    assert taken(spots(EXTRACT), form, {}) == (corrections, {})


def test_what_another_page_holds_stays_as_it_was() -> None:
    assert taken(spots(EXTRACT), {"0.2.0": "7"}, {"0.1.label": "Kundfordringar"})[0] == {
        "0.1.label": "Kundfordringar",
        "0.2.0": "7",
    }


@given(st.dictionaries(st.sampled_from([spot.name for spot in spots(EXTRACT)][2:]), st.text(max_size=30)))
def test_whatever_is_typed_the_data_file_stays_one(typed: dict[str, str]) -> None:
    from finsam_audit.documents.datafile import data_file

    now, _ = taken(spots(EXTRACT), typed, {})
    report = read(data_file(corrected(EXTRACT, now), lambda told: told.key))
    assert [len(table.columns) for table in report.tables] == [2]


# -- the command ------------------------------------------------------------------------------------------------------------


def test_it_listens_here_alone_and_says_where(book: RuleBook, tmp_path: Path) -> None:
    with serving("sv", "127.0.0.1", 0) as (address, server):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/[\w-]{32}/", address)
        assert server.effective_host == "127.0.0.1"


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--host", "0.0.0.0"], "--host 0.0.0.0 betyder alla adresser."),
        (["--host", "0"], "--host 0 betyder alla adresser."),
        (["--host", ""], "--host  betyder alla adresser."),
        (["--host", "::"], "--host :: betyder alla adresser."),
        (["--host", "192.0.2.1"], "--host 192.0.2.1 är ingen adress som den här datorn har."),
        (["--port", "70000"], "--port: 70000 är ingen port."),
        (["--port", "x"], "--port: x är ingen port."),
    ],
)
def test_an_address_that_cannot_be_is_told(options: list[str], sentence: str, run: Run) -> None:
    ended = run("serve", *options)
    assert (ended.returncode, sentence in ended.stderr) == (2, True), ended.stderr


def test_a_port_that_is_taken_is_told(run: Run) -> None:
    with serving("sv", "127.0.0.1", 0) as (_, server):
        assert f"Porten {server.effective_port} är upptagen." in run("serve", "--port", str(server.effective_port)).stderr


def test_without_the_extra_it_says_what_to_install(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("finsam_audit.cli.serve.find_spec", lambda name: None)
    ended = run("serve")
    assert (ended.returncode, ended.stderr.splitlines()[0]) == (
        2,
        "Fel: Tillägget web saknas. Installera det: pip install 'finsam-audit[web]'",
    )


@pytest.mark.parametrize(
    ("host", "local"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("192.168.1.2", False), ("example", False)],
)
def test_only_a_loop_back_is_local(host: str, local: bool) -> None:
    assert is_local(host) is local
