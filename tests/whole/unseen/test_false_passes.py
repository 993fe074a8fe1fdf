"""A control does not pass on words that stand elsewhere, on a claim that is false, or on a number from nowhere."""

from __future__ import annotations

import pytest

from tests.whole.unseen.small import checked, data_file, sample, table

SIGNED = (
    "Vi intygar att årsredovisningen ger en rättvisande bild av verksamhetens resultat samt kostnader, intäkter och "
    "förbundets ekonomiska ställning."
)
FEES = ["I administrationen ingår kostnad för revision med 75 000 kr.", "Revisorernas arvode uppgår till 64 000 kr."]


def _audit_cost(*sentences: str) -> list[str]:
    statements = "  statements:\n" + "".join(f'    - "{sentence}"\n' for sentence in sentences)
    result = checked(data_file(organisation="samordningsförbund", report=statements))
    return [o.outcome for o in result.outcomes if o.rule == "SE016"]


def test_the_cost_of_the_audit_is_not_in_the_certificate_above_the_signatures() -> None:
    sentence = SIGNED + " Årsredovisningen signeras digitalt av förbundets revisorer."
    assert "passed" not in _audit_cost(sentence)


@pytest.mark.parametrize("sentence", FEES)
def test_the_cost_of_the_audit_is_where_it_is_told(sentence: str) -> None:
    assert _audit_cost(sentence) == ["passed"]


PEOPLE = """  board:
    - Eva Ek | | Ordförande
  auditors:
    - Siv Moe | staten
    - Bo Alm | kommunerna
  signatures:
    - Eva Ek | | Ordförande
    - Siv Moe | staten | {what}
    - Bo Alm | kommunerna | {what}
  statements:
    - "{sentence}"
"""


@pytest.mark.parametrize("what", ["Revisor", "Utsedd av medlemmarna", "Azets"])
def test_auditors_do_not_sign_the_boards_certificate_whatever_they_are_called(what: str) -> None:
    report = PEOPLE.format(what=what, sentence=SIGNED)
    found = checked(data_file(organisation="samordningsförbund", report=report)).findings
    assert "SE013" in [o.rule for o in found]


HALVED = """claims:
  - id: halvering
    text: "Antalet avslut har halverats jämfört med 2024"
    value: 50 %
    equals: «Avslut».Avslutade[2025] / «Avslut».Avslutade[2024]
  - text: "vilket är hälften så många som året före"
    value: 50 %
    equals: claims.halvering
"""


@pytest.mark.parametrize(("now", "right"), [(22, True), (29, False)])
def test_a_claim_held_against_a_false_claim_does_not_pass(now: int, right: bool) -> None:
    file = data_file(table("Avslut", [("Avslutade", (now, 44))], unit="antal"), rest=HALVED)
    passed = [o for o in checked(file).outcomes if o.rule == "TX002" and o.outcome == "passed"]
    assert len(passed) == (2 if right else 0)


def test_a_claim_of_the_half_year_does_not_pass_on_the_halving_that_is_false() -> None:
    result = sample("lekeberg-orebro-2021-h1")
    passed = {
        u.figure.row for o in result.outcomes if o.rule == "TX002" and o.outcome == "passed" for u in o.figures if u.figure
    }
    assert [row for row in passed if "halverar antalet avslut" in row] == []


CONSTANT = """claims:
  - text: "vilket motsvarar 25 % av en heltid"
    value: 25 %
    equals: "10 / 40"
  - text: "resultatet väntas bli 3 762 kr"
    value: 3 762 kr
    equals: 8 003 000 kr - «Budget».Kostnader
"""


def test_a_control_that_rests_on_a_bare_constant_says_so() -> None:
    file = data_file(table("Budget", [("Kostnader", 7_999_238)]), rest=CONSTANT)
    result = checked(file)
    silent = [o for o in result.outcomes if o.rule in ("TX001", "TX002") and o.outcome == "passed" and not o.hints]
    assert silent == []


def test_a_whole_and_a_part_of_the_text_are_no_bare_constants() -> None:
    rest = CONSTANT.split("  - text")[0] + (
        '  - id: kvinnor\n    text: "63 % kvinnor"\n    value: 63 %\n'
        '  - text: "37 % män"\n    value: 37 %\n    equals: 100 % - claims.kvinnor\n'
    )
    result = checked(data_file(rest=rest))
    assert [o.hints for o in result.outcomes if o.rule == "TX002" and o.outcome == "passed"] == [()]
