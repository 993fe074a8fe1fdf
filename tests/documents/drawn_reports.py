"""Reports drawn at random: consistent figures in tables as Swedish reports have them, and nothing of how they look."""

from __future__ import annotations

from random import Random
from typing import NamedTuple


class DrawnRow(NamedTuple):
    """A row: label, one value a column (None where the cell is blank), note. Without values it is a heading."""

    label: str
    values: tuple[int | None, ...] = ()
    note: str = ""
    total: bool = False
    percent: bool = False


class DrawnTable(NamedTuple):
    """A table: title, heads (each of one or two levels), rows; ``groups`` are the upper heads with how many columns each has."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[DrawnRow, ...]
    unit: str
    groups: tuple[tuple[str, int], ...] = ()
    wide: bool = False


def drawn_report(random: Random) -> tuple[DrawnTable, ...]:
    """The tables of one report."""
    year = random.randint(2015, 2025)
    unit = random.choice(["kr", "kr", "tkr"])
    newest_first = random.random() < 0.8
    tables = [_income(random, year, unit, newest_first), _balance(random, year, unit, newest_first)]
    if random.random() < 0.8:
        tables.append(_cash(random, year, unit, newest_first))
    other = random.choice([unit, unit, "kr", "tkr"])
    tables += [_note(random, number, year, other, newest_first) for number in range(2, random.randint(3, 6))]
    if random.random() < 0.7:
        tables.insert(0, _overview(random, year))
    if random.random() < 0.6:
        tables.append(_operating(random, year))
    if random.random() < 0.4:
        tables.append(_budget(random, year))
    if random.random() < 0.4:
        tables.append(_equity(random, unit))
    if random.random() < 0.3:
        tables.append(_group(random, year, unit))
    if random.random() < 0.3:
        tables.append(_shares(random, year))
    return tuple(tables)


def _amount(random: Random, unit: str) -> int:
    size = random.choice([2, 3, 4, 5, 6, 7, 8]) if unit == "kr" else random.choice([1, 2, 3, 4, 5, 6])
    return random.randint(10 ** (size - 1), 10**size - 1)


def _years(year: int, newest_first: bool, count: int = 2) -> list[int]:
    years = [year - back for back in range(count)]
    return years if newest_first else years[::-1]


def _ordered(pairs: list[list[int | None]], newest_first: bool) -> tuple[int | None, ...]:
    values = pairs[0] if newest_first else pairs[0][::-1]
    return tuple(values)


def _row(random: Random, label: str, unit: str, sign: int, note: str = "") -> DrawnRow:
    values: list[int | None] = [sign * _amount(random, unit) for _ in range(2)]
    if random.random() < 0.12:
        values[random.randrange(2)] = 0
    return DrawnRow(label, tuple(values), note)


def _sum(label: str, rows: list[DrawnRow]) -> DrawnRow:
    columns = len(rows[0].values)
    return DrawnRow(label, tuple(sum(row.values[i] or 0 for row in rows) for i in range(columns)), total=True)


def _flow_heads(random: Random, year: int, newest_first: bool) -> tuple[str, ...]:
    years = _years(year, newest_first)
    if random.random() < 0.5:
        return tuple(str(y) for y in years)
    return tuple(f"{y}-01-01 – {y}-12-31" for y in years)


def _stock_heads(year: int, newest_first: bool) -> tuple[str, ...]:
    return tuple(f"{y}-12-31" for y in _years(year, newest_first))


def _notes(random: Random) -> list[str]:
    several = ("{}", "{}", "{}", "{}, {}, {}", "{},{}")
    return [random.choice(several).format(n, n + 1, n + 2) if random.random() < 0.6 else "" for n in range(2, 12)]


def _income(random: Random, year: int, unit: str, newest_first: bool) -> DrawnTable:
    notes = _notes(random)
    income, costs = (
        _row(random, "Verksamhetens intäkter", unit, 1, notes[0]),
        _row(random, "Verksamhetens kostnader", unit, -1, notes[1]),
    )
    rows = [income, costs]
    if random.random() < 0.5:
        rows.append(_row(random, "Avskrivningar", unit, -1, notes[2]))
    result = _sum("Verksamhetens resultat", rows)
    financial = [_row(random, "Finansiella intäkter", unit, 1, notes[3]), _row(random, "Finansiella kostnader", unit, -1)]
    after = _sum(random.choice(["Resultat efter finansiella poster", "Årets resultat före skatt"]), [result, *financial])
    return DrawnTable(
        "Resultaträkning",
        _flow_heads(random, year, newest_first),
        (*rows, result, *financial, after, after._replace(label="Årets resultat")),
        unit,
    )


def _balance(random: Random, year: int, unit: str, newest_first: bool) -> DrawnTable:
    notes = _notes(random)
    current = [
        _row(random, label, unit, 1, note)
        for label, note in zip(
            ["Kundfordringar", "Övriga fordringar", "Förutbetalda kostnader och upplupna intäkter", "Kassa och bank"],
            notes,
            strict=False,
        )
    ][random.randint(0, 2) :]
    fixed = _row(random, random.choice(["Inventarier", "Maskiner och inventarier", "Byggnader och mark"]), unit, 1, notes[5])
    assets_current = _sum("Summa omsättningstillgångar", current)
    equity = [_row(random, "Ingående eget kapital", unit, 1), _row(random, "Årets resultat", unit, random.choice([1, -1]))]
    debts = [_row(random, label, unit, 1) for label in ("Leverantörsskulder", "Övriga kortfristiga skulder")]
    long = "Upplupna kostnader och förutbetalda intäkter"
    return DrawnTable(
        "Balansräkning",
        _stock_heads(year, newest_first),
        (
            DrawnRow("TILLGÅNGAR"), DrawnRow("Anläggningstillgångar"), fixed, DrawnRow("Omsättningstillgångar"), *current, assets_current,
            _sum("SUMMA TILLGÅNGAR", [fixed, assets_current]), DrawnRow("EGET KAPITAL OCH SKULDER"), DrawnRow("Eget kapital"), *equity,
            _sum("Summa eget kapital", equity), DrawnRow("Kortfristiga skulder"), *debts, _row(random, long, unit, 1, notes[6]),
            _sum("Summa kortfristiga skulder", debts), _sum("SUMMA EGET KAPITAL OCH SKULDER", [*equity, *debts]),
        ),
        unit,
    )  # fmt: skip


def _cash(random: Random, year: int, unit: str, newest_first: bool) -> DrawnTable:
    parts = [
        _row(random, "Årets resultat", unit, -1),
        _row(random, "Justering för ej likviditetspåverkande poster", unit, 1),
        _row(random, "Ökning (-)/minskning (+) kortfristiga fordringar", unit, random.choice([1, -1])),
        _row(random, "Ökning (+)/minskning (-) kortfristiga skulder", unit, random.choice([1, -1])),
    ]
    flow = _sum("Kassaflöde från den löpande verksamheten", parts)
    opening = _row(random, "Likvida medel vid årets början", unit, 1)
    rows = (DrawnRow("Den löpande verksamheten"), *parts, flow, flow._replace(label="Årets kassaflöde"), opening)
    return DrawnTable(
        "Kassaflödesanalys",
        _flow_heads(random, year, newest_first),
        (*rows, _sum("Likvida medel vid årets slut", [opening, flow])),
        unit,
    )


def _note(random: Random, number: int, year: int, unit: str, newest_first: bool) -> DrawnTable:
    labels = [
        "Driftbidrag från staten", "Driftbidrag från Region Norrbotten", "Bidrag från Storby kommun", "Bidrag från Lillby stad",
        "Personalkostnader", "Lokalkostnader", "Konsulttjänster", "Övriga kostnader", "Semesterlöneskuld", "Skattekonto", "Moms",
        "Upplupna sociala avgifter", "Projektmedel ESF", "Ränteintäkter", "Hyresintäkter och övrig ersättning för lokaler",
    ]  # fmt: skip
    rows = [_row(random, label, unit, 1) for label in random.sample(labels, random.randint(2, 8))]
    title = random.choice(["Verksamhetens intäkter", "Verksamhetens kostnader", "Fordringar", "Kortfristiga skulder"])
    heads = random.choice([_stock_heads(year, newest_first), tuple(str(y) for y in _years(year, newest_first))])
    dot = random.choice(["", ".", ""])
    return DrawnTable(
        f"Not {number}{dot} {title}", heads, (*rows, _sum(random.choice(["Summa", f"Summa {title.lower()}"]), rows)), unit
    )


def _overview(random: Random, year: int) -> DrawnTable:
    count = random.randint(3, 6)
    labels = [
        "Verksamhetens intäkter",
        "Verksamhetens kostnader",
        "Årets resultat",
        "Utgående eget kapital",
        "Balansomslutning",
    ]
    rows = [
        DrawnRow(label, tuple(_amount(random, "tkr") * random.choice([1, 1, -1]) for _ in range(count))) for label in labels
    ]
    rows.append(DrawnRow("Antal anställda", tuple(random.randint(0, 90) for _ in range(count))))
    heads = tuple(str(y) for y in _years(year, random.random() < 0.8, count))
    return DrawnTable("Översikt över verksamhetens utveckling", heads, tuple(rows), "tkr")


def _operating(random: Random, year: int) -> DrawnTable:
    sides = random.choice([("Intäkt", "Kostnad", "Netto"), ("Intäkter", "Kostnader", "Netto")])
    groups = [
        (f"Utfall {year}", 3),
        (f"Budget {year}", random.choice([1, 3])),
        (f"Avvikelse {year}", 1),
        (f"Utfall {year - 1}", 3),
    ]
    heads = [f"{name} {side}" for name, count in groups for side in (sides if count == 3 else ("Netto",))]
    labels = [
        "Medlemsbidrag",
        "Styrelse och revision",
        "Kansli",
        "Coachingteamet",
        "Mötesplatsen Norr",
        "Projektet Framåt",
        "Övrigt",
    ]
    rows = []
    for label in random.sample(labels, random.randint(4, 7)):
        values = tuple(None if random.random() < 0.12 else random.choice([0, 1, 1, -1]) * _amount(random, "tkr") for _ in heads)
        rows.append(DrawnRow(label, values if any(v is not None for v in values) else (1, *values[1:])))
    total = _sum("Summa", rows)
    return DrawnTable("Driftredovisning", tuple(heads), (*rows, total), "tkr", tuple(groups), True)


_PARTS = ["Avskrivning 5 år", "Lån 3 (Storbanken)", "Projekt 2030", "1:a linjens chefer", "Hyra, el och värme", "Kurs & konferens",
          "varav löner", "- resor", "– arvoden", "m.m. enligt avtal", "IT/telefoni", "§ 37-medel"]  # fmt: skip


def _budget(random: Random, year: int) -> DrawnTable:
    heads = random.choice([
        ("Budgeterat", "Utfall", "Differens"), ("Budget", "Utfall", "Avvikelse"),
        (f"Utfall {year}", f"Budget {year}", "Avvikelse"), (f"Budget helår {year}", f"Utfall helår {year}", f"Avvikelse helår {year}"),
        (f"Bokslut {year - 1}", f"Budget {year}", f"Bokslut {year}", "Avvikelse"),
    ])  # fmt: skip
    rows = [DrawnRow(label, tuple(_amount(random, "kr") for _ in heads)) for label in random.sample(_PARTS[:7], 5)]
    title = random.choice(
        ["Sammanställning aktiviteter och insatser, utfall och budget", "Budgetuppföljning", "Uppföljning av budget"]
    )
    return DrawnTable(title, heads, (DrawnRow("Insatser"), *rows, _sum("Summa", rows)), "kr")


def _equity(random: Random, unit: str) -> DrawnTable:
    heads = random.choice([
        ("Medlems- insatser", "Yttre fond", "Balanserat resultat", "Årets resultat", "Totalt"),
        ("Aktie- kapital", "Reserv- fond", "Fritt eget kapital", "Summa"),
    ])  # fmt: skip
    labels = ["Ingående balans", "Disposition enligt stämmobeslut", "Årets resultat", "Utgående balans"]
    rows = [
        DrawnRow(
            label,
            tuple(
                None if random.random() < 0.3 and i else random.choice([1, -1]) * _amount(random, unit)
                for i in range(len(heads))
            ),
        )
        for label in labels
    ]
    return DrawnTable("Förändring av eget kapital", heads, tuple(rows), unit)


def _group(random: Random, year: int, unit: str) -> DrawnTable:
    groups = (("Kommunen", 2), ("Kommunkoncernen", 2))
    heads = tuple(f"{name} {y}" for name, _ in groups for y in (year, year - 1))
    rows = [
        DrawnRow(label, tuple(_amount(random, unit) for _ in heads))
        for label in ("Skatteintäkter", "Generella statsbidrag", "Avskrivningar")
    ]
    return DrawnTable("Sammanställda räkenskaper", heads, (*rows, _sum("Summa", rows)), unit, groups)


def _shares(random: Random, year: int) -> DrawnTable:
    heads = (f"{year}", f"{year - 1}", f"{year - 2}")
    labels = random.sample(
        ["Arbete", "Studier", "Annan försörjning", "Flyttat", "Sjukskrivna", "Föräldralediga", "Utan mätning"], 4
    )
    rows = [DrawnRow(label, tuple(random.randint(0, 99) for _ in heads), percent=True) for label in labels]
    return DrawnTable("Avslutade deltagare", heads, tuple(rows), "%")
