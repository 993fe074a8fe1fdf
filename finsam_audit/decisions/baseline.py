"""``--baseline previous.json``: the findings that an earlier run made already."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from finsam_audit.chain import ChainResult
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.messages import InputError, Problem, message, why_not

_BYTES = 200_000_000


def read_baseline(path: str) -> Counter[str]:
    """The fingerprints of the findings in the JSON of an earlier run, and how often each was made. Raises ``InputError``."""
    try:
        with open(path, "rb") as stream:
            data = stream.read(_BYTES)
    except (OSError, ValueError) as error:
        raise InputError([Problem(path, 0, 0, message("file.unreadable", why=why_not(error)))]) from None
    try:
        found = list(_fingerprints(json.loads(data)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise InputError([Problem(path, 0, 0, message("baseline.not-a-result"))]) from None
    return Counter(found)


def _fingerprints(document: Mapping[str, Any]) -> Iterator[str]:
    if document["schema_version"] != 1:
        raise ValueError
    for held in (*document["reports"], document["cross_report"]):
        for outcome in held["outcomes"]:
            if outcome["outcome"] == "finding":
                yield str(outcome["fingerprint"])


def with_known(
    results: Sequence[Result], chains: Sequence[ChainResult], baseline: Counter[str]
) -> tuple[list[Result], list[ChainResult]]:
    """Results and chains in which the findings of an earlier run are known. What is accepted stays that.

    One made twice now and once then is new once.
    """
    left = Counter(baseline)

    def marked(outcome: Outcome) -> Outcome:
        if outcome.outcome != "finding" or not left[outcome.fingerprint]:
            return outcome
        left[outcome.fingerprint] -= 1
        return outcome._replace(known=outcome.accepted is None)

    return (
        [result._replace(outcomes=tuple(map(marked, result.outcomes))) for result in results],
        [chain._replace(outcomes=tuple(map(marked, chain.outcomes))) for chain in chains],
    )
