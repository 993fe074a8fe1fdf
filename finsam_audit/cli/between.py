"""Reports of one organisation beside each other: whether a page may hold them, and ``explain 2024.yaml 2025.yaml 2``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from finsam_audit.cli import DONE
from finsam_audit.cli.speaking import Mistake
from finsam_audit.controls.outcome import Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.messages import message
from finsam_audit.render.run import Run

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult


def explain_between(results: list[Result], book: RuleBook, name: str, language: str, form: str, same_entity: bool) -> int:
    """Write the matter of this number that the first report has with the others. Raises a usage error where there is none."""
    from finsam_audit.chain import check_chains

    chains = check_chains(results, book, book.rules, same_entity=same_entity)
    found = next((chain for chain in chains if results[0].report.file in chain.files and len(chain.files) > 1), None)
    matters = found.matters if found is not None else ()
    number = next((at for at, _ in enumerate(matters, 1) if name.lower() in (f"{at}", f"m{at}")), None)
    if found is None or number is None:
        raise Mistake(message("explain.no-matter", name=name, count=len(matters)) if matters else message("explain.none"))
    if form == "json":
        from finsam_audit.render.chain_json import chain_matter_json
        from finsam_audit.render.writing import write_json

        write_json(chain_matter_json(found, number, language), sys.stdout)
    else:
        from finsam_audit.render.chain_text import write_chain_matter

        write_chain_matter(found, number, book, language, sys.stdout, sys.stdout.isatty())
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
