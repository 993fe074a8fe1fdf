"""How long a check takes and how much memory, as a whole process, in ratios to ``python -c pass``.

Run by hand (``make bench``); the results go into docs/performance.md. Not a test: a noisy machine must not fail a build.
"""

from __future__ import annotations

import os
import pty
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 25


def piped(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return time.perf_counter() - start


def on_terminal(command: list[str]) -> float:
    """The same with standard output on a (pseudo-)terminal, so that colour and columns are set."""
    start = time.perf_counter()
    child, master = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        os.execvp(command[0], command)
    while True:
        try:
            if not os.read(master, 65536):
                break
        except OSError:
            break
    os.waitpid(child, 0)
    os.close(master)
    return time.perf_counter() - start


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # the modules of an installed program are compiled once
    check = [str(Path(sys.executable).with_name("finsam-audit")), "check"]
    nothing = [sys.executable, "-c", "pass"]
    print("| report | piped, × python | on a terminal, × python |")
    print("|---|---|---|")
    for sample in ("clean", "lekeberg-orebro-2025", "degerfors-karlskoga-2025"):
        command = [*check, str(ROOT / "sample_data" / f"{sample}.yaml")]
        piped(command)  # reads the rule book once and keeps it
        times = [(piped(nothing), piped(command), on_terminal(command)) for _ in range(RUNS)]
        base = statistics.median(t[0] for t in times)
        pipe, terminal = (statistics.median(t[i] / base for t in times) for i in (1, 2))
        print(f"| {sample} | {pipe:.1f} | {terminal:.1f} |")
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"\nPeak memory of the largest run: {peak:.0f} MB")


if __name__ == "__main__":
    main()
