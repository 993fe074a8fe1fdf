"""The one door to pandas: outcomes as a table, for those who want to count and compare many reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from finsam_audit.controls.outcome import Result
from finsam_audit.render.sentence import sentence

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = (
    "file", "entity", "rule", "name", "outcome", "severity", "kind", "rounding", "column", "table", "row",
    "stated", "computed", "difference", "tolerance", "unit", "fingerprint", "message",
)  # fmt: skip


def outcomes_frame(*results: Result, language: str = "sv") -> pd.DataFrame:
    """All outcomes of one or several results, one row each. Amounts stay ``Decimal`` (object columns), in ``unit``."""
    import pandas as pd

    rows = []
    for result in results:
        for outcome in result.outcomes:
            lead = next((used.figure for used in outcome.figures if used.role == "stated"), None)
            told = sentence(outcome, language) if outcome.outcome in ("passed", "finding") else ""
            rows.append(
                (
                    result.report.file,
                    result.report.entity,
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
                    outcome.difference,
                    outcome.tolerance,
                    outcome.unit,
                    outcome.fingerprint,
                    told,
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))
