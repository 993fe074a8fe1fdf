"""``finsam-audit accept data.yaml FINDING --reason … --by …``: one entry more in the list of accepted differences."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from datetime import date
from itertools import takewhile
from typing import TYPE_CHECKING

from finsam_audit.accounts.words.folding import fold
from finsam_audit.cli import DONE
from finsam_audit.cli.asked import Asked, Choices
from finsam_audit.cli.deciding import list_of
from finsam_audit.cli.explaining import chain_of_first, checked
from finsam_audit.cli.files import may_write_over, write_over
from finsam_audit.cli.judging import named_rules
from finsam_audit.cli.settings import settings_of
from finsam_audit.cli.speaking import Mistake
from finsam_audit.controls.outcome import Outcome, Result
from finsam_audit.controls.rules import RuleBook
from finsam_audit.engine.accepted import difference_lines, fits, with_rules
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.accepted import Accepted, accepted_in, entry_lines, read_accepted, with_entry
from finsam_audit.page.bounds import TEXT
from finsam_audit.page.heads import date_mistake, read_date
from finsam_audit.page.model import Acceptance
from finsam_audit.page.source import Source
from finsam_audit.render.language import say
from finsam_audit.render.places import row_of
from finsam_audit.render.sentence import sentence
from finsam_audit.render.shown import lead_of
from finsam_audit.render.writing import write_plain

if TYPE_CHECKING:
    from finsam_audit.engine.chain import ChainResult

    Held = Result | ChainResult

_ENDINGS = (".yaml", ".yml", ".json", ".pdf", ".docx", ".xlsx", ".txt")


def accept_command(
    language: str,
    file: str,
    finding: tuple[str, ...],
    reason: str | None,
    by: str | None,
    until: str | None,
    accepted: str | None,
    folders: tuple[str, ...],
    same_entity: bool = False,
) -> int:
    """Add the findings that ``finding`` names to the list of accepted differences. What stands there stays as it is.

    Of several files it is what they come to together, which goes into the list of the first.
    """
    acceptance = _acceptance(reason, by, until)
    files = (file, *takewhile(_is_file, finding))
    words = finding[len(files) - 1 :]
    if not words:
        raise Mistake(message("cli.missing", name=message("cli.arg.finding")))
    settings = settings_of(files)
    path = list_of(file if file != "-" else "<stdin>", Choices(accepted), settings)
    if not path:
        raise Mistake(message("accepted.needs", names="--accepted"))
    may_write_over(path, files)
    there = os.path.lexists(path)
    choices = Choices(accepted) if there or accepted is None else Choices(strict=True)
    run, judge = checked(language, files, Asked(folders=folders, same_entity=same_entity, choices=choices))
    held = run.results[0] if len(files) == 1 else chain_of_first(run)
    found = _named(held, judge.book, words, language)
    titles = {rule.id: rule.title[language] for rule in judge.book.rules}
    told = [difference_lines(one, titles.get(one.rule, one.name), sentence(one, language)) for one in found]
    before = read_accepted(path, acceptance.day) if there else Accepted()
    after = with_entry(before.source.text, entry_lines(acceptance, run.results[0].report.file, told))
    _must_hold(path, before, after, found, judge.book, acceptance.day)
    write_over(path, before.source.mark + after.encode(), files)
    lines = [f"{one.rule} {sentence(one, language)}" for one in found]
    write_plain([*lines, say(message("accepted.written", file=path, count=len(found)), language)], sys.stderr)
    return DONE


def _acceptance(reason: str | None, by: str | None, until: str | None) -> Acceptance:
    given = {name: " ".join((text or "").split()) for name, text in (("--reason", reason), ("--by", by))}
    if not all(given.values()):
        raise Mistake(message("accepted.needs", names=tuple(name for name, text in given.items() if not text)))
    for name, text in given.items():
        if len(text) > TEXT:
            raise Mistake(message("accepted.too-long", name=name, limit=TEXT))
    return Acceptance(given["--by"], given["--reason"], date.today(), _day(until))


def _is_file(word: str) -> bool:
    """Whether a word names another report, not a finding: a file that is there, or one that should be."""
    return word == "-" or os.path.isfile(word) or os.path.splitext(word)[1].lower() in _ENDINGS


def _day(text: str | None) -> date | None:
    """The last day, which may not have passed."""
    if text is None:
        return None
    try:
        day = read_date(text)
        wrong = message("data.not-date", found=text) if day is None else None
    except ValueError as problem:
        wrong = message(date_mistake(problem), found=text)
    else:
        if day is not None and day < date.today():
            wrong = message("accepted.past", until=day)
    if wrong is not None:
        raise Mistake(message("cli.of-option", name="--until", what=wrong))
    return day


def _must_hold(path: str, before: Accepted, after: str, found: Sequence[Outcome], book: RuleBook, today: date) -> None:
    """Raises ``InputError`` where the new list would not say what the old one did, and the new findings besides."""
    try:
        entries = with_rules(accepted_in(Source(path, after, after.encode()), today), book).entries
        kept = [e._replace(differences=()) for e in entries[:-1]] == [e._replace(differences=()) for e in before.entries]
        own = entries[-1].differences if entries else ()
        holds = kept and len(own) == len(found) and all(map(fits, own, found))
    except InputError:
        holds = False
    if not holds:
        raise InputError([Problem(path, 0, 0, message("accepted.broken"))])


def _named(held: Held, book: RuleBook, words: Sequence[str], language: str) -> list[Outcome]:
    """The open findings that the numbers of matters, or a rule with a column or a row, stand for."""
    told = " ".join(words)
    if _is_number(words[0]):
        numbers = dict.fromkeys(number for word in words for number in word.split(",") if number)
        found = [outcome for number in numbers for outcome in _of_matter(held, number)]
    else:
        name, *rest = words
        rules, where = named_rules(book, [name]), fold(" ".join(rest))
        every = [one for one in held.findings if one.rule in rules]
        found = [one for one in every if where in ("", *_wheres(one, language))]
        if every and not found:
            raise Mistake(message("accepted.elsewhere", found=told, items=_items(every, held, language)))
    if not found:
        raise Mistake(message("accepted.no-finding", found=told, file=_file(held)))
    left = [one for one in found if one.accepted is None]
    if not left:
        by, _, day, _ = found[0].accepted or Acceptance("", "", date.min)
        raise Mistake(message("accepted.already", found=told, by=by, day=day))
    if not _is_number(words[0]) and len(left) > 1:
        raise Mistake(message("accepted.several", found=told, items=_items(left, held, language)))
    return left


def _is_number(word: str) -> bool:
    """Whether a word is meant for the number of a matter; no rule begins with a digit."""
    return word.lstrip("Mm")[:1].isdigit()


def _of_matter(held: Held, word: str) -> list[Outcome]:
    """The findings of the matter with this number."""
    matter = held.matter(word)
    if matter is None:
        raise Mistake(message("accepted.not-found", found=word))
    return [held.outcomes[index] for index in matter.findings]


def _wheres(outcome: Outcome, language: str) -> tuple[str, ...]:
    """What may be said after a rule to tell which of its findings is meant."""
    row, column = row_of(lead_of(outcome), language), outcome.column
    return fold(column), fold(row), fold(f"{row} {column}"), fold(f"{column} {row}")


def _items(found: Sequence[Outcome], held: Held, language: str) -> str:
    """Findings as each may be asked for."""
    return "; ".join(_item(one, held, language) for one in found)


def _item(outcome: Outcome, held: Held, language: str) -> str:
    """One of several findings, as it may be asked for."""
    index = next(at for at, one in enumerate(held.outcomes) if one is outcome)
    matter = next((one.id.removeprefix("M") for one in held.matters if index in one.findings), "")
    where = " ".join(part for part in (outcome.rule, row_of(lead_of(outcome), language), outcome.column) if part)
    if isinstance(held, Result) and held.report.audits:
        return where
    return say(message("accepted.item", where=where, matter=matter), language)


def _file(held: Held) -> str:
    return held.report.file if isinstance(held, Result) else ", ".join(held.files)
