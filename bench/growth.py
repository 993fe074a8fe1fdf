"""How the time of a check grows with the report: 500 to 30 000 figures, without mistakes and with twenty.

Three shapes: notes repeated, statistics repeated, the tables of a whole report repeated. Each is a consistent report; a
mistake is one changed amount, a hundred kronor or persons off. Run by hand: ``python -m bench.growth [shape …]``; the
results go into docs/performance.md. Times are processor time of the whole process, the best of some, which a busy machine
changes least, divided by the time that the smallest report would take for each of its figures: 1.0 is linear.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

SIZES = (500, 2_000, 8_000, 30_000)
MISTAKES = 20
RUNS = 3
HEAD = """finsam-audit: 1
report:
  entity: Samordningsförbundet Exempel
  organisation: samordningsförbund
  document: annual report
  period: 2025
tables:
"""


def note(number: int, chance: random.Random) -> list[list[object]]:
    """A note of nine parts and their sum, two years: 20 figures."""
    rows: list[list[object]] = [
        [f"Post {letter}", *(chance.randrange(10_000, 900_000) for _ in "ab")] for letter in "ABCDEFGHI"
    ]
    total = [sum(int(str(row[at])) for row in rows) for at in (1, 2)]
    return [[f"Not {number}. Kostnader {number}", "kr", "2025 | 2024"], *rows, ["Summa", *total]]


def count(number: int, chance: random.Random) -> list[list[object]]:
    """Participants by source of income before and after, with the change: 30 figures."""
    rows: list[list[object]] = []
    for letter in "ABCDEFGHI":
        before, after = chance.randrange(20, 400), chance.randrange(20, 400)
        rows.append([f"Källa {letter}", before, after, after - before])
    totals = [sum(int(str(row[at])) for row in rows) for at in (1, 2, 3)]
    return [[f"Försörjning {number}", "antal", "Före | Efter | Förändring"], *rows, ["Totalt", *totals]]


def statements(number: int, chance: random.Random) -> list[list[object]]:
    """An income statement with its note: 26 figures."""
    parts = note(number, chance)
    costs = [int(str(parts[-1][at])) for at in (1, 2)]
    income = [cost + chance.randrange(1_000, 90_000) for cost in costs]
    result = [a - b for a, b in zip(income, costs, strict=True)]
    return [
        *parts,
        [f"Resultaträkning {number}", "kr", "2025 | 2024"],
        ["Verksamhetens intäkter", *income],
        ["Verksamhetens kostnader", *(-cost for cost in costs)],
        ["Årets resultat", *result],
    ]


SHAPES = {"notes": (note, 20), "statistics": (count, 30), "copies": (statements, 26)}


def written(shape: str, figures: int, mistakes: int) -> str:
    """A data file of about so many figures; the same for the same arguments."""
    made, each = SHAPES[shape]
    chance = random.Random(f"{shape} {figures}")
    rows = [row for number in range(1, figures // each + 1) for row in made(number, chance)]
    cells = [(at, cell) for at, row in enumerate(rows) for cell in range(1, len(row)) if isinstance(row[cell], int)]
    for at, cell in chance.sample(cells, mistakes):
        rows[at][cell] = int(str(rows[at][cell])) + 100
    lines = []
    for label, *values in rows:
        if isinstance(values[0], str):
            lines += [f"  {label}:", f"    unit: {values[0]}", f"    columns: {values[1]}", "    rows:"]
        else:
            lines.append(f"      {label}: {' | '.join(f'{value:,}'.replace(',', ' ') for value in values)}")
    return HEAD + "\n".join(lines) + "\n"


def measured(file: Path) -> tuple[float, float]:
    """Seconds of processor time of a check, the best of some, and the most memory it held, in MB."""
    command = [str(Path(sys.executable).with_name("finsam-audit")), "check", str(file)]
    seconds, peak = [], 0.0
    for _ in range(RUNS):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, used = os.wait4(child.pid, 0)
        seconds.append(used.ru_utime + used.ru_stime)
        peak = max(peak, used.ru_maxrss / 1024)
    return min(seconds), peak


def main() -> None:
    print("| shape | mistakes | " + " | ".join(f"{size}" for size in SIZES) + " | MB at most |")
    print("|---" * (len(SIZES) + 3) + "|")
    with tempfile.TemporaryDirectory() as folder:
        for shape in sys.argv[1:] or SHAPES:
            for mistakes in (0, MISTAKES):
                found = []
                for size in SIZES:
                    file = Path(folder) / f"{shape}.yaml"
                    file.write_text(written(shape, size, mistakes), encoding="utf-8")
                    found.append(measured(file))
                first = found[0][0] / SIZES[0]
                times = [
                    f"{seconds:.2f} s ({seconds / size / first:.2f})" for (seconds, _), size in zip(found, SIZES, strict=True)
                ]
                print(f"| {shape} | {mistakes} | {' | '.join(times)} | {max(peak for _, peak in found):.0f} |")


if __name__ == "__main__":
    main()
