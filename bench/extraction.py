"""How much of a document is read rightly: its figures held against a truth file.

    python bench/extraction.py FOLDER [-v]

A truth file ``X.truth.json`` lies beside the documents ``X.pdf``, ``X.docx``, ``X.xlsx``, ``X_scan.pdf`` and lists for
each figure its table, row label, column, value and page. Prints for each document: figures, found with label and column,
found by value alone, figures read that are not in the truth, and how many of those were not flagged.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from finsam_audit.documents.datafile import unique
from finsam_audit.documents.reading import read_document
from finsam_audit.page.printed import Unreadable, read_cell


def folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.lower())


def truths(path: Path) -> list[tuple[str, str, Decimal, int]]:
    return [
        (folded(entry["row_label"]), folded(entry["column"]), Decimal(str(entry["value"])), entry["page"])
        for entry in json.loads(path.read_text("utf-8"))
        if "row_label" in entry
    ]


def figures(path: Path) -> list[tuple[str, str, Decimal, int, bool]]:
    found = []
    for table in read_document(str(path)).tables:
        for row in table.rows:
            for head, cell in zip(unique(table.heads), row.cells, strict=False):
                if cell is None:
                    continue
                try:
                    number = read_cell(cell.text).number
                except Unreadable:
                    found.append((folded(row.label), folded(head), Decimal("NaN"), row.page, True))
                    continue
                if number is not None:
                    doubted = bool(cell.seen or cell.others or cell.why)
                    found.append((folded(row.label), folded(head), number.value, row.page, doubted))
    return found


def measure(document: Path, truth: Path, verbose: bool) -> tuple[int, int, int, int, int]:
    paged = document.suffix == ".pdf" and "_scan" not in document.name
    wanted = Counter((label, head, value, page if paged else 0) for label, head, value, page in truths(truth))
    read = [(label, head, value, page if paged else 0, doubt) for label, head, value, page, doubt in figures(document)]
    known = {head for _, head, _, _ in wanted}
    read = [(label, head if head in known or not head.startswith("kolumn") else "", v, p, d) for label, head, v, p, d in read]
    got = Counter((label, head, value, page) for label, head, value, page, _ in read)
    whole = sum((wanted & got).values())
    missing, extra = wanted - got, got - wanted
    values = sum((Counter(v for _, _, v, _ in wanted.elements()) & Counter(v for _, _, v, _, _ in read)).values())
    silent = sum(not doubt for *figure, doubt in read if tuple(figure) in extra)
    if verbose:
        for sign, rest in (("-", missing), ("+", extra)):
            for figure in list(rest.elements())[:40]:
                print("   ", sign, *figure)
    return sum(wanted.values()), whole, values, sum(extra.values()), silent


def main() -> None:
    folder, verbose = Path(sys.argv[1]), "-v" in sys.argv
    only = [name for name in sys.argv[2:] if not name.startswith("-")]
    totals = [0] * 5
    print(f"{'document':34} figures  whole  value  extra  silent")
    for truth in sorted(folder.rglob("*.truth.json")):
        stem = truth.name.removesuffix(".truth.json")
        for document in sorted(truth.parent.glob(f"{stem}*")):
            if document == truth or (only and not any(name in document.name for name in only)):
                continue
            try:
                found = measure(document, truth, verbose)
            except Exception as error:
                print(f"{document.name:34} {type(error).__name__}: {error}"[:150])
                continue
            totals = [a + b for a, b in zip(totals, found, strict=True)]
            print(f"{document.name:34} {found[0]:7} {found[1]:6} {found[2]:6} {found[3]:6} {found[4]:7}")
    print(f"{'':34} {totals[0]:7} {totals[1]:6} {totals[2]:6} {totals[3]:6} {totals[4]:7}")


if __name__ == "__main__":
    main()
