"""Where the command starts and ends. A run is over in a blink, so it neither collects garbage nor tidies up after itself."""

import gc
import os
import sys


def start() -> None:
    """Run the command line and leave at once: tearing the interpreter down would take longer than reading the report.

    Ends with 0, 1 or 2 whatever happens, also while the program is still being loaded.
    """
    gc.disable()
    code: object = 2
    try:
        from finsam_audit.cli.commands import main

        main()
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        _say("Avbrutet. / Interrupted.")
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError):
            code = 2
        except KeyboardInterrupt:
            code = 2
    os._exit(code if isinstance(code, int) else 2)


def _say(sentence: str) -> None:
    """Say something before the catalogues are there to say it in one language."""
    try:
        os.write(2, f"{sentence}\n".encode())
    except OSError:
        return


if __name__ == "__main__":
    start()
