"""The documents of a chain as different as those of one federation are: each printed in its own unit, words and columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from hypothesis import strategies as st

_CELL = re.compile(r"(?P<amount>-?\d{1,3}(?: \d{3})*)(?P<rest>(?: \([^)]*\))?)")
_TABLE = re.compile(r"(?m)^(?=  (?! )[^\n]*:$)")

UNITS = {"kr": (1, 0), "tkr": (1_000, 0), "mnkr": (1_000_000, 2)}
"""How many kr one of a unit is, and how many decimals it is printed with."""

WORDS = {
    "Kassa och bank": ("Kassa, bank", "Likvida medel"),
    "Fordringar": ("Kortfristiga fordringar", "FORDRINGAR"),
    "Summa omsättningstillgångar": ("SUMMA OMSÄTTNINGSTILLGÅNGAR",),
    "Summa tillgångar": ("SUMMA TILLGÅNGAR",),
    "Verksamhetens intäkter": ("VERKSAMHETENS INTÄKTER",),
    "Finansiella intäkter": ("Ränteintäkter",),
    "Finansiella kostnader": ("Räntekostnader",),
    "Övrigt eget kapital": ("Ingående eget kapital",),
    "Summa eget kapital": ("SUMMA EGET KAPITAL",),
    "Driftbidrag från staten": ("Försäkringskassan (staten)", "Driftbidrag staten"),
    "EU-medel": ("EU-bidrag",),
    "Kundfordringar": ("Kundfordran",),
    "Summa": ("SUMMA", "Totalt"),
}
"""What else a row may be called in the report of another year."""


class Look(NamedTuple):
    """How one document is printed: ``words`` are its own names of rows, ``flow`` and ``stock`` how it heads a year and a day.

    ``alone``: its statements have no comparatives; ``missing`` are the numbers of the tables that it leaves out.
    """

    unit: str
    words: Mapping[str, str]
    flow: str
    turned: bool
    alone: bool
    missing: frozenset[int]


@st.composite
def looks(draw: st.DrawFn) -> Look:
    words = {name: draw(st.sampled_from((name, *others))) for name, others in WORDS.items()}
    return Look(
        draw(st.sampled_from(tuple(UNITS))),
        words,
        draw(st.sampled_from(("{0}", "{0}-01-01 – {0}-12-31", "Utfall {0}", "Bokslut {0}"))),
        draw(st.booleans()),
        draw(st.integers(0, 5)) == 0,
        frozenset(draw(st.lists(st.integers(0, 12), max_size=3))),
    )


def printed(text: str, look: Look) -> str:
    """A data file in kr as another hand would have set it out."""
    head, _, tables = text.partition("tables:\n")
    rest = tables.partition("\nclaims:")[2]
    parts = [part for part in _TABLE.split(tables.partition("\nclaims:")[0]) if part.strip()]
    kept = [part for at, part in enumerate(parts) if at not in look.missing] or parts[:1]
    body = "".join(_table(part.rstrip("\n") + "\n", look) for part in kept)
    return f"{head}tables:\n{body}" + (f"claims:{rest}" if rest else "")


def _table(text: str, look: Look) -> str:
    lines = []
    two = False
    for line in text.rstrip("\n").split("\n"):
        key, colon, cells = line.partition(": ")
        indent, name = key[: len(key) - len(key.lstrip())], key.strip()
        if name == "unit":
            lines.append(f"{key}: {look.unit}")
            continue
        if name == "columns":
            heads = cells.split(" | ")
            two = len(heads) == 2
            lines.append(f"{key}: {_arranged([_head(head, look) for head in heads], look, two)}")
            continue
        name = look.words.get(name.removesuffix(":"), name.removesuffix(":")) if len(indent) > 4 else name.removesuffix(":")
        if not colon:
            lines.append(f"{indent}{name}:")
            continue
        note = re.search(r" \(not \d+\)$", cells)
        shown = [_cell(cell, look) for cell in cells.removesuffix(note[0] if note else "").split(" | ")]
        lines.append(f"{indent}{name}: {_arranged(shown, look, two)}{note[0] if note else ''}")
    return "\n".join(lines) + "\n"


def _arranged(cells: list[str], look: Look, two: bool) -> str:
    if two and look.alone:
        cells = cells[:1]
    return " | ".join(cells[::-1] if look.turned else cells)


def _head(head: str, look: Look) -> str:
    return look.flow.format(head) if re.fullmatch(r"\d{4}", head) else head


def _cell(cell: str, look: Look) -> str:
    found = _CELL.fullmatch(cell)
    if found is None:
        return cell
    return in_unit(int(found["amount"].replace(" ", "")), look.unit) + found["rest"]


def in_unit(value: int, unit: str) -> str:
    """An amount in kr as it is printed in a unit."""
    scale, decimals = UNITS[unit]
    rounded = (Decimal(value) / scale).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", " ").replace(".", ",")
