"""The formats of a whole run for other programs and for the office: one table, one module each, loaded when it is asked for.

A module of a format has ``document``, which makes the whole file of a ``Run``: text, or bytes.
"""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from finsam_audit.render.run import Run


class Format(NamedTuple):
    """A format: the module that writes it, and whether its file holds one report and is nothing for a screen."""

    module: str
    one_file: bool = False


FORMATS = {
    "json": Format("json"),
    "markdown": Format("markdown"),
    "junit": Format("junit"),
    "sarif": Format("sarif"),
    "csv": Format("frames"),
    "xlsx": Format("xlsx", one_file=True),
    "html": Format("html.page", one_file=True),
}


def document(form: str, run: Run) -> str | bytes:
    """The file of a run in a format."""
    from importlib import import_module

    module = import_module(f"finsam_audit.render.{FORMATS[form].module}")
    make: Callable[[Run], str | bytes] = module.document
    return make(run)
