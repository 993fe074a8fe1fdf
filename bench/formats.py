"""``python -m bench.formats [FORMAT …]``: what a check costs in a format, as a multiple of text (processor time)."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from finsam_audit.render.formats import FORMATS
from finsam_audit.rulebook.load import samples_directory

ROUNDS = 12


def _seconds(*arguments: str) -> float:
    """The processor time of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "finsam_audit", "check", *arguments], capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Print a line a sample: text in seconds, each format as a ratio; best of several, in turn, since the machine is shared."""
    forms = sys.argv[1:] or list(FORMATS)
    for sample in sorted(Path(samples_directory()).glob("*.yaml")):
        with TemporaryDirectory() as folder:
            ways = [[str(sample)], *([str(sample), "--format", form, "-o", f"{folder}/{form}"] for form in forms)]
            best = [min(times) for times in zip(*([_seconds(*way) for way in ways] for _ in range(ROUNDS)), strict=True)]
        ratios = "  ".join(f"{form} {time / best[0]:.2f}" for form, time in zip(forms, best[1:], strict=True))
        print(f"{sample.stem}: text {best[0]:.2f} s  {ratios}", flush=True)


if __name__ == "__main__":
    main()
