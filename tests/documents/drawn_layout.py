"""Layouts drawn at random: what a designer may choose, each report in one way throughout."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.documents.drawn_reports import DrawnRow

PROSE = (
    "Förbundet redovisade ett underskott på 36 tkr i förhållande till årets budget, som planerats med ett resultat på -158 tkr.",
    "Under året deltog 82 personer varav 49 kvinnor och 33 män, vilket är 12 procent fler än året innan då 73 personer deltog.",
    "Kostnaden för lokaler uppgick till 127 421 kr, vilket är 15 000 kr lägre än budgeterat enligt beslut den 12 mars.",
)


class Layout(NamedTuple):
    """The choices of one report's designer."""

    faces: tuple[str, str]
    size: float
    space: str
    minus: str
    nil: str
    aligned: str
    rules: str
    leaders: bool
    head_lines: int
    unit_where: str
    title_beside: bool
    head_and_foot: bool
    star: bool
    pitch: float
    label_part: float
    page_names: bool
    prose: bool
    unlabelled: bool
    wrapped: str
    suffix: str
    indent: float
    title_place: str
    breaks: str
    beside: bool
    mark: str
    remarks: bool
    middle: bool
    heads_left: bool
    light: bool
    contents: bool
    chart: bool
    notes_first: bool
    far_minus: bool = False
    stamped: bool = False
    text_columns: bool = False


def drawn_layout(random: Random) -> Layout:
    """A layout. Signs that a face does not have are not chosen with it."""
    own = random.random() < 0.5
    faces = ("Vera", "Vera-Bold") if own else random.choice([("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold")])
    layout = Layout(
        faces,
        random.choice([8.0, 9.0, 10.0, 10.5]),
        random.choice([" ", "\u00a0"]),
        random.choice(["-", "–", "- ", "after", "brackets"] + (["−", "−"] if own else [])),
        random.choice(["0", "0", "-", "–"]),
        random.choice(["right", "right", "right", "centre"]),
        random.choice(["none", "none", "lines", "grid"]),
        random.random() < 0.2,
        random.choice([1, 2]),
        random.choice(["title", "corner", "page"]),
        random.random() < 0.2,
        random.random() < 0.6,
        random.random() < 0.2,
        random.choice([1.2, 1.3, 1.5, 1.8]),
        random.choice([0.4, 0.5, 0.55]),
        random.random() < 0.5,
        random.random() < 0.6,
        random.random() < 0.2,
        random.choice(["first", "last"]),
        random.choice(["", "", "", "", " kr"]),
        random.choice([0.0, 0.0, 8.0]),
        random.choice(["left", "left", "left", "centre"]),
        random.choice(["", "", "", "bare", "headed"]),
        random.random() < 0.25,
        random.choice(["", "", "", " 1)", "raised"]),
        random.random() < 0.15,
        random.random() < 0.15,
        random.random() < 0.15,
        random.random() < 0.2,
        random.random() < 0.3,
        random.random() < 0.2,
        random.random() < 0.15,
    )
    room = not layout.beside
    return layout._replace(notes_first=layout.notes_first and room, mark="" if layout.leaders else layout.mark)


def drawn_habits(seed: int, layout: Layout) -> Layout:
    """The layout with what offices do besides, from a stream of its own: a seed draws else what it drew before."""
    random = Random(-1 - seed)
    minus = "in brackets" if random.random() < 0.1 else layout.minus
    suffix = ":-" if random.random() < 0.1 and minus == "-" else layout.suffix
    far = minus == "-" and not suffix and layout.aligned == "right" and random.random() < 0.5
    return layout._replace(
        minus=minus,
        suffix=suffix,
        far_minus=far and not layout.leaders and not layout.beside,
        stamped=random.random() < 0.15,
        text_columns=random.random() < 0.3,
    )


def printed(value: int, layout: Layout, row: DrawnRow | None = None) -> str:
    """A value as the layout prints it."""
    if row is not None and row.percent:
        return f"{value} %"
    if value == 0:
        return layout.nil
    digits = f"{abs(value):,}".replace(",", layout.space) + (
        "" if layout.minus in ("after", "brackets", "in brackets") else layout.suffix
    )
    if value > 0:
        return digits
    if layout.minus == "after":
        return f"{digits}-"
    if layout.minus == "brackets":
        return f"({digits})"
    if layout.minus == "in brackets":
        return f"(-{digits})"
    return f"{layout.minus}{digits}"
