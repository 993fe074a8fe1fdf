"""How many of the figures of each sample report some control reaches, as the table in docs/coverage.md.

Run with ``python bench/coverage.py``.
"""

from __future__ import annotations

import os

from finsam_audit import check, load_rules, read_report
from finsam_audit.accounts.accounts import Accounts
from finsam_audit.engine.chain import check_chains, with_coverage
from finsam_audit.page.model import Figure
from finsam_audit.rulebook.load import samples_directory

PARTS = ("financial", "statistics", "claims", "goals")


def part_of(figure: Figure, accounts: Accounts) -> str:
    """The part of a report that a figure stands in; every table but those of statistics is financial."""
    if figure.table in PARTS:
        return figure.table
    statement = accounts.statement_of(figure)
    return "statistics" if statement is None or statement.kind == "statistik" else "financial"


def main() -> None:
    book = load_rules()
    folder = samples_directory()
    print(f"| report | {' | '.join(PARTS)} | all |\n|---|{'---|' * (len(PARTS) + 1)}")
    for name in sorted(os.listdir(folder)):
        report = read_report(os.path.join(folder, name))
        result = check(report, book)
        beside = [read_report(os.path.join(folder, report.audits))] if report.audits else []
        result = with_coverage(result, check_chains([result], book, beside=beside))
        missed = {figure.id for figure in result.uncovered}
        cells = []
        for part in (*PARTS, "all"):
            there = [f for f in report.figures() if part in ("all", part_of(f, result.accounts))]
            reached = sum(figure.id not in missed for figure in there)
            cells.append(f"{reached} of {len(there)} ({100 * reached // len(there)} %)" if there else "–")
        print(f"| {name.removesuffix('.yaml')} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
