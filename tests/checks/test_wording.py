"""Words of the text that bear on its figures."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.check import check
from finsam_audit.page.model import Report
from finsam_audit.page.prose import about_word, moved, says
from finsam_audit.render.paper import paper, slack
from finsam_audit.render.sentence import sentence

Reading = Callable[[str], Report]


@pytest.mark.parametrize(
    ("text", "printed", "word"),
    [
        ("andelen är ca 42 %", "42%", "ca"),
        ("högre 2025 (ca 42%)", "42 %", "ca"),
        ("Cirka 1\u00a0743 personer", "1 743", "cirka"),
        ("drygt 80 personer", "80", "drygt"),
        ("ca 42 % av 42 personer", "42 personer", "ca"),
        ("42 % av ca 80", "42 %", ""),
        ("ca 420 personer", "42", ""),
        ("närmare arbete 42 %", "42 %", ""),
        ("minst 42 %", "42 %", ""),
    ],
)
def test_a_word_before_a_figure_makes_it_approximate(text: str, printed: str, word: str) -> None:
    assert word == about_word(text, printed)


@pytest.mark.parametrize(("about", "expected"), [("", True), ("    about: no\n", False), ("    about: yes\n", True)])
def test_the_data_file_has_the_last_word(report: Reading, about: str, expected: bool) -> None:
    (claim,) = report(f"claims:\n  - text: ca 42 % av alla\n    value: 42 %\n{about}").claims
    assert expected is claim.about


@pytest.mark.parametrize(
    ("text", "up", "first", "last"),
    [
        ("andelen har ökat tydligt, från 26 % till 41 %", True, "26", "41"),
        ("som stiger från 39 % till 53 %", True, "39", "53"),
        ("har minskat från 36,8% (2024) till 24,2%", False, "36.8", "24.2"),
        ("har minskat något från 22,1% 2024 till 16,2%", False, "22.1", "16.2"),
        ("Minskningen från 54 % år 2019 till 22 % år 2021", False, "54", "22"),
        ("har ökat till 41 % från 26 %", True, "26", "41"),
        ("ökade till 30 % (2024 - 27 %)", True, "27", "30"),
        ("är högre 2025 (50%) än 2024 (36%)", True, "36", "50"),
        ("lägre 2025 (ca 42%) jämfört med 2024 (36%)", False, "36", "42"),
        ("bidragen sänktes från 4 942 000 kr till 4 000 000 kr", False, "4942000", "4000000"),
    ],
)
def test_a_direction_between_two_figures_is_read(text: str, up: bool, first: str, last: str) -> None:
    found = moved(text)
    assert found is not None
    assert (up, Decimal(first), Decimal(last)) == (found.up, found.first, found.last)


@pytest.mark.parametrize(
    "text",
    [
        "har inte ökat från 41 % till 26 %",
        "målet är att öka från 41 % till 26 %",
        "har ökat från 2019 till 2018",
        "har ökat från 3 mnkr till 500 tkr",
        "kvinnorna har ökat och männen minskat, från 41 % till 26 %",
        "resultatet ökade från -500 tkr till 300 tkr",
        "antalet har ökat, från 12 män till 9 kvinnor",
        "har ökat. Vägen från 41 % till 26 %",
        "en ökning jämfört med 2024 (187 deltagare)",
        "medlemsbidraget är 5 %",
    ],
)
def test_what_is_not_plain_is_not_judged(text: str) -> None:
    assert moved(text) is None


@given(st.integers(0, 1800), st.integers(0, 1800), st.sampled_from(["ökat", "minskat"]))
def test_a_direction_holds_as_the_figures_go(first: int, last: int, word: str) -> None:
    found = moved(f"andelen har {word} något, från {first} % till {last} %")
    assert found is not None
    assert found.holds is (last > first if word == "ökat" else last < first)


@pytest.mark.parametrize(
    ("text", "phrase", "said"),
    [
        ("Ingen skuldsättning har skett.", "ingen skuldsättning", True),
        ("Bokslutet är klart. Ingen skuldsättning har skett.", "ingen skuldsättning", True),
        ("Det stämmer inte att ingen skuldsättning har skett.", "ingen skuldsättning", False),
        ("Förbundet följer även 20-procentsrekommendationen", "följer * 20-procentsrekommendationen", True),
        ("Förbundet ska följa 20-procentsrekommendationen", "följer * 20-procentsrekommendationen", False),
        ("Kapitalet ligger inom ramen 2025", "kapitalet * ligger * inom * 20", False),
        ("Kapitalet ligger nu inom de rekommenderade 20%", "kapitalet * ligger * inom * 20", True),
        ("Kapitalet ligger inte inom de rekommenderade 20%", "kapitalet * ligger * inom * 20", False),
    ],
)
def test_a_sentence_says_a_phrase_or_not(text: str, phrase: str, said: bool) -> None:
    assert said is says(text, phrase)


SWAPPED = """claims:
  - id: before
    text: andelen har ökat, från 41 %
    value: 41 %
  - text: andelen har ökat, från 41 % till 26 %
    value: 26 %
  - text: andelen har ökat, från 41 % till 26 %
    value: 26 %
"""


def test_a_direction_is_judged_once_and_reaches_both_figures(report: Reading, book: RuleBook) -> None:
    (found,) = check(report(SWAPPED), book, book.find("TX004")).outcomes
    assert (found.outcome, found.severity) == ("finding", "warning")
    assert [Decimal(26), Decimal(41)] == [used.figure.value for used in found.figures if used.figure is not None]


BARE = """tables:
  Driftredovisning:
    unit: tkr
    columns: Utfall 2025 Netto
    rows:
      Resultat: -2 029
claims:
  - text: ett resultat om {value}
    value: {value}
    equals: driftredovisning.Resultat
"""


@pytest.mark.parametrize(
    ("value", "ending", "key"),
    [
        ("-2 029", "finding", "claim-unit"),
        ("-2 500 000", "finding", "claim-unit-none"),
        ("-2 029 tkr", "passed", "claim-unit.all"),
    ],
)
def test_an_amount_is_printed_with_its_unit(report: Reading, book: RuleBook, value: str, ending: str, key: str) -> None:
    (found,) = check(report(BARE.format(value=value)), book, book.find("TX005")).outcomes
    assert (ending, key) == (found.outcome, found.told.key)


def test_the_unit_that_fits_is_named(report: Reading, book: RuleBook) -> None:
    (found,) = check(report(BARE.format(value="-2 029")), book, book.find("TX005")).outcomes
    assert ("tkr", Decimal(-2029), Decimal(-2029)) == (found.unit, found.stated, found.computed)


ABOUT = """claims:
  - text: cirka 40 % av alla
    value: 40 %
    equals: claims.part / claims.whole
  - id: part
    text: p
    value: {part}
  - id: whole
    text: w
    value: 1 000
"""


def test_slack_is_told_where_it_lets_a_claim_pass(report: Reading, book: RuleBook) -> None:
    (found,) = check(report(ABOUT.format(part=415)), book, book.find("TX002")).outcomes
    assert (
        found.outcome,
        found.rounding,
        slack(found, "sv"),
    ) == ("passed", "within", ("texten anger ett ungefärligt tal: 5 % avvikelse godtas",))


def test_slack_is_told_beside_the_difference_it_does_not_explain(report: Reading, book: RuleBook) -> None:
    (found,) = check(report(ABOUT.format(part=500)), book, book.find("TX002")).outcomes
    last = paper(found, None, "sv").lines[-1]
    assert (last.amount, last.remark) == (
        "-10 procentenheter",
        "(avrundning, och att texten anger ett ungefärligt tal (5 % avvikelse godtas), förklarar högst 3 procentenheter)",
    )


def test_a_claim_without_the_word_has_no_slack(report: Reading, book: RuleBook) -> None:
    text = ABOUT.format(part=415).replace("cirka ", "")
    (found,) = check(report(text), book, book.find("TX002")).outcomes
    assert (found.outcome, slack(found, "sv")) == ("finding", ())


SIGNED = """report:
  entity: X
  period: 2025
  board:
    - Eva Ek | | Ordförande
  auditors:
    - Siv Moe | staten
  signatures:
    - Eva Ek | | Ordförande
    - Siv Moe | staten
  statements:
"""


def _certified(report: Reading, book: RuleBook, *sentences: str) -> list[str]:
    text = SIGNED + "".join(f'    - "{one}"\n' for one in sentences)
    return [sentence(o, "sv") for o in check(report(text), book, book.find("SE013")).findings]


def test_a_certificate_is_quoted_as_printed_and_the_auditors_are_named_beside_it(report: Reading, book: RuleBook) -> None:
    (told,) = _certified(report, book, "Vi intygar att bilden är rättvisande.")
    assert told.startswith(
        "I intygandet med underskrifter står ”Vi intygar att bilden är rättvisande”, undertecknat också av Siv Moe. "
    )


def test_who_signs_a_certificate_is_what_it_says_itself(report: Reading, book: RuleBook) -> None:
    boards = "Vi intygar att bilden är rättvisande. Redovisningen signeras digitalt av styrelsens ledamöter."
    auditors = "Vi intygar att bilden är rättvisande. Redovisningen signeras digitalt av förbundets revisorer."
    assert _certified(report, book, boards) == []
    assert [auditors in told for told in _certified(report, book, boards, auditors)] == [True]


def test_auditors_who_say_that_they_have_reported_do_not_sign_the_certificate(report: Reading, book: RuleBook) -> None:
    assert (
        _certified(report, book, "Vi intygar att bilden är rättvisande.", "Revisorerna har avgett sin revisionsberättelse")
        == []
    )


@pytest.mark.parametrize(("table", "told"), [("Finansierad verksamhet", ["wording.elsewhere"]), ("Not 4. Administration", [])])
def test_a_cost_of_the_audit_that_stands_in_no_note_is_said_to_stand_elsewhere(
    report: Reading, book: RuleBook, table: str, told: list[str]
) -> None:
    tables = f"tables:\n  {table}:\n    columns: 2025\n    rows:\n      Revision: 77 000\n      Lokaler: 12 000\n"
    text = 'report:\n  entity: X\n  period: 2025\n  statements:\n    - "Ingen skuldsättning har skett."\n'
    found = check(report(text + tables), book, book.find("SE016")).findings
    assert told == [one.told.key for one in found]


LOANS = """tables:
  Balansräkning:
    columns: 2025-12-31
    rows:
      Leasingskuld: 100 000
      Summa långfristiga skulder: 100 000
"""


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ingen skuldsättning har skett.", True),
        ("Förbundet har inga lån.", True),
        ("Ingen skuldsättning utöver leasingskulden har skett.", False),
        ("Medlemmarna har inga lån till förbundet.", False),
        ("Inga lån har amorterats.", False),
        ("Leasingavtal redovisas som skuld; i övrigt finns inga lån.", False),
    ],
)
def test_no_debt_is_said_of_the_federation_as_a_whole(report: Reading, book: RuleBook, sentence: str, told: bool) -> None:
    text = f'report:\n  entity: X\n  period: 2025\n  statements:\n    - "{sentence}"\n{LOANS}'
    assert bool(check(report(text), book, book.find("TX006")).findings) is told


def test_a_share_of_working_time_is_no_share_of_a_cost(report: Reading, book: RuleBook) -> None:
    def outcome(text: str) -> str:
        tables = "tables:\n  Not 3:\n    columns: 2025\n    rows:\n      Chef: 10\n      Lokaler: 30\n      Summa: 40\n"
        claims = f"claims:\n  - text: {text}\n    value: 30 %\n    equals: «Not 3».Chef / «Not 3».Summa\n"
        (found,) = check(report(tables + claims), book, book.find("TX002")).outcomes
        return found.outcome

    assert outcome("administrationen har tagit 30 % av arbetstiden") == "not_applicable"
    assert outcome("chefen utgör 30 % av kostnaden") == "finding"
