"""Reports of one organisation beside each other: whether a page may hold them, and ``explain 2024.yaml 2025.yaml 2``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from finsam_audit.cli import DONE
from finsam_audit.cli.deciding import Decided
from finsam_audit.cli.speaking import Mistake
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import InputError, message
from finsam_audit.render.run import Run

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult


def explain_between(together: Decided, file: str, book: RuleBook, name: str, language: str, form: str) -> int:
    """Write the matter of this number that the first file has with the others.

    Raises ``InputError`` where a file could not be read, and a usage error where there is no such matter.
    """
    if together.problems:
        raise InputError(together.problems)
    found = next((chain for chain in together.chains if file in _of_chain(chain) and len(chain.files) > 1), None)
    matter = found.matter(name) if found is not None else None
    if found is None or matter is None:
        count = len(found.matters) if found is not None else 0
        raise Mistake(message("explain.no-matter", name=name, count=count) if count else message("explain.none"))
    if form == "json":
        from finsam_audit.render.chain_json import chain_matter_json
        from finsam_audit.render.writing import write_json

        write_json(chain_matter_json(found, matter, language), sys.stdout)
    else:
        from finsam_audit.render.chain_text import write_chain_matter

        write_chain_matter(found, matter, book, language, sys.stdout, sys.stdout.isatty())
    return DONE


def is_of_first(run: Run, files: tuple[str, ...], form: str) -> bool:
    """Whether there is anything to write of the first file, for a format of one report and those it is held against.

    Raises a usage error where another file is nothing to hold it against.
    """
    if not run.results or run.results[0].report.file not in (files[0], "<stdin>"):
        return False
    own = run.results[0].report
    beside = [chain for chain in run.chains if own.file in _of_chain(chain)]
    strange = [result.report.file for result in run.results[1:] if not any(result.report.file in _of_chain(c) for c in beside)]
    if strange:
        raise Mistake(message("output.one", form=form, files=", ".join(strange)))
    return True


def _of_chain(chain: ChainResult) -> set[str]:
    """The files of a chain, older printings of a report among them."""
    return {*chain.files, *(version.before.file for version in chain.versions)}
