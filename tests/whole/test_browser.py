"""The page as a real browser shows it: nothing runs that may not, nothing overflows, the keyboard reaches all of it."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

import pypdfium2
import pytest

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from finsam_audit.render.html.page import as_html
from tests.browser import Tab, chromium
from tests.samples import SOME, html_page

NAMES = [name.removesuffix(".yaml") for name in SOME]

pytestmark = pytest.mark.skipif(not chromium() and not os.environ.get("BROWSER_REQUIRED"), reason="no Chromium")

CONTRAST = """
(() => {
  const parse = (color) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    return [...context.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((v) => (v / 255 <= 0.03928 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const seen = new Map(), poor = new Set();
  for (const element of document.querySelectorAll("body *:not(script):not(style)")) {
    if (![...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue;
    const style = getComputedStyle(element);
    const behind = [];
    for (let at = element; at; at = at.parentElement) behind.unshift(getComputedStyle(at).backgroundColor);
    const ink = element.closest("svg") ? style.fill : style.color;
    const key = ink + behind;
    if (seen.has(key)) continue;
    seen.set(key, true);
    let ground = [255, 255, 255];
    for (const color of behind) {
      const [r, g, b, a] = parse(color);
      ground = ground.map((v, i) => v + ([r, g, b][i] - v) * a / 255);
    }
    const [one, other] = [light(parse(ink)), light(ground)].sort((a, b) => b - a);
    if ((one + 0.05) / (other + 0.05) < 4.5) poor.add(`${element.className || element.tagName}: ${ink} on ${ground}`);
  }
  return [...poor];
})()
"""

WIDER = """
[...document.querySelectorAll("body *")].filter((element) =>
  !element.closest(".scroll") && !element.closest("#panel") && !element.closest(".skip") && !element.closest("svg")
  && element.getClientRects().length && element.getBoundingClientRect().right > innerWidth + 1).map((element) => element.outerHTML.slice(0, 120))
"""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name in {*SOME, "clean.yaml", "degerfors-karlskoga-2025.yaml"}:
        (folder / name).with_suffix(".html").write_text(html_page(name), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("width", "scheme"), [(400, "dark"), (1200, "light")])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows_is_complained_of_or_is_lost_in_its_ground(
    name: str, width: int, scheme: str, tab: Tab, pages: Path
) -> None:
    tab.open(pages / f"{name}.html", width, scheme=scheme)
    assert (tab.run(WIDER), tab.run("document.documentElement.scrollWidth"), tab.told) == ([], width, [])
    tab.run("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert tab.run(CONTRAST) == []


BROKEN = """
(() => {
  const found = [], range = document.createRange();
  for (const head of document.querySelectorAll('.sheet th, .heat th')) {
    const texts = document.createTreeWalker(head, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) for (const word of texts.currentNode.data.matchAll(/[^\\s-]+/g)) {
      range.setStart(texts.currentNode, word.index);
      range.setEnd(texts.currentNode, word.index + word[0].length);
      if (new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
})()
"""


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_a_table_is_broken_where_there_is_room(name: str, tab: Tab, pages: Path) -> None:
    tab.open(pages / f"{name}.html", 1280)
    assert tab.run(BROKEN) == []


@pytest.mark.parametrize("name", NAMES)
def test_on_a_phone_the_remarks_of_a_sum_have_room_and_no_date_or_short_word_is_broken(
    name: str, tab: Tab, pages: Path
) -> None:
    tab.open(pages / f"{name}.html", 390)
    narrow = "[...document.querySelectorAll('.sum .remark')].filter((one) => one.innerText && one.offsetWidth < 200).length"
    broken = "[...document.querySelectorAll('.kept')].filter((one) => one.getClientRects().length > 1).length"
    assert (tab.run(narrow), tab.run(broken), tab.run("document.querySelectorAll('.kept').length") > 0) == (0, 0, True)
    assert [word for word in tab.run(BROKEN) if len(word) < 12] == []


LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsförbundsmedlemsbidragsunderlag"
HOSTILE = f"""finsam-audit: 1
report: {{entity: "=cmd <b> {LONG}", period: 2025}}
tables:
  Balansräkning:
    columns: 2025-12-31 | 2024-12-31
    rows:
      "{LONG}": 999 999 999 999 999 | 1
      "\\u202eKassa {"och bank " * 25}": 123 456 789 012 | 2
      Summa tillgångar: 1 000 123 459 309 | 4 663 585
  Tolv kolumner:
    kind: statistik
    unit: kr
    columns: {" | ".join(f"Månad {count}" for count in range(1, 12))} | Totalt
    rows:
      Ett: {"1 000 000 | " * 11}12 000 001
      Två: {"123 456 789 | " * 11}12 000 000
"""
CUT = """
[...document.querySelectorAll('.sum .amount, a.f')].filter((one) => one.getClientRects().length).filter((one) => {
  const cell = one.closest('td'), row = cell.parentElement, own = one.getBoundingClientRect();
  const label = row.querySelector('th').getBoundingClientRect();
  return cell.scrollWidth > cell.clientWidth + 1 || row.closest('.sheet') && innerWidth < 500 && label.width > innerWidth / 2
    || own.left < label.right - 1 && own.top < label.bottom && own.bottom > label.top;
}).map((one) => one.innerText)
"""


@pytest.mark.parametrize("width", [390, 1280])
def test_no_amount_is_cut_or_pushed_away_whatever_the_labels(width: int, tab: Tab, tmp_path: Path, book: RuleBook) -> None:
    (tmp_path / "hostile.yaml").write_text(HOSTILE, encoding="utf-8")
    result = check(read_report(tmp_path / "hostile.yaml"), book)
    page = as_html(result, book, "sv", datetime(2026, 1, 31), len(book.rules))
    (tmp_path / "hostile.html").write_text(page, encoding="utf-8")
    tab.open(tmp_path / "hostile.html", width)
    assert tab.run("document.querySelectorAll('.sum .amount').length") > 10
    assert (tab.run(CUT), tab.run(WIDER), tab.run("document.documentElement.scrollWidth")) == ([], [], width)


@pytest.mark.parametrize("name", NAMES)
def test_on_paper_no_remark_is_larger_than_what_it_remarks_on_and_no_table_wider_than_the_page(
    name: str, tab: Tab, pages: Path
) -> None:
    tab.open(pages / f"{name}.html", 688)  # A4 within its margins, in pixels of CSS
    tab.call("Emulation.setEmulatedMedia", media="print")
    size = "(one) => parseFloat(getComputedStyle(one).fontSize)"
    largest = tab.run(f"Math.max(0, ...[...document.querySelectorAll('.sum .remark, .list .place')].map({size}))")
    assert largest <= tab.run(f"({size})(document.body)")
    wide = tab.run(
        "[...document.querySelectorAll('table')].filter((one) => one.offsetWidth > 688).map((one) => one.innerText.slice(0, 80))"
    )
    tab.call("Emulation.setEmulatedMedia", media="")
    paper = pypdfium2.PdfDocument(tab.pdf())
    assert ({tuple(map(round, page.get_size())) for page in paper}, wide) == ({(595, 842)}, [])


def test_a_figure_shows_its_controls_while_it_has_the_focus_and_keeps_them_when_chosen(tab: Tab, pages: Path) -> None:
    tab.open(pages / "clean.html")
    shown = "document.getElementById('panel').hidden ? -1 : document.querySelectorAll('#panel li').length"
    figure = "document.querySelector('#figures a.f')"
    assert tab.run(shown) == -1
    tab.run(f"{figure}.focus()")
    controls = tab.run(f"{figure}.dataset.c.trim().split(' ').length")
    assert tab.run(shown) == controls > 0
    tab.run(f"{figure}.blur()")
    assert tab.run(shown) == -1
    tab.run(f"{figure}.focus()")
    tab.press("Enter")
    tab.run(f"{figure}.blur()")
    assert tab.run(shown) == controls
    assert tab.run("document.querySelectorAll('a.f.kin').length") > 0
    tab.press("Escape")
    assert tab.run(f"document.activeElement === {figure}")
    assert tab.run("document.querySelectorAll('a.f.kin, a.f.chosen').length") == 0


def test_every_picture_and_every_figure_has_words(tab: Tab, pages: Path) -> None:
    tab.open(pages / "degerfors-karlskoga-2025.html")
    assert tab.run("[...document.querySelectorAll('svg')].map((one) => Boolean(one.getAttribute('aria-label')))") == [
        True,
        True,
    ]
    assert tab.run("[...document.querySelectorAll('a.f')].every((one) => one.getAttribute('aria-label').includes(':'))")
    assert tab.run("[...document.querySelectorAll('[tabindex]')].every((one) => one.getAttribute('aria-label'))")
    assert tab.run("document.documentElement.lang") == "sv"
