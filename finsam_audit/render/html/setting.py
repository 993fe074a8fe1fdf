"""How pages are set from their templates: every text is escaped, and none steers."""

from __future__ import annotations

from typing import Any

from jinja2 import StrictUndefined

from finsam_audit.render.writing import visible


def shown(value: object) -> object:
    """A text as a page may hold it: what steers shown as escapes."""
    return visible(value) if type(value) is str else value


SETTING: dict[str, Any] = {
    "autoescape": True,
    "undefined": StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "finalize": shown,
}
