"""A sentence without a formula is read for its subject and its verb; of what it says only a slip of the hand is told."""

from __future__ import annotations

import pytest

from finsam_audit.controls.outcome import Outcome
from tests.whole.unseen.small import checked, data_file, table

TABLES = (
    table(
        "Resultaträkning",
        [("Personalkostnader", (-497_210, -468_380, -510_000)), ("Årets resultat", (-189_524, -35_315, -317_000))],
        columns="Utfall 2025 | Utfall 2024 | Budget 2025",
    ),
    table(
        "Balansräkning", [("Eget kapital", [("Summa eget kapital", (830_592, 1_020_116))])], columns="2025-12-31 | 2024-12-31"
    ),
)


def _told(text: str, value: str, more: str = "") -> list[Outcome]:
    claim = f'claims:\n  - text: "{text}"\n    value: {value}\n{more}'
    outcomes = checked(f"{data_file(*TABLES)}\n{claim}").outcomes
    return [o for o in outcomes if o.rule in ("TX001", "TX002") and o.outcome in ("finding", "passed")]


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Årets resultat blev ett underskott på {} kr.", ("189 524", "189 254")),
        ("Resultatet för 2025 uppgår till minus {} kr.", ("189 524", "139 524")),
        ("Förbundet redovisar ett underskott om {} kr", ("189 524", "89 524")),
        ("Årets resultat är {} kr bättre än budget.", ("127 476", "127 467")),
        ("Resultatet är ett underskott på 189 524 kr, vilket är {} kr sämre än föregående år.", ("154 209", "154 309")),
        ("Det egna kapitalet uppgår vid årets slut till {} kr.", ("830 592", "850 592")),
        ("Eget kapital har minskat med {} kr.", ("189 524", "198 524")),
        ("Personalkostnader ökade med {} kr.", ("28 830", "28 380")),
        ("Personalkostnaderna ökade med {} kr.", ("28 830", "28 380")),
    ],
)
def test_a_sentence_without_a_formula_holds_or_is_a_slip_of_the_hand(right: str, wrong: tuple[str, str]) -> None:
    amount, slip = wrong
    assert [o.outcome for o in _told(right.format(amount), f"{amount} kr")] == ["passed"] * right.count(" kr")
    (told,) = (o for o in _told(right.format(slip), f"{slip} kr") if o.outcome == "finding")
    assert (told.rule, told.severity) == ("TX001", "warning")


@pytest.mark.parametrize(
    "text",
    [
        "Nämnderna redovisar ett underskott på 189 254 kr.",  # of others
        "Årets resultat före bidrag blev 189 254 kr.",
        "Årets resultat för 2023 blev 189 254 kr.",
        "Resultatet påverkas av att räntan blev 189 254 kr.",
        "Årets resultat beräknas bli 189 254 kr.",
        "Årets resultat blev inte 189 254 kr.",
        "Årets resultat blev 743 200 kr.",  # no slip of the hand
        "Årets resultat blev 35 315 kr.",  # a table prints it
    ],
)
def test_a_sentence_that_may_say_something_else_accuses_nobody(text: str) -> None:
    amount = text.partition("blev ")[2] or text.partition("på ")[2] or text.partition("bli ")[2]
    value = amount.removeprefix("inte ").rstrip(".")
    assert [o for o in _told(text, value) if o.outcome == "finding"] == []


def test_another_number_of_a_sentence_that_has_a_formula_is_read_too() -> None:
    formula = "    equals: balansräkning.summa eget kapital / 3 280 000 kr\n"
    told = _told("Eget kapital uppgår till 830 952 kr, vilket är 25 % av bidragen.", "25 %", formula)
    assert sorted((o.rule, o.outcome) for o in told) == [("TX001", "finding"), ("TX002", "passed")]


INTERIM = data_file(
    table(
        "Resultaträkning",
        [("Verksamhetens intäkter", (1_450, 2_900, 2_904)), ("Årets resultat", (111, 20, 1_342))],
        unit="tkr",
        columns="Jan–jun 2025 | Budget 2025 | Prognos 2025",
    ),
    table(
        "Balansräkning",
        [("Summa tillgångar", (1_246, 1_251)), ("Summa eget kapital", (844, 733)), ("Skulder", (402, 518))],
        unit="tkr",
        columns="2025-06-30 | 2024-12-31",
    ),
).replace("period: 2025", "document: interim report\n  period: 2025-01-01 – 2025-06-30")


@pytest.mark.parametrize(
    ("sentence", "right", "slip"),
    [
        ("Prognosen pekar på ett överskott om {} tkr.", "1 342", "1 324"),
        ("Helårsprognosen visar ett resultat på {} tkr.", "1 342", "1 432"),
        ("Prognosen för helåret är ett överskott på 1 342 tkr, vilket är {} tkr bättre än budget.", "1 322", "1 232"),
        ("Soliditeten uppgick till {} %.", "67,7", "76,7"),
        ("Förbundets soliditet är {} %.", "67,7", "67,1"),
    ],
)
def test_a_forecast_and_the_definite_form_of_a_name_are_read(sentence: str, right: str, slip: str) -> None:
    def told(number: str) -> list[str]:
        text = sentence.format(number)
        unit = "%" if "%" in text else "tkr"
        claim = f'claims:\n  - text: "{text}"\n    value: {number} {unit}\n'
        outcomes = checked(f"{INTERIM}\n{claim}").outcomes
        return [o.outcome for o in outcomes if o.rule in ("TX001", "TX002") and o.outcome in ("finding", "passed")]

    assert set(told(right)) == {"passed"}
    assert "finding" in told(slip)


@pytest.mark.parametrize("number", ["0123", "0" * 300 + "1", "1" * 300], ids=["a zero first", "many zeros", "many digits"])
def test_what_is_no_number_of_accounts_is_not_read_in_a_sentence(number: str) -> None:
    claim = f'claims:\n  - text: "Årets resultat blev {number} kr av 5 kr."\n    value: 5 kr\n'
    outcomes = checked(f"{data_file(*TABLES)}\n{claim}").outcomes
    assert "rule_error" not in {o.outcome for o in outcomes}
