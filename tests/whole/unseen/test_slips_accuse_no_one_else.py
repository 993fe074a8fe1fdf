"""One wrong amount does not turn the meaning of a table, nor the answer about another figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit import check, read_report
from finsam_audit.controls.outcome import Result
from finsam_audit.rulebook.load import samples_directory
from tests.whole.planting import changed
from tests.whole.unseen.small import BOOK, Rows, accusations, checked, data_file, errors, proposed, said, table

HEADS = "Utfall 2025 Intäkt | Utfall 2025 Kostnad | Utfall 2025 Netto | Budget 2025 Netto | Avvikelse 2025"
LINES = {"Kultur": (310, 1_475, 1_150), "Skola": (820, 9_460, 8_655), "Omsorg": (1_240, 8_266, 7_040)}


def _operations(turned: str = "", column: int = 1) -> str:
    rows: Rows = []
    whole = [0] * 5
    for label, (income, cost, budget) in LINES.items():
        line = [income, -cost, income - cost, -budget, income - cost + budget]
        whole = [a + b for a, b in zip(whole, line, strict=True)]
        if label == turned:
            line[column] = -line[column]
        rows.append((label, tuple(line)))
    return data_file(table("Driftredovisning", [*rows, ("Summa", tuple(whole))], unit="tkr", columns=HEADS))


def test_the_table_is_right() -> None:
    assert errors(checked(_operations())) == []


@pytest.mark.parametrize("label", LINES)
@pytest.mark.parametrize("column", range(5))
def test_one_turned_sign_is_the_one_thing_proposed(label: str, column: int) -> None:
    """The column keeps its reading: what is proposed is the turned figure with its sign again, and no other."""
    income, cost, budget = LINES[label]
    amount = [income, -cost, income - cost, -budget, income - cost + budget][column]
    result = checked(_operations(label, column))
    assert errors(result) != []
    assert [(row, to) for _, row, to in proposed(result)] == [(label, amount)]


def _note(year: tuple[int, ...], other: tuple[int, ...]) -> str:
    labels = ["Ingående anskaffningsvärde", "Årets investeringar", "Utrangeringar", "Utgående anskaffningsvärde"]
    return data_file(
        table("Not 10. Inventarier", [(label, pair) for label, pair in zip(labels, zip(year, other, strict=True), strict=True)])
    )


@pytest.mark.parametrize("sign", [1, -1])
def test_a_sign_in_one_year_is_no_error_of_the_other(sign: int) -> None:
    """Sibling columns share one reading: the year whose disposal is turned is the one in the wrong."""
    result = checked(_note((42_000, 5_100, 1_200 * sign, 45_900), (38_000, 4_700, -700, 42_000)))
    assert {o.column for o in result.findings if o.severity == "error"} == ({"2025"} if sign > 0 else set())


def test_a_slip_that_fits_exactly_is_named_before_one_that_fits_by_rounding() -> None:
    """1 455 printed for 1 475 breaks the row's net and the sum by 20 exactly; nothing in the sum is blamed."""
    text = _operations().replace("-1 475", "-1 455")
    assert proposed(checked(text)) == [("digit_error", "Kultur", -1_475)]


@pytest.mark.parametrize("cost", ["-8 266"])
def test_a_turned_cost_is_answered_with_its_own_amount(cost: str) -> None:
    """−8 266 printed as 8 266 is −8 266, though −8 265 would hold within rounding in one relation."""
    text = _operations().replace(cost, cost.removeprefix("-"))
    assert [(row, to) for _, row, to in proposed(checked(text))] == [("Omsorg", -8_266)]


LEKEBERG = Path(samples_directory()) / "lekeberg-orebro-2020.yaml"
REGION = Path(__file__).parent.parent / "presentations" / "region_three_years.yaml"


def _sure(result: Result) -> set[tuple[str, str]]:
    return {(figure.id, str(value)) for c in result.causes if c.confidence == "high" for figure, value in c.corrections}


@pytest.mark.parametrize(
    ("file", "figure"),
    [
        (LEKEBERG, "Driftsredovisning/Nettokostnad/Budget 2020"),
        (LEKEBERG, "Driftsredovisning/Medlemsavgift/intäkter/Utfall 2020"),
        (LEKEBERG, "Driftsredovisning/Medlemsavgift/intäkter/Utfall 2019"),
        (REGION, "Resultaträkning/Summa skatteintäkter och statsbidrag/Bokslut 2024"),
        (REGION, "Resultaträkning/Summa skatteintäkter och statsbidrag/Bokslut 2023"),
    ],
)
def test_a_turned_sign_of_a_real_report_is_told_and_no_other_figure_is_sure_to_be_wrong(file: Path, figure: str) -> None:
    report = read_report(file)
    (value,) = [f.value for f in report.figures() if f.id == figure]
    before, after = check(report, BOOK), check(changed(report, {figure: -value}), BOOK)
    assert {id_ for id_, _ in _sure(after) - _sure(before)} <= {figure}
    assert said(after) - said(before) != set()


@pytest.mark.parametrize("wrong", [-760, 76, 670, 760_000])
def test_a_subtotal_of_the_cash_flow_does_not_escape(wrong: int) -> None:
    rows: Rows = [
        ("Årets resultat", (143, 81)),
        ("Medel från verksamheten", (143, 81)),
        ("Ökning/minskning av fordringar", (-40, 14)),
        ("Ökning/minskning av kortfristiga skulder", (800, -61)),
        ("Summa förändring av rörelsekapital", (wrong, -47)),
        ("Kassaflöde från den löpande verksamheten", (903, 34)),
    ]
    result = checked(data_file(table("Kassaflödesanalys", rows, unit="tkr")))
    assert errors(result) == [("KF015", "Summa förändring av rörelsekapital")]


def test_two_amounts_of_the_cash_flow_that_changed_places_turn_no_other_column() -> None:
    """What is printed as the subtotal is now what runs up to it; the year before shows what it is the total of."""
    rows: Rows = [
        ("Årets resultat", (76_215, 81_104)),
        ("Medel från verksamheten", (76_215, 81_104)),
        ("Ökning/minskning av fordringar", (-540_300, 14_220)),
        ("Ökning/minskning av kortfristiga skulder", (-96_765, -61_430)),
        ("Summa förändring av rörelsekapital", (-560_850, -47_210)),
        ("Kassaflöde från den löpande verksamheten", (-637_065, 33_894)),
    ]
    result = checked(data_file(table("Kassaflödesanalys", rows)))
    assert {o.column for o in result.findings if o.severity == "error"} == {"2025"}


ASSETS: Rows = [
    ("Ingående anskaffningsvärden", (16_200, 14_000)),
    ("Årets anskaffningar", (2_100, 2_200)),
    ("Utgående anskaffningsvärden", (18_300, 16_200)),
    ("Ingående avskrivningar", (8_300, 7_500)),
    ("Årets avskrivningar", (900, 800)),
    ("Utgående avskrivningar", (9_200, 8_300)),
    ("Bokfört värde", (9_100, 7_900)),
]


def _assets(turned: str = "", column: int = 0) -> str:
    rows: Rows = []
    for label, cells in ASSETS:
        assert isinstance(cells, tuple)
        signed = [-int(str(cell)) if (label, place) == (turned, column) else cell for place, cell in enumerate(cells)]
        rows.append((label, tuple(signed)))
    return data_file(table("Not 11. Inventarier", rows, unit="tkr"))


@pytest.mark.parametrize("label", ["Ingående avskrivningar", "Årets avskrivningar", "Utgående avskrivningar"])
@pytest.mark.parametrize("column", [0, 1])
def test_a_minus_in_one_year_of_a_note_on_assets_accuses_no_sum_of_the_other(label: str, column: int) -> None:
    assert errors(checked(_assets())) == []
    result = checked(_assets(label, column))
    sums = {o.column for o in result.findings if o.severity == "error" and o.rule in ("AN001", "AN002", "AN003")}
    assert sums == {str(2025 - column)}
    amount = dict(ASSETS)[label]
    assert isinstance(amount, tuple)
    assert [(row, to) for _, row, to in proposed(result)] == [(label, amount[column])]


def _one_page(costs: tuple[int, int]) -> str:
    rows: Rows = [
        ("Intäkter", [("Bidrag från kommunerna", (1_200, 1_160)), ("Ränta", (14, 9)), ("Summa intäkter", (1_214, 1_169))]),
        ("Kostnader", [("Insatser", (742, 690)), ("Kansli", (421, 398)), ("Summa kostnader", costs)]),
        ("Årets resultat", (51, 81)),
    ]
    return data_file(table("Resultaträkning", rows, unit="tkr"), organisation="samordningsförbund")


@pytest.mark.parametrize(("costs", "year"), [((1_163, 1_088), ""), ((-1_163, 1_088), "2025"), ((1_163, -1_088), "2024")])
def test_a_turned_total_of_costs_leaves_the_other_year_alone(costs: tuple[int, int], year: str) -> None:
    result = checked(_one_page(costs))
    assert {o.column for o in result.findings if o.severity == "error"} == ({year} if year else set())
    assert [(kind, row) for kind, row, _ in proposed(result)] == ([("sign", "Summa kostnader")] if year else [])


def _before_regulation(operating: int, before: int) -> str:
    rows: Rows = [
        ("Summa intäkter", (45_081, 42_761)),
        ("Summa kostnader", (-40_597, -39_720)),
        ("Verksamhetens resultat", (operating, 3_041)),
        ("Internränta", (-3_962, -2_975)),
        ("Årets resultat före reglering", (522, before)),
        ("Avsättning till fond", (-500, 0)),
        ("Årets resultat", (22, 66)),
    ]
    return data_file(table("Resultaträkning VA-verksamheten", rows, unit="tkr"))


@pytest.mark.parametrize(
    ("amounts", "meant"),
    [
        ((4_484, 66), []),
        ((4_844, 66), [("Verksamhetens resultat", 4_484)]),
        ((4_484, -66), [("Årets resultat före reglering", 66)]),
        ((4_484, 522), [("Årets resultat före reglering", 66)]),
    ],
)
def test_a_result_before_something_is_one_with_a_slip_in_either_year(
    amounts: tuple[int, int], meant: list[tuple[str, int]]
) -> None:
    assert [(row, to) for _, row, to in proposed(checked(_before_regulation(*amounts)))] == meant


def _shared_out(new: int) -> str:
    rows: Rows = [
        ("Ingående avsättning", (2_256, 2_114)),
        ("Nya förpliktelser under året", (new, 192)),
        ("varav nyintjänad pension", (170, 169)),
        ("varav ränteuppräkning", (31, 23)),
        ("varav ändrade grunder", (4, 7)),
        ("varav övrigt", (-3, -6)),
        ("Årets utbetalningar", (-78, -79)),
        ("Årets förändring löneskatt", (30, 28)),
        ("Utgående avsättning", (2_410, 2_255)),
    ]
    return data_file(table("Not 13 Avsättningar för pensioner", rows, unit="mnkr"))


@pytest.mark.parametrize("new", [202, 232, -202])
def test_parts_that_end_with_the_rest_tell_what_the_whole_should_be(new: int) -> None:
    """170 + 31 + 4 − 3 = 202, within rounding in the other year: the row of which they are parts, and not the sum above it."""
    assert [(row, to) for _, row, to in proposed(checked(_shared_out(new)))] == (
        [] if new == 202 else [("Nya förpliktelser under året", 202)]
    )


@pytest.mark.parametrize("left", [6, -6])
def test_what_is_left_of_a_row_of_unknown_side_has_the_sign_that_the_sum_asks_for(left: int) -> None:
    rows: Rows = [
        ("Ungdomsspåret", (850, 812, 38)),
        ("Steget vidare", (1_120, 1_168, -48)),
        ("Stödet", (210, 204, left)),
        ("Processledning", (720, 731, -11)),
        ("Totalt", (2_900, 2_915, -15)),
    ]
    file = table("Driftredovisning per insats", rows, unit="tkr", columns="Budget 2025 | Utfall 2025 | Kvar")
    told = proposed(checked(data_file(file, organisation="samordningsförbund")))
    assert told == ([] if left == 6 else [("sign", "Stödet", 6)])


def _measured(unit: int) -> str:
    rows: Rows = [("Språnget", (850, 812)), ("Stödet", (210, unit)), ("Processledning", (720, 731)), ("Totalt", (1_780, 1_747))]
    income: Rows = [("Medlemsbidrag", (1_800, 1_800)), ("Insatser", (-1_780, -1_747)), ("Årets resultat", (20, 53))]
    heads = "Budget 2025 | Utfall 2025"
    return data_file(
        table("Driftredovisning per insats", rows, unit="tkr", columns=heads),
        table("Resultaträkning", income, unit="tkr", columns=heads),
        organisation="samordningsförbund",
    )


@pytest.mark.parametrize("unit", [204, -204])
def test_one_turned_amount_makes_no_result_of_a_list_of_costs(unit: int) -> None:
    assert {rule for rule, _ in errors(checked(_measured(unit)))} == (set() if unit > 0 else {"DR002"})


@pytest.mark.parametrize("swapped", [False, True])
def test_the_quarters_of_a_row_make_its_year(swapped: bool) -> None:
    rent, spent = (-402, -31) if swapped else (-31, -402)
    rows: Rows = [
        ("Medlemsbidrag", (875, 875, 875, 875, 3_500)),
        ("Personal", (-318, -322, -301, -331, -1_272)),
        ("Lokal", (rent, -30, -31, -33, -125)),
        ("Insatser", (spent, -488, -377, -561, -1_828)),
        ("Revision", (-4, -18, -5, -24, -51)),
        ("Resultat", (120, 17, 161, -74, 224)),
    ]
    heads = "Kvartal 1 | Kvartal 2 | Kvartal 3 | Kvartal 4 | Helår 2025"
    file = data_file(table("Resultaträkning", rows, unit="tkr", columns=heads), organisation="samordningsförbund")
    assert {row for *_, row in accusations(checked(file))} == ({"Lokal", "Insatser"} if swapped else set())


@pytest.mark.parametrize("whole", [3_079, 3_097, 307])
def test_a_total_that_stands_first_is_one_with_a_slip_in_it(whole: int) -> None:
    """The state gives what the others give together, and is no sum of theirs."""
    rows: Rows = [
        ("Inbetalningar från Försäkringskassan", 1_500),
        ("Inbetalningar från regionen", 750),
        ("Inbetalningar från kommunerna", 750),
        ("Övriga inbetalningar", 79),
        ("Summa inbetalningar", whole),
        ("Utbetalningar till leverantörer", -1_411),
        ("Utbetalningar till anställda", -1_363),
        ("Summa utbetalningar", -2_774),
        ("Årets kassaflöde", 305),
    ]
    file = data_file(table("Kassaflödesanalys (direkt metod)", rows, unit="tkr"), organisation="samordningsförbund")
    assert [(row, to) for _, row, to in proposed(checked(file))] == ([] if whole == 3_079 else [("Summa inbetalningar", 3_079)])
