"""Where the command starts and ends. A run is over in a blink, so it neither collects garbage nor tidies up after itself."""

import gc
import os
import sys


def start() -> None:
    """Run the command line and leave at once: tearing the interpreter down would take longer than reading the report."""
    gc.disable()
    code: object = 2
    try:
        from finsam_audit.cli.lean_yaml import lean_yaml

        lean_yaml()
        from finsam_audit.cli.commands import main

        main()
    except SystemExit as leaving:
        code = leaving.code
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError):
        code = 2
    os._exit(code if isinstance(code, int) else 2)


if __name__ == "__main__":
    start()
