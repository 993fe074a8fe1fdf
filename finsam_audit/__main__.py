"""Where the command starts and ends. A run is over in a blink, so it neither collects garbage nor tidies up after itself."""

import gc
import os
import sys


def start() -> None:
    """Run the command line and leave at once: tearing the interpreter down would take longer than reading the report.

    Ends with 0, 1 or 2 whatever happens, also while the program is still being loaded. What interrupts before this line finds
    Python itself, which answers in its own words.
    """
    gc.disable()
    code: object = 2
    try:
        from finsam_audit.patterns import load_yaml

        load_yaml()
        from finsam_audit.cli.commands import main

        main()
    except SystemExit as leaving:
        code = leaving.code
    except KeyboardInterrupt:
        _once()
        _say("Avbrutet. / Interrupted.")
    except Exception as error:
        _say(f"Programmet kunde inte starta. / The program could not start. {type(error).__name__}: {error}"[:300])
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except (OSError, ValueError, KeyboardInterrupt):
            code = 2
    os._exit(code if isinstance(code, int) else 2)


def _once() -> None:
    """Answer only the first of several interrupts in words."""
    try:
        from signal import SIG_DFL, SIGINT, signal

        signal(SIGINT, SIG_DFL)
    except KeyboardInterrupt:
        return


def _say(sentence: str) -> None:
    """Say something before the catalogues are there to say it in one language."""
    try:
        os.write(2, f"{sentence}\n".encode(errors="replace"))
    except OSError:
        return


if __name__ == "__main__":
    start()
