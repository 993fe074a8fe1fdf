"""A finding as it stands in a list, and back: every finding of the real reports."""

from __future__ import annotations

from datetime import date

import pytest

from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.accepted import difference_lines, fits, with_accepted, with_rules
from finsam_audit.engine.parts import parted
from finsam_audit.page.accepted import accepted_in, entry_lines, with_entry
from finsam_audit.page.model import Acceptance
from finsam_audit.page.source import Source
from finsam_audit.render.entries import entries, entries_of
from finsam_audit.render.screen import screen
from tests.samples import SAMPLES, checked

TODAY = date(2026, 3, 12)
BO = Acceptance("Bo Ek", "känt", TODAY, date(2026, 12, 31))


def _list(result: Result, found: list[Outcome]) -> str:
    told = [difference_lines(outcome, "titel\n- på två: rader", "säger") for outcome in found]
    return with_entry("", entry_lines(BO, result.report.file, told))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_finding_reads_back_as_itself(book: RuleBook, name: str) -> None:
    result = checked(name)
    found = list(result.findings)
    if not found:
        return
    (entry,) = with_rules(accepted_in(Source("a.yaml", _list(result, found), b""), TODAY), book).entries
    assert (entry.acceptance, len(entry.differences)) == (BO, len(found))
    for difference, outcome in zip(entry.differences, found, strict=True):
        meant = [other for other in found if fits(difference, other)]
        assert outcome in meant
        assert {other.fingerprint for other in meant} == {outcome.fingerprint}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_whose_findings_are_all_accepted_has_nothing_left(book: RuleBook, name: str) -> None:
    result = checked(name)
    if not result.findings:
        return
    accepted = with_rules(accepted_in(Source("a.yaml", _list(result, list(result.findings)), b""), TODAY), book)
    (after,), _ = with_accepted([result], [], {result.report.file: accepted}, book.rules, TODAY)
    after = parted(after)
    shown = screen(after, "sv")
    assert [after.remarks, after.count_severity("error"), entries(after), shown.parts] == [(), 0, [], ()]
    assert len(shown.accepted) == len(result.matters)


@pytest.mark.parametrize("name", SAMPLES)
def test_whatever_part_of_a_matter_is_accepted_every_finding_is_in_one_matter_and_told(name: str) -> None:
    result = checked(name)
    for step in (2, 3):
        marked = tuple(
            outcome._replace(accepted=BO if outcome.outcome == "finding" and at % step == 0 else None)
            for at, outcome in enumerate(result.outcomes)
        )
        after = parted(result._replace(outcomes=marked))
        told = [at for matter in after.matters for at in matter.findings]
        assert sorted(told) == [at for at, outcome in enumerate(after.outcomes) if outcome.outcome == "finding"]
        assert [matter.id for matter in after.matters] == [f"M{number}" for number in range(1, len(after.matters) + 1)]
        for matter in after.matters:
            assert {after.outcomes[at].accepted for at in matter.findings} == {matter.accepted}
            own = [o for entry in entries_of(matter, after) for o in (entry.lead, *entry.others)]
            assert {id(o) for o in own} == {id(after.outcomes[at]) for at in matter.findings}
        for language in ("sv", "en"):
            shown = screen(after, language)
            lines = [*(line for part in shown.parts for line in part.lines), *shown.accepted]
            assert sorted(line.number for line in lines) == list(range(1, len(after.matters) + 1))
            assert all(line.text for line in lines)


def test_open_matters_keep_their_numbers(book: RuleBook) -> None:
    result = checked("degerfors-karlskoga-2025.yaml")
    first = set(result.matters[1].findings)
    marked = tuple(o._replace(accepted=BO) if at in first else o for at, o in enumerate(result.outcomes))
    after = parted(result._replace(outcomes=marked))
    assert [m.id for m in after.matters if m.is_open] == [m.id for m in result.matters if m.id != "M2"]
    assert [m._replace(accepted=None) for m in after.matters] == list(result.matters)
