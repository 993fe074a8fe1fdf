"""Completion in bash, zsh and fish: click's own, in the user's language, with the names of the rules.

The shell asks by an environment variable: ``_FINSAM_AUDIT_COMPLETE=bash_source finsam-audit`` prints what it is to load.
"""

from __future__ import annotations

from click.shell_completion import CompletionItem, get_completion_class, shell_complete

from finsam_audit.cli import DONE, FAILED
from finsam_audit.cli.commands import COMPLETE, complain
from finsam_audit.cli.program import PROGRAM, program
from finsam_audit.messages import InputError, message
from finsam_audit.render.language import say


def complete(instruction: str, language: str) -> int:
    """Print the script for a shell, or what may be typed next; the exit code."""
    shell, _, wanted = instruction.partition("_")
    if get_completion_class(shell) is None or wanted not in ("source", "complete"):
        complain(say(message("complete.shells", variable=COMPLETE), language))
        return FAILED
    return DONE if shell_complete(program, {"obj": language}, PROGRAM, COMPLETE, instruction) == 0 else FAILED


def rule_names(incomplete: str, language: str) -> list[CompletionItem]:
    """The ids, names and groups of rules that begin so, behind those that stand before the last comma."""
    from finsam_audit.rulebook.load import load_rules

    before, comma, begun = incomplete.rpartition(",")
    try:
        rules = load_rules().rules
    except InputError:
        return []
    known = {name: rule.title[language] for rule in rules for name in (rule.id, rule.name)} | {r.group: "" for r in rules}
    return [
        CompletionItem(before + comma + name, help=title)
        for name, title in known.items()
        if name.lower().startswith(begun.lower())
    ]
