"""finsam-audit: the linter for annual reports.

>>> from finsam_audit import check, load_rules, read_report
>>> result = check(read_report("data.yaml"), load_rules())  # doctest: +SKIP
>>> [outcome.rule for outcome in result.findings]  # doctest: +SKIP
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from finsam_audit.controls.outcome import Outcome, Result, Used
    from finsam_audit.controls.rules import Rule, RuleBook
    from finsam_audit.engine.check import check
    from finsam_audit.messages import InputError, Message, Problem
    from finsam_audit.page.model import Figure, Report
    from finsam_audit.page.reader import read_report
    from finsam_audit.render.frames import outcomes_frame
    from finsam_audit.rulebook.load import load_rules

__version__ = "0.1.0"

__all__ = [
    "Figure",
    "InputError",
    "Message",
    "Outcome",
    "Problem",
    "Report",
    "Result",
    "Rule",
    "RuleBook",
    "Used",
    "check",
    "load_rules",
    "outcomes_frame",
    "read_report",
]

_HOMES = {
    "check": "engine.check",
    "outcomes_frame": "render.frames",
    "InputError": "messages",
    "Message": "messages",
    "Problem": "messages",
    "Figure": "page.model",
    "Report": "page.model",
    "Outcome": "controls.outcome",
    "Result": "controls.outcome",
    "Used": "controls.outcome",
    "read_report": "page.reader",
    "load_rules": "rulebook.load",
    "Rule": "controls.rules",
    "RuleBook": "controls.rules",
}


def __getattr__(name: str) -> "Any":
    """Public names are fetched on first use, so that no command pays for what it does not use."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"finsam_audit.{_HOMES[name]}"), name)
    raise AttributeError(f"module 'finsam_audit' has no attribute {name!r}")
