"""How much of a text is read rightly: its figures held against a data file that a person typed from the same text.

    python bench/texts.py TEXT TYPED.yaml [-v]

A figure is found where a row with its label (spelling marks aside, as text recognition loses them) holds its value in a
column that means the same; a figure is wrong where a row with the label of a typed row holds a value that none of the
typed rows with that label does. Claims are left out: tables only.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

from finsam_audit.documents.datafile import data_file
from finsam_audit.documents.reading import read_document
from finsam_audit.page.model import Column, Report
from finsam_audit.page.reader import build_report, read_report
from finsam_audit.page.source import Source, parse

FINANCIAL = (
    "resultat",
    "balans",
    "kassafl",
    "drift",
    "not",
    "översikt",
    "finansierad",
    "balanskrav",
    "bidrag",
    "insats",
    "investering",
)


class Found(NamedTuple):
    """A figure as both sides are compared by."""

    label: str
    column: tuple[str, ...]
    value: str
    table: str
    doubted: bool


def folded(text: str) -> str:
    """A label by its letters, those that text recognition confuses made alike."""
    text = re.sub(r"[\W_]+", "", text.lower())
    text = re.sub(r"[åäáàâéèdi1l]", "a", text)
    return re.sub(r"[ö60]", "o", text)


def figures(report: Report) -> Iterator[Found]:
    for table in report.tables:
        for top in table.rows:
            for row in top.walk():
                for slot, column in zip(row.slots, table.columns, strict=False):
                    for figure in (slot.figure, slot.companion):
                        if figure is not None:
                            yield Found(folded(row.label), _meaning(column), str(figure.value), table.name, figure.doubtful)


def _meaning(column: Column) -> tuple[str, ...]:
    return column.kind, column.side, str(column.end.year if column.end else "")


def _alike(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two heads say the same; a side that one of them leaves out is understood."""
    return one[0] == other[0] and one[2] == other[2] and (one[1] == other[1] or not (one[1] and other[1]))


def main() -> None:
    text, typed = sys.argv[1:3]
    extract = read_document(text)
    made = data_file(extract, lambda message: message.key)
    source = Source(text, made, b"")
    got = list(figures(build_report(source, parse(source))))
    wanted = list(figures(read_report(typed)))
    labels = {figure.label for figure in got}
    near: dict[str, str] = {}
    for label in {figure.label for figure in wanted}:
        best = max(labels, key=lambda other: SequenceMatcher(None, label, other).ratio(), default="")
        near[label] = label if label in labels else best if SequenceMatcher(None, label, best).ratio() > 0.8 else ""
    rows: dict[str, list[Found]] = defaultdict(list)
    for figure in got:
        rows[figure.label].append(figure)
    misplaced = 0
    by_table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    taken: set[int] = set()
    for figure in wanted:
        count = by_table[figure.table]
        count[0] += 1
        same = [g for g in rows[near[figure.label]] if g.value == figure.value and id(g) not in taken]
        whole = [g for g in same if _alike(g.column, figure.column)]
        if same:
            count[2] += 1
            taken.add(id((whole or same)[0]))
        if whole:
            count[1] += 1
            count[3] += whole[0].doubted
        elif same and not same[0].doubted:
            misplaced += 1
            if "-v" in sys.argv:
                print("  ?", figure.table[:24], figure.label[:30], figure.column, figure.value, "read in", same[0].column)
        if not whole and "-v" in sys.argv:
            print("  -", figure.table[:20], "|", figure.label, figure.column, figure.value, "~", [g.column for g in same])
    typed_values = defaultdict(set)
    for figure in wanted:
        typed_values[near[figure.label]].add(figure.value)
    wrong = [g for g in got if g.label in typed_values and g.label and g.value not in typed_values[g.label]]
    for name, count in by_table.items():
        print(f"  {name[:50]:50} {count[0]:4} whole {count[1]:4} by label {count[2]:4} doubted {count[3]:4}")
    total = [sum(column) for column in zip(*by_table.values(), strict=True)]
    silent = [g for g in wrong if not g.doubted]
    print(
        f"{text.rsplit('/', 1)[-1]:40} {total[0]:4} whole {total[1]:4} {total[1] / total[0]:.1%} label {total[2]:4} "
        f"doubted {total[3]:4}, wrong {len(wrong)}, unflagged {len(silent)}, in another column {misplaced}"
    )
    for figure in silent if "-v" in sys.argv else ():
        print("  !", figure)


if __name__ == "__main__":
    main()
