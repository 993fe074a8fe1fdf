"""Where the command starts. A run is over in a blink: collecting garbage on the way would only slow it."""

import gc


def start() -> None:
    gc.disable()
    from finsam_audit.cli import main

    main()


if __name__ == "__main__":
    start()
