"""The rule book held against itself: keys, texts, formulas, names. Every mistake is told, each with its own place.

A mistake never hides the next one: what can be read of a broken rule is read, and only what follows from a mistake
already told is left out.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from finsam_audit.checks import KINDS
from finsam_audit.controls.outcome import SEVERITIES
from finsam_audit.messages import InputError, Message, Problem
from finsam_audit.page.heads import read_date
from finsam_audit.page.keys import DOCUMENTS, ORGANISATIONS
from finsam_audit.page.printed import Unreadable, read_number
from finsam_audit.page.source import Node, Source, parse
from finsam_audit.page.units import Unit, find_unit
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.options import YES_NO, read_options
from finsam_audit.rulebook.pack import Pack, plain
from finsam_audit.words.lexicon import Lexicon, build_lexicon

COMMON = ("id", "name", "group", "severity", "check", "title", "why", "source", "applies", "blind", "yields", "examples")
REQUIRED = ("id", "name", "group", "severity", "check", "title", "why", "source")
EXAMPLES = ("good", "edge", "bad")
PACK_KEYS = ("pack", "groups", "parameters", "rules")
CONCEPT_KEYS = ("labels", "sign", "in", "role", "derive", "share", "many", "within", "outside", "groups", "closed")
LEXICON_KEYS = ("lexicon", "totals", "grand totals", "info", "shares", "classes", "words", "sections", "everywhere", "tables")
SECTION_KEYS = ("en", "labels", "table")
# What reading a file says of data files, said of packs instead.
_OF_PACKS = {"file.empty": "rules.file-empty", "yaml.duplicate-key": "rules.duplicate-key"}


def checked(sources: list[Source], problems: list[Problem]) -> dict[str, Any]:
    """The rule book in a list of files (lexicon and id list first) as plain data. Raises ``InputError``.

    ``problems`` are those of files that could not be read at all; what they may have held is not asked for.
    """
    problems = [of_packs(problem) for problem in problems]
    packs = []
    for source in sources:
        try:
            packs.append(Pack(source, parse(source), problems))
        except InputError as error:
            problems += map(of_packs, error.problems)
    if len(packs) < 2 or [packs[0].source.name, packs[1].source.name] != [s.name for s in sources[:2]]:
        raise InputError(problems)
    data = _Checking(problems).everything(packs)
    if problems:
        raise InputError(problems)
    return data


def of_packs(problem: Problem) -> Problem:
    """A problem of reading a file, in words that fit a pack."""
    key = _OF_PACKS.get(problem.message.key)
    return problem._replace(message=Message(key, problem.message.args)) if key else problem


class _Checking:
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.unread = bool(problems)  # a file is missing from what is known: no name can be said not to exist
        self.rules: list[dict[str, Any]] = []
        self.parameters: dict[str, dict[str, Any]] = {}
        self.parameter_places: dict[str, tuple[Pack, Node, Node]] = {}
        self.groups: dict[str, dict[str, str]] = {}
        self.group_places: dict[str, tuple[str, int]] = {}
        self.seen: dict[str, tuple[str, int]] = {}
        self.yielding: dict[str, tuple[Pack, list[Node]]] = {}
        self.lexicon: Lexicon

    def everything(self, packs: list[Pack]) -> dict[str, Any]:
        lexicon, ids, *packs = packs
        words = self._lexicon(lexicon)
        listed = plain(ids.root)
        retired = listed.get("retired") or {}
        own = os.path.dirname(lexicon.source.name)
        letters = {_letters(identity) for identity in (*listed["ids"], *retired)}
        shipped = [pack for pack in packs if os.path.dirname(pack.source.name) == own]
        for pack in packs:
            self._groups(pack)
            for name, node in pack.section("parameters"):
                self._parameter(pack, name, node)
        for parameter, (pack, _, node) in self.parameter_places.items():
            tiers = node.get("tiers")
            if tiers is not None and self.parameters[parameter]["tiers"]:
                Vocabulary(self.lexicon, dict.fromkeys(self.parameters)).expression(pack, tiers, "")
        units = {name: find_unit(entry["unit"]) if entry["unit"] else None for name, entry in self.parameters.items()}
        self.words = Vocabulary(self.lexicon, units)
        for pack in packs:
            self._pack(pack, listed["ids"] if pack in shipped else None, letters)
        self._yields(retired)
        missing = set(listed["ids"]) - {rule["id"] for rule in self.rules} - set(retired)
        for name in sorted(missing) if not self.unread else ():
            ids.wrong(ids.root, "rules.id-vanished", id=name)
        return {
            "rules": self.rules,
            "parameters": self.parameters,
            "groups": self.groups,
            "lexicon": words,
            "retired": retired,
        }

    # -- lexicon, groups and parameters -------------------------------------------------------------------------------

    def _lexicon(self, pack: Pack) -> Any:
        before = len(self.problems)
        pack.keys(pack.root, LEXICON_KEYS, ("tables",))
        tables = pack.root.get("tables")
        for _, table in tables.items if tables is not None else []:
            pack.keys(table, ("names", "nature", "rows", "headings"), ("names", "rows"))
            rows = table.get("rows")
            for _, entry in rows.items if rows is not None else []:
                pack.keys(entry, CONCEPT_KEYS, ("labels",))
        for _, section in pack.section("sections"):
            pack.keys(section, SECTION_KEYS, ("en", "labels"))
        if len(self.problems) > before:
            raise InputError(self.problems)
        words = plain(pack.root)
        self.lexicon = build_lexicon(words)
        known = sorted({concept.name for concept in self.lexicon.concepts()})
        for name, _ in pack.section("everywhere"):
            if name.text not in known:
                pack.wrong(name, "rules.unknown-concept", found=name.text, meant="")
        vocabulary = Vocabulary(self.lexicon, {})
        for concept in self.lexicon.concepts():
            kind = tables.get(concept.table) if tables is not None else None
            rows = kind.get("rows") if kind is not None else None
            row = rows.get(concept.name) if rows is not None else None
            place = row if row is not None else pack.root
            if concept.derive not in ("", "class", "group totals"):
                vocabulary.expression(pack, place.get("derive") or place, concept.table)
            for group in concept.groups:
                vocabulary.check_concept(pack, place, f"{concept.table}.{group}")
        return words

    def _groups(self, pack: Pack) -> None:
        for name, node in pack.section("groups"):
            texts = pack.texts(node, name.text)
            if self.groups.setdefault(name.text, texts) != texts:
                file, line = self.group_places[name.text]
                pack.wrong(name, "rules.other-group", name=name.text, file=file, line=line)
            self.group_places.setdefault(name.text, (pack.source.name, name.line))

    def _parameter(self, pack: Pack, named: Node, node: Node) -> None:
        name = named.text
        if name in self.parameters:
            other, at, _ = self.parameter_places[name]
            pack.wrong(named, "rules.twice", name=name, file=other.source.name, line=at.line)
            return
        self.parameters[name] = {"unit": "", "values": [], "source": {}, "tiers": "", "own": False}
        self.parameter_places[name] = pack, named, node
        if not pack.keys(node, ("unit", "values", "source", "tiers", "own"), ("values", "source"), name):
            return
        unit = pack.text(node, "unit")
        known = find_unit(unit) if unit else None
        if unit and known is None:
            pack.wrong(node.get("unit") or node, "data.unknown-unit", found=unit)
        own = pack.text(node, "own")
        if own and own not in YES_NO:
            pack.wrong(node.get("own") or node, "rules.bad-option", key="own", found=own, allowed=", ".join(YES_NO))
        source = node.get("source")
        self.parameters[name] = {
            "unit": unit if known is not None else "",
            "values": self._values(pack, name, node, known if unit else None),
            "source": pack.texts(source, "source") if source is not None else {},
            "tiers": pack.text(node, "tiers"),
            "own": own == "yes",
        }

    def _values(self, pack: Pack, name: str, node: Node, unit: Unit | None) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a parameter comes to, by the day since which it does."""
        section = node.get("values")
        if section is None:
            return []
        if section.kind != "mapping" or not section.items:
            pack.wrong(section, "rules.values", name=name)
            return []
        values = []
        for key, value in section.items:
            if key is None:
                continue
            day = _day(key.text)
            if day is None and value.is_null:
                pack.wrong(key, "rules.comma", found=key.text)
            elif day is None:
                pack.wrong(key, "data.not-date", found=key.text)
            else:
                values.append((key.text, self._steps(pack, name, value, unit, node.get("tiers") is not None)))
        return sorted(values)

    def _steps(self, pack: Pack, name: str, node: Node, unit: Unit | None, tiered: bool) -> list[tuple[str, str]]:
        """One value, or several by the lowest amount from which each holds: ``{0 kr: 20 %, 10 mnkr: 15 %}``.

        A value is in the parameter's ``unit`` unless it prints its own, which must be of the same sort.
        """
        steps: list[tuple[Node | None, Node]] = [(None, node)]
        if node.kind == "mapping":
            steps = node.items
            if not tiered:
                pack.wrong(node, "data.missing-key", key="tiers", where=name)
        found: list[tuple[Any, str]] = []
        broken = False
        for key, value in steps:
            before = len(self.problems)
            if key is not None and value.is_null:
                pack.wrong(key, "rules.comma", found=key.text)
            elif pack.is_text(value, name):
                found += self._step(pack, name, key, value, unit)
            broken = broken or len(self.problems) > before
        if not broken and (not found or min(lowest for lowest, _ in found) != 0):
            pack.wrong(node, "rules.tiers-from-nothing", name=name)
        return [(str(lowest), value) for lowest, value in sorted(found)]

    def _step(self, pack: Pack, name: str, key: Node | None, value: Node, unit: Unit | None) -> Iterator[tuple[Any, str]]:
        try:
            lowest = read_number(key.text) if key is not None else None
        except Unreadable as problem:
            pack.wrong(key or value, problem.reason, found=problem.text, row=name, column="")
            return
        base = lowest.value * (lowest.unit.scale if lowest.unit else 1) if lowest is not None else 0
        try:
            number = read_number(value.text)
        except Unreadable as problem:
            pack.wrong(value, problem.reason, found=problem.text, row=name, column="")
            return
        if number.unit is not None and (unit is None or number.unit.quality != unit.quality):
            pack.wrong(value, "rules.parameter-unit", name=name, found=value.text, unit=unit.name if unit is not None else "–")
            return
        scale = number.unit.scale / unit.scale if number.unit is not None and unit is not None else 1
        yield base, f"{number.value * scale:f}"

    # -- rules ------------------------------------------------------------------------------------------------------

    def _pack(self, pack: Pack, listed: list[str] | None, letters: set[str]) -> None:
        if not pack.keys(pack.root, PACK_KEYS, ("pack",)):
            return
        name = pack.text(pack.root, "pack")
        rules = pack.root.get("rules")
        if rules is not None and rules.kind != "sequence":
            pack.wrong(rules, "rules.not-list" if rules.items else "rules.nothing", key="rules")
            return
        for node in rules.values() if rules is not None else []:
            if node.kind == "mapping":
                self._rule(pack, node, name, listed, letters)
            else:
                pack.wrong(node, "data.not-mapping", where="rules")

    def _rule(self, pack: Pack, node: Node, pack_name: str, listed: list[str] | None, letters: set[str]) -> None:
        check, options = self._kind(pack, node)
        kind = KINDS.get(check)
        if kind is not None:
            pack.keys(node, (*COMMON, *options), (*REQUIRED, *kind.required))
        else:
            pack.keys(node, COMMON, REQUIRED, more=options)
        texts = {key: pack.text(node, key) for key in ("id", "name", "group", "severity")}
        self._identity(pack, node, texts, listed, letters)
        if texts["severity"] and texts["severity"] not in SEVERITIES:
            pack.wrong(node.get("severity") or node, "data.unknown-value", where="severity", found=texts["severity"], meant="",
                       allowed=", ".join(SEVERITIES))  # fmt: skip
        if texts["group"] and texts["group"] not in self.groups and not self.unread:
            pack.wrong(node.get("group") or node, "rules.unknown-group", found=texts["group"])
        said = {key: pack.texts(text, key) for key in ("title", "why", "source", "blind") if (text := node.get(key))}
        applies = self._applies(pack, node)
        found = self._options(pack, node, check, options) if kind is not None else {}
        yields = node.get("yields")
        if yields is not None:
            self.yielding[texts["id"]] = pack, pack.items(yields, "yields")
        examples = self._examples(pack, node, listed is not None)
        self.rules.append(
            {
                **texts,
                "pack": pack_name,
                "check": check,
                **{key: said.get(key, {}) for key in ("title", "why", "source", "blind")},
                "options": found,
                **applies,
                "yields": [],
                "examples": {name: plain(example) for name, example in examples.items()},
                "example_lines": {name: _first_line(pack, example) for name, example in examples.items()},
                "file": pack.source.name,
                "line": node.line,
            }
        )

    def _kind(self, pack: Pack, node: Node) -> tuple[str, tuple[str, ...]]:
        """The kind of check and the keys it may have. A misspelt one is told, and the rest read as the one meant."""
        from difflib import get_close_matches

        check = pack.text(node, "check")
        if check in KINDS:
            return check, KINDS[check].options
        if check:
            pack.wrong(node.get("check") or node, "rules.unknown-check", found=check, allowed=", ".join(KINDS))
        meant = get_close_matches(check, KINDS, 1)
        if meant:
            return meant[0], KINDS[meant[0]].options
        return check, tuple(dict.fromkeys(key for kind in KINDS.values() for key in kind.options))

    def _options(self, pack: Pack, node: Node, check: str, options: tuple[str, ...]) -> dict[str, object]:
        before = len(self.problems)
        found = read_options(pack, node, check, options, self.words)
        if self.unread:  # the file that cannot be read may be the one that has the parameter
            self.problems[before:] = [p for p in self.problems[before:] if p.message.key != "rules.unknown-parameter"]
        return found

    def _identity(self, pack: Pack, node: Node, texts: dict[str, str], listed: list[str] | None, letters: set[str]) -> None:
        for key in ("id", "name"):
            own, at = texts[key], node.get(key) or node
            if own and own.lower() in self.seen:
                file, line = self.seen[own.lower()]
                pack.wrong(at, "rules.twice", name=own, file=file, line=line)
            elif own:
                self.seen[own.lower()] = pack.source.name, at.line
                if key == "id":
                    self._letters(pack, at, own, listed, letters)
        name, at = texts["name"], node.get("name") or node
        if name and not re.fullmatch(r"[a-zåäö][a-zåäö0-9]*(-[a-zåäö0-9]+)*", name):
            pack.wrong(at, "rules.bad-name", found=name)
        elif name in self.groups or name == "all":
            pack.wrong(at, "rules.name-taken", found=name)

    def _letters(self, pack: Pack, at: Node, own: str, listed: list[str] | None, letters: set[str]) -> None:
        if not re.fullmatch(r"[A-Z]{1,6}\d{2,4}", own):
            pack.wrong(at, "rules.bad-id", found=own)
        elif listed is None and _letters(own) in letters:
            pack.wrong(at, "rules.shipped-letters", found=own, letters=_letters(own))
        elif listed is not None and own not in listed:
            pack.wrong(at, "rules.id-not-listed", id=own)

    def _applies(self, pack: Pack, node: Node) -> dict[str, list[str]]:
        where = node.get("applies")
        found: dict[str, list[str]] = {"organisations": [], "documents": []}
        if where is None or not pack.keys(where, tuple(found), (), "applies"):
            return found
        for key, allowed in (("organisations", ORGANISATIONS), ("documents", DOCUMENTS)):
            section = where.get(key)
            for item in pack.items(section, key) if section is not None else []:
                found[key].append(item.text)
                if item.text not in allowed:
                    pack.wrong(item, "data.unknown-value", where=key, found=item.text, meant="", allowed=", ".join(allowed))
        return found

    def _examples(self, pack: Pack, node: Node, shipped: bool) -> dict[str, Node]:
        """The examples by name. A user's own rule may come without; ``rules test`` reminds her."""
        examples = node.get("examples")
        if examples is None:
            if shipped:
                pack.wrong(node, "data.missing-key", key="examples", where="")
            return {}
        if not pack.keys(examples, EXAMPLES, EXAMPLES if shipped else (), "examples"):
            return {}
        return {key.text: text for key, text in examples.items if key is not None and pack.is_text(text, key.text)}

    def _yields(self, retired: dict[str, str]) -> None:
        """Names of rules that others yield to, as ids; none may in the end yield to itself."""
        ids = {key.lower(): rule["id"] for rule in self.rules for key in (rule["id"], rule["name"])}
        successors = {key.lower(): successor for key, successor in retired.items()}
        by_id = {rule["id"]: rule for rule in self.rules}
        for own, (pack, nodes) in self.yielding.items():
            for node in nodes:
                found = node.text.lower()
                if found in ids:
                    by_id[own]["yields"].append(ids[found])
                elif found in successors:
                    pack.wrong(node, "rules.retired", found=node.text, successor=successors[found])
                elif found in self.groups:
                    pack.wrong(node, "rules.yields-to-group", found=node.text)
                elif not self.unread:
                    pack.wrong(node, "rules.no-rule", found=node.text)
        for own, (pack, nodes) in self.yielding.items():
            for node in nodes:
                other = ids.get(node.text.lower(), "")
                if other == own:
                    pack.wrong(node, "rules.yields-to-itself", rule=own)
                elif other and own in _reached(other, by_id):
                    pack.wrong(node, "rules.yields-in-a-circle", rule=own, other=other)


def _reached(start: str, rules: dict[str, dict[str, Any]]) -> set[str]:
    """All rules to which a rule yields, directly or by way of others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in rules[waiting.pop()]["yields"]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _letters(identity: str) -> str:
    return identity.rstrip("0123456789")


def _day(text: str) -> date | None:
    try:
        return read_date(text)
    except ValueError:
        return None


def _first_line(pack: Pack, node: Node) -> int:
    """The line of the file on which the text of an example begins."""
    line = pack.source.lines[node.line - 1]
    block = line[node.column - 1 : node.column] in ("|", ">")
    return node.line + block + len(node.text) - len(node.text.lstrip("\n"))
