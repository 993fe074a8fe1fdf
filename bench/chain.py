"""What it costs to hold three reports against each other, beside checking each alone: processor time, the best of several.

python -m bench.chain
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from finsam_audit.engine.chain import check_chains
from finsam_audit.engine.check import check
from finsam_audit.page.reader import read_report
from finsam_audit.rulebook.load import load_rules, samples_directory

TRIES = 7
SAMPLES = tuple(f"lekeberg-orebro-{name}.yaml" for name in ("2020", "2021-h1", "2025"))


def best(work: Callable[[], object]) -> float:
    """The processor time of the fastest of several tries, in seconds."""
    times = []
    for _ in range(TRIES):
        before = time.process_time()
        work()
        times.append(time.process_time() - before)
    return min(times)


def main() -> None:
    book = load_rules()
    folder = Path(samples_directory())

    reports = [read_report(folder / name) for name in SAMPLES]
    results = [check(report, book) for report in reports]
    alone = best(lambda: [check(report, book) for report in reports])
    more = best(lambda: check_chains(results, book))
    print(f"three reports alone {alone:.3f} s, held against each other {more:.3f} s more: {1 + more / alone:.2f} times")


if __name__ == "__main__":
    main()
