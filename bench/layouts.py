"""How layouts drawn at random are read: those that were looked at while the reader was written, and those kept aside.

    python bench/layouts.py [pdf|docx|xlsx] [FIRST] [COUNT] [-v]

Without numbers the seeds 0–149 (looked at) and 10 000–10 149 (kept aside) are read.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections import Counter
from decimal import Decimal
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from finsam_audit.documents.datafile import unique
from finsam_audit.documents.reading import read_document
from finsam_audit.page.printed import Unreadable, read_cell
from tests.documents.drawn_pages import drawn_pdf
from tests.documents.drawn_sheets import drawn_xlsx
from tests.documents.drawn_word import drawn_docx

DRAWN = {"pdf": drawn_pdf, "docx": drawn_docx, "xlsx": drawn_xlsx}


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def read(data: bytes) -> list[tuple[str, str, Decimal, bool]]:
    """The figures that are read from a document, each with whether it is doubted."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "drawn")
        Path(path).write_bytes(data)
        extract = read_document(path)
    found = []
    for table in extract.tables:
        for row in table.rows:
            for head, cell in zip(unique(table.heads), row.cells, strict=False):
                if cell is None:
                    continue
                doubted = bool(cell.seen or cell.others or cell.why)
                try:
                    number = read_cell(cell.text).number
                except Unreadable:
                    continue
                if number is not None:
                    found.append((folded(row.label), folded(head), number.value, doubted))
    return found


def measured(kind: str, seed: int, verbose: bool = False) -> tuple[int, int, int, int]:
    """Figures, those read with value, label and column, those read by value, and those read wrongly without a flag."""
    data, truth, layout = DRAWN[kind](seed)
    wanted = Counter((folded(label), folded(head), Decimal(value)) for label, head, value in truth)
    figures = read(data)
    got = Counter((label, head, value) for label, head, value, _ in figures)
    values = sum((Counter(v for _, _, v in wanted.elements()) & Counter(v for _, _, v, _ in figures)).values())
    extra = got - wanted
    silent = sum(extra[label, head, value] > 0 and not doubt for label, head, value, doubt in figures)
    if verbose and (wanted - got or extra):
        print(seed, layout)
        for sign, rest in (("-", wanted - got), ("+", extra)):
            for figure in list(rest.elements())[:12]:
                print("   ", sign, *figure)
    return sum(wanted.values()), sum((wanted & got).values()), values, silent


def main() -> None:
    verbose = "-v" in sys.argv
    numbers = [int(text) for text in sys.argv[1:] if text.isdecimal()]
    spans = [(numbers[0], numbers[1] if len(numbers) > 1 else 1)] if numbers else [(0, 150), (10_000, 150)]
    kinds = [kind for kind in DRAWN if kind in sys.argv] or list(DRAWN)
    for kind, (first, count) in product(kinds, spans):
        rows = [measured(kind, seed, verbose) for seed in range(first, first + count)]
        figures, whole, values, silent = (sum(column) for column in zip(*rows, strict=True))
        perfect = sum(row[0] == row[1] and row[3] == 0 for row in rows)
        print(
            f"{kind}, seeds {first}–{first + count - 1}: {figures} figures, with label and column {whole / figures:.2%}, "
            f"by value {values / figures:.2%}, wrong and not flagged {silent / figures:.2%}, "
            f"reports without a fault {perfect}/{count}"
        )


if __name__ == "__main__":
    main()
