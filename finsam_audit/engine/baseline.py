"""``--baseline previous.json``: the findings that an earlier run made already."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from finsam_audit.accounts.words.entities import may_be_one
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.engine.chain import ChainResult
from finsam_audit.messages import InputError, Problem, message, why_not

_BYTES = 200_000_000
_VERSION = 1


Baseline = list[tuple[str | None, Counter[str]]]
"""The findings of an earlier run: whose each report is (None: what reports came to together), and how often each was made."""


def read_baseline(path: str) -> Baseline:
    """The fingerprints of the findings in the JSON of an earlier run. Raises ``InputError``."""
    known = os.path.isfile(path) or os.path.isdir(path) or path.startswith("/dev/fd/")
    if os.path.exists(path) and not known:  # a pipe would be waited for
        raise InputError([Problem(path, 0, 0, message("file.not-plain"))])
    try:
        with open(path, "rb") as stream:
            data = stream.read(_BYTES)
    except (OSError, ValueError) as error:
        raise InputError([Problem(path, 0, 0, message("file.unreadable", why=why_not(error)))]) from None
    try:
        document = json.loads(data)
        version = document["schema_version"]
        if isinstance(version, int) and version != _VERSION:
            raise InputError([Problem(path, 0, 0, message("baseline.other-version"))])
        if version != _VERSION:
            raise ValueError
        reports = [(str(held["entity"]), Counter(_fingerprints(held))) for held in document["reports"]]
        return [*reports, (None, Counter(_fingerprints(document["cross_report"])))]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        line, column = (error.lineno, error.colno) if isinstance(error, json.JSONDecodeError) else (1, 1)
        raise InputError([Problem(path, line, column, message("baseline.not-a-result"))]) from None


def strangers(results: Sequence[Result], baseline: Baseline) -> tuple[str, ...]:
    """Whose the reports of an earlier run were, if it was of none of these."""
    entities = [entity for entity, _ in baseline if entity is not None]
    own = any(may_be_one(entity, result.report.entity) for entity in entities for result in results)
    return () if own else tuple(dict.fromkeys(entities))


def _fingerprints(held: Mapping[str, Any]) -> Iterator[str]:
    for outcome in held["outcomes"]:
        if outcome["outcome"] == "finding":
            yield str(outcome["fingerprint"])


def with_known(
    results: Sequence[Result], chains: Sequence[ChainResult], baseline: Baseline
) -> tuple[list[Result], list[ChainResult]]:
    """Results and chains in which the findings of an earlier run are known. What is accepted stays that.

    One made twice now and once then is new once; what was found in a report of another entity says nothing of this one.
    """
    left = [(entity, Counter(found)) for entity, found in baseline]

    def marked(outcome: Outcome, name: str) -> Outcome:
        if outcome.outcome != "finding":
            return outcome
        fits = (found for entity, found in left if entity is None or may_be_one(entity, name))
        pool = next((found for found in fits if found[outcome.fingerprint]), None)
        if pool is None:
            return outcome
        pool[outcome.fingerprint] -= 1
        return outcome._replace(known=outcome.accepted is None)

    def all_marked(outcomes: tuple[Outcome, ...], name: str) -> tuple[Outcome, ...]:
        return tuple(marked(outcome, name) for outcome in outcomes)

    return (
        [result._replace(outcomes=all_marked(result.outcomes, result.report.entity)) for result in results],
        [chain._replace(outcomes=all_marked(chain.outcomes, chain.entity)) for chain in chains],
    )
