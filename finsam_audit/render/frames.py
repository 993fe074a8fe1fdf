"""The one door to pandas: outcomes as a table, for those who want to count and compare many reports, and as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.relation import in_unit
from finsam_audit.render.json import decimal_text
from finsam_audit.render.run import Run
from finsam_audit.render.told import told
from finsam_audit.render.writing import visible

if TYPE_CHECKING:
    import pandas as pd

    from finsam_audit.controls.versions import Version
    from finsam_audit.engine.chain import ChainResult

COLUMNS = (
    "file", "entity", "rule", "name", "outcome", "severity", "kind", "rounding", "column", "table", "row",
    "stated", "computed", "limit", "difference", "tolerance", "unit", "fingerprint", "message",
    "accepted_by", "accepted_date", "accepted_until", "accepted_reason", "known",
)  # fmt: skip


def outcomes_frame(*results: Result | ChainResult, language: str = "sv") -> pd.DataFrame:
    """All outcomes of one or several results, one row each. Amounts stay ``Decimal`` (object columns), in ``unit``."""
    import pandas as pd

    rows = []
    for result in results:
        entity = result.report.entity if isinstance(result, Result) else result.entity
        for outcome in result.outcomes:
            lead = outcome.lead
            rows.append(
                (
                    result.file_of(lead),
                    entity,
                    outcome.rule,
                    outcome.name,
                    outcome.outcome,
                    outcome.severity,
                    outcome.kind,
                    outcome.rounding,
                    outcome.column,
                    lead.table if lead is not None else None,
                    lead.row if lead is not None else None,
                    outcome.stated,
                    outcome.computed,
                    outcome.limit,
                    outcome.difference,
                    outcome.tolerance,
                    outcome.unit,
                    outcome.fingerprint,
                    told(outcome, language),
                    *_accepted(outcome),
                    "known" if outcome.known else None,
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _accepted(outcome: Outcome) -> tuple[str | None, ...]:
    """By whom a finding was accepted, when, until when and why."""
    if outcome.accepted is None:
        return (None,) * 4
    by, reason, day, until = outcome.accepted
    return by, day.isoformat(), until.isoformat() if until is not None else None, reason


def document(run: Run) -> str:
    """The outcomes of a run as CSV: commas between cells, a point before decimals, one line of heads."""
    import pandas as pd

    frame = outcomes_frame(*run.results, *run.chains, language=run.language)
    changes = [row for chain in run.chains for version in chain.versions for row in _changes(version, run.language)]
    if changes:
        frame = pd.concat([frame, pd.DataFrame(changes, columns=list(COLUMNS))], ignore_index=True)
    text: str = frame.map(_cell).to_csv(index=False, lineterminator="\n")
    return text


def _changes(version: Version, language: str) -> Iterator[dict[str, object]]:
    """What was changed from one printing of a report to the next, a row each: what stands now, and what it was, as computed."""
    from finsam_audit.render.version_words import change_words, changes_of

    for change in changes_of(version):
        new, old, finding = change.figure, change.was, change.finding
        seen = new or old
        row: dict[str, object] = {
            "file": (version.before if new is None and old is not None else version.after).file,
            "entity": version.after.entity,
            "outcome": change.sort,
            "message": change_words([change], language),
        }
        if seen is not None:
            row |= {"column": seen.column, "table": seen.table, "row": seen.row, "unit": seen.unit.name}
        if finding is not None:
            row |= {"rule": finding.rule, "name": finding.name, "severity": finding.severity, "column": finding.column}
            row |= {"fingerprint": finding.fingerprint, "kind": finding.kind}
        else:
            row |= {"stated": new and new.value, "computed": old and (in_unit(old.base, new) if new else old.value)}
        if new is not None and old is not None:
            row["difference"] = new.value - in_unit(old.base, new)
        yield row


def _cell(value: object) -> object:
    """What stands in a cell. A text that a spreadsheet would take for a formula begins with an apostrophe."""
    if isinstance(value, Decimal):
        return decimal_text(value)
    if not isinstance(value, str):
        return None
    text = visible(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text
