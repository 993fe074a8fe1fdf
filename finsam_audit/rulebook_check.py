"""The rule book held against itself: keys, texts, formulas, names. A broken rule is told with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from finsam_audit.checks import KINDS
from finsam_audit.columns import read_date
from finsam_audit.evaluation import read_selector
from finsam_audit.expressions import Expression, FormulaError, names, parse_expression, parse_relation
from finsam_audit.lexicon import Lexicon, build_lexicon
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.outcome import SEVERITIES
from finsam_audit.printed import Unreadable, read_number
from finsam_audit.source import Node, Source, parse
from finsam_audit.structure import DOCUMENTS, ORGANISATIONS, REPORT_DATES
from finsam_audit.units import Unit, find_unit

LANGUAGES = ("sv", "en")
COMMON = ("id", "name", "group", "severity", "check", "title", "why", "source", "applies", "blind", "yields", "examples")
REQUIRED = ("id", "name", "group", "severity", "check", "title", "why", "source")
EXAMPLES = ("good", "edge", "bad")
CONCEPT_KEYS = ("labels", "sign", "in", "role", "derive", "share", "many", "within", "outside", "groups")
_COMPARISONS = {"formula": ("=",), "limit": ("<=", ">="), "statement": ("<=", ">=")}
_VALUES: dict[tuple[str, str], tuple[str, ...]] = {
    ("cross-footing", "relation"): ("netto", "avvikelse", "total", "kön"),
    ("claim", "quality"): ("money", "percent", "count"),
    ("goal", "judgement"): ("met", "partly", "not met", "none"),
    ("date", "of"): REPORT_DATES,
    ("date", "after"): ("period end", *REPORT_DATES),
    ("formula", "tie"): ("yes", "no"),
    ("formula", "norm"): ("yes", "no"),
    ("formula", "habit"): ("yes", "some", "no"),
    ("formula", "koncern"): ("yes", "no"),
    ("limit", "columns"): ("own", "all"),
    ("statement", "columns"): ("own", "all"),
    ("limit", "magnitude"): ("yes", "no"),
    ("outline", "relation"): ("numbers", "years"),
    ("people", "relation"): ("on the board", "one spelling", "all sign"),
    ("members", "relation"): ("board", "auditors", "contributions"),
    ("notes", "relation"): ("references", "numbers", "columns"),
    ("period", "has"): ("own", "same period last year", "budget"),
    ("wording", "places"): ("contents", "statements", "claims", "people", "rows", "note rows", "notes"),
}
# Keys that hold formulas in one kind of check and words in another.
_FORMULAS = (("tie-out", "places"), ("formula", "unless"), ("share", "elsewhere"))
LEXICON_KEYS = ("lexicon", "totals", "grand totals", "info", "shares", "classes", "words", "sections", "tables")
SECTION_KEYS = ("en", "labels", "table")


def checked(sources: list[Source]) -> dict[str, Any]:
    """The rule book in a list of files (lexicon and id list first) as plain data. Raises ``InputError``."""
    checking = _Checking()
    trees = []
    for source in sources:
        try:
            trees.append((source, parse(source)))
        except InputError as error:
            checking.problems += error.problems
    if checking.problems:
        raise InputError(checking.problems)
    data = checking.everything(trees)
    if checking.problems:
        raise InputError(checking.problems)
    return data


def plain(node: Node) -> Any:
    """A tree as dictionaries, lists and strings."""
    if node.kind == "mapping":
        return {key.text: plain(value) for key, value in node.items if key is not None}
    if node.kind == "sequence":
        return [plain(value) for value in node.values()]
    return "" if node.is_null else node.text.strip("\n")


class _Checking:
    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.rules: list[dict[str, Any]] = []
        self.parameters: dict[str, Any] = {}
        self.groups: dict[str, Any] = {}
        self.seen: dict[str, tuple[str, int]] = {}
        self.yielding: dict[str, tuple[Source, Node]] = {}
        self.lexicon: Lexicon

    def wrong(self, source: Source, node: Node, key: str, /, **args: object) -> None:
        self.problems.append(source.problem(node.line, node.column, message(key, **args)))

    def everything(self, trees: list[tuple[Source, Node]]) -> dict[str, Any]:
        (lexicon_source, lexicon), (ids_source, ids), *packs = trees
        words = self._lexicon(lexicon_source, lexicon)
        listed = plain(ids)
        for source, root in packs:
            for name, node in self._section(source, root, "parameters"):
                self._parameter(source, name, node)
            for name, node in self._section(source, root, "groups"):
                self.groups[name] = self._texts(source, node)
        own = {str(pack[0].name) for pack in packs if pack[0].name.startswith(_folder(lexicon_source.name))}
        for source, root in packs:
            self._pack(source, root, listed["ids"] if source.name in own else None)
        for rule in self.rules:
            for found in rule["yields"]:
                if found.lower() not in self.seen:
                    source, node = self.yielding[rule["id"]]
                    self.wrong(source, node, "rules.no-such", found=found, meant="")
        missing = set(listed["ids"]) - {rule["id"] for rule in self.rules} - set(listed.get("retired") or {})
        for name in sorted(missing):
            self.wrong(ids_source, ids, "rules.id-vanished", id=name)
        return {
            "rules": self.rules,
            "parameters": self.parameters,
            "groups": self.groups,
            "lexicon": words,
            "retired": listed.get("retired") or {},
        }

    # -- lexicon and parameters -------------------------------------------------------------------------------------

    def _lexicon(self, source: Source, root: Node) -> Any:
        self._keys(source, root, LEXICON_KEYS, ("tables",))
        tables = root.get("tables")
        for key, table in tables.items if tables is not None else []:
            self._keys(source, table, ("names", "nature", "rows", "headings"), ("names", "rows"))
            rows = table.get("rows")
            for _, row in rows.items if rows is not None else []:
                self._keys(source, row, CONCEPT_KEYS, ("labels",))
            _ = key
        sections = root.get("sections")
        for _, section in sections.items if sections is not None else []:
            self._keys(source, section, SECTION_KEYS, ("en", "labels"))
        if self.problems:
            raise InputError(self.problems)
        words = plain(root)
        self.lexicon = build_lexicon(words)
        for concept in self.lexicon.concepts():
            if concept.derive and concept.derive not in ("class", "group totals"):
                node = tables.get(concept.table) if tables is not None else None
                self._formula(source, node or root, concept.derive, concept.table)
            for group in concept.groups:
                self._concept(source, root, f"{concept.table}.{group}")
        return words

    def _section(self, source: Source, root: Node, key: str) -> Iterable[tuple[str, Node]]:
        section = root.get(key) if root.kind == "mapping" else None
        if section is None or section.is_null:
            return []
        if section.kind != "mapping":
            self.wrong(source, section, "data.not-mapping", where=key)
            return []
        return [(name.text, node) for name, node in section.items if name is not None]

    def _parameter(self, source: Source, name: str, node: Node) -> None:
        self._keys(source, node, ("unit", "values", "source", "tiers", "own"), ("values", "source"))
        values: list[tuple[str, list[tuple[str, str]]]] = []
        tiers = node.get("tiers")
        if tiers is not None:
            self._formula(source, tiers, tiers.text, "")
        section = node.get("values")
        unit = node.get("unit")
        known = find_unit(unit.text) if unit is not None else None
        if unit is not None and known is None:
            self.wrong(source, unit, "data.unknown-unit", found=unit.text)
        for key, value in section.items if section is not None else []:
            day: date | None = None
            try:
                day = read_date(key.text) if key is not None else None
            except ValueError:
                day = None
            if key is None or day is None:
                self.wrong(source, value, "data.not-date", found=key.text if key is not None else "")
                continue
            values.append((key.text, self._tiers(source, name, value, known, tiers is not None)))
        text = node.get("source")
        self.parameters[name] = {
            "unit": unit.text if unit is not None else "",
            "values": sorted(values),
            "source": self._texts(source, text) if text is not None else {},
            "tiers": tiers.text if tiers is not None else "",
            "own": own.text == "yes" if (own := node.get("own")) is not None else False,
        }

    def _tiers(self, source: Source, name: str, node: Node, unit: Unit | None, tiered: bool) -> list[tuple[str, str]]:
        """One value, or several by the lowest amount from which each holds: ``{0 kr: 20 %, 10 mnkr: 15 %}``.

        A value is in the parameter's ``unit`` unless it prints its own, which must be of the same sort.
        """
        steps: list[tuple[Node, Node | None]] = [(node, None)]
        if node.kind == "mapping":
            steps = [(value, key) for key, value in node.items]
            if not tiered:
                self.wrong(source, node, "data.missing-key", key="tiers", where=name)
        found = []
        for value, key in steps:
            try:
                lowest = read_number(key.text) if key is not None else None
                base = lowest.value * (lowest.unit.scale if lowest.unit else 1) if lowest is not None else 0
                number = read_number(value.text)
                if number.unit is not None and (unit is None or number.unit.quality != unit.quality):
                    named = unit.name if unit is not None else "–"
                    self.wrong(source, value, "rules.parameter-unit", name=name, found=value.text, unit=named)
                    continue
                scale = number.unit.scale / unit.scale if number.unit is not None and unit is not None else 1
                found.append((base, f"{number.value * scale:f}"))
            except Unreadable as problem:
                self.wrong(source, value, problem.reason, found=problem.text, row=name, column="")
        return [(str(lowest), value) for lowest, value in sorted(found)]

    # -- rules ------------------------------------------------------------------------------------------------------

    def _pack(self, source: Source, root: Node, listed: list[str] | None) -> None:
        if not self._keys(source, root, ("pack", "groups", "parameters", "rules"), ("pack",)):
            return
        pack = plain(root).get("pack", "")
        rules = root.get("rules")
        for node in rules.values() if rules is not None else []:
            self._rule(source, node, pack, listed)

    def _rule(self, source: Source, node: Node, pack: str, listed: list[str] | None) -> None:
        if node.kind != "mapping":
            self.wrong(source, node, "data.not-mapping", where="rules")
            return
        kind_node = node.get("check")
        kind = KINDS.get(kind_node.text) if kind_node is not None else None
        if kind_node is not None and kind is None:
            self.wrong(source, kind_node, "rules.unknown-check", found=kind_node.text, allowed=", ".join(KINDS))
        options = kind.options if kind is not None else ()
        if not self._keys(source, node, (*COMMON, *options), (*REQUIRED, *(kind.required if kind else ())), bool(kind)):
            return
        entry = plain(node)
        for key in ("id", "name"):
            own = entry[key]
            if own.lower() in self.seen:
                file, line = self.seen[own.lower()]
                self.wrong(source, node, "rules.twice", name=own, file=file, line=line)
            self.seen[own.lower()] = source.name, node.line
        if not re.fullmatch(r"[A-Z]{1,6}\d{2,4}", entry["id"]):
            self.wrong(source, node, "rules.bad-id", found=entry["id"])
        if listed is not None and entry["id"] not in listed:
            self.wrong(source, node, "rules.id-not-listed", id=entry["id"])
        if entry["severity"] not in SEVERITIES:
            self.wrong(source, node, "data.unknown-value", where="severity", found=entry["severity"], meant="",
                       allowed=", ".join(SEVERITIES))  # fmt: skip
        if entry["group"] not in self.groups:
            self.wrong(source, node, "rules.unknown-group", found=entry["group"])
        applies = entry.get("applies") or {}
        if not isinstance(applies, dict):
            self.wrong(source, node, "data.not-mapping", where="applies")
            return
        self._applies(source, node, applies)
        self._options(source, node, entry, options)
        if node.get("yields") is not None:
            self.yielding[entry["id"]] = source, node.get("yields") or node
        examples = node.get("examples")
        if examples is not None:
            self._keys(source, examples, EXAMPLES, EXAMPLES)
        elif listed is not None:  # a user's own rule may come without; `rules test` reminds her
            self.wrong(source, node, "data.missing-key", key="examples", where="")
        texts = {key: self._texts(source, found) for key in ("title", "why", "source", "blind") if (found := node.get(key))}
        self.rules.append(
            {
                "id": entry["id"],
                "name": entry["name"],
                "group": entry["group"],
                "pack": pack,
                "severity": entry["severity"],
                "check": entry["check"],
                "title": texts.get("title", {}),
                "why": texts.get("why", {}),
                "source": texts.get("source", {}),
                "blind": texts.get("blind", {}),
                "options": {key: entry[key] for key in options if key in entry},
                "organisations": applies.get("organisations", []),
                "documents": applies.get("documents", []),
                "yields": [entry["yields"]] if isinstance(entry.get("yields"), str) else entry.get("yields", []),
                "examples": entry.get("examples", {}),
                "file": source.name,
                "line": node.line,
            }
        )

    def _applies(self, source: Source, node: Node, applies: Any) -> None:
        where = node.get("applies")
        if where is None or not self._keys(source, where, ("organisations", "documents"), ()):
            return
        for key, allowed in (("organisations", ORGANISATIONS), ("documents", DOCUMENTS)):
            section = where.get(key)
            if section is not None and section.kind != "sequence":
                self.wrong(source, section, "data.not-list")
                continue
            for found in applies.get(key, []):
                if found not in allowed:
                    self.wrong(source, node, "data.unknown-value", where=key, found=found, meant="", allowed=", ".join(allowed))

    def _options(self, source: Source, node: Node, entry: dict[str, Any], options: tuple[str, ...]) -> None:
        on = entry.get("on", "")
        check = entry["check"]
        if check == "footing" and not entry.get("of") and not entry.get("in"):
            self.wrong(source, node, "rules.footing-what")
        if check == "wording" and bool(entry.get("wanted")) == bool(entry.get("unwanted")):
            self.wrong(source, node, "rules.wording-what")
        for key in ("about", "remark"):
            if key in options and (text := node.get(key)) is not None:
                entry[key] = self._texts(source, text)
        for key in options:
            value = node.get(key)
            if value is None:
                continue
            items = list(value.values()) if value.kind == "sequence" else [value]
            for item in items:
                allowed = _VALUES.get((check, key), ())
                if allowed and item.text not in allowed:
                    self.wrong(source, item, "rules.bad-option", key=key, found=item.text, allowed=", ".join(allowed))
                elif key == "holds":
                    self._formula(source, item, item.text, on, _COMPARISONS[check])
                elif key in ("variants", "bridges", "anchors", "amount", "row") or (check, key) in _FORMULAS:
                    self._formula(source, item, item.text, on)
                elif key == "at least" and not item.text.isdecimal():
                    self.wrong(source, item, "rules.bad-option", key=key, found=item.text, allowed="1, 2, 3 …")
                elif key in ("of", "total", "opening", "closing") and check != "date":
                    self._concept(source, item, item.text)
                elif key == "evidence":
                    self._formula(source, item, item.text, on, ("=",))
                elif key == "when":
                    self._formula(source, item, item.text, on, ("<=", ">="))
                elif key == "parts" and item.text not in self.lexicon.sections:
                    known = ", ".join(self.lexicon.sections)
                    self.wrong(source, item, "rules.bad-option", key=key, found=item.text, allowed=known)
                elif key in ("in", "tables", "on") and item.text not in self.lexicon.kinds:
                    self.wrong(source, item, "rules.unknown-table", found=item.text, allowed=", ".join(self.lexicon.kinds))

    def _formula(self, source: Source, node: Node, text: str, on: str, comparisons: tuple[str, ...] = ()) -> None:
        expressions: tuple[Expression, ...]
        try:
            if comparisons:
                relation = parse_relation(text)
                if relation.operator not in comparisons:
                    allowed = " ".join(comparisons)
                    self.wrong(source, node, "rules.bad-comparison", found=relation.operator, allowed=allowed)
                if not names(relation.left):
                    self.wrong(source, node, "rules.no-names")
                expressions = relation.left, relation.right
            else:
                expressions = (parse_expression(text),)
        except FormulaError as error:
            self.wrong(source, node, error.reason, found=error.found)
            return
        for expression in expressions:
            for name in names(expression):
                path = name.path
                if name.column and read_selector(name.column) is None:
                    self.wrong(source, node, "rules.unknown-column", found=name.column)
                if path == ("others",) or path[0] == "claims":
                    continue
                if path[0] == "parameter":
                    if len(path) != 2 or path[1] not in self.parameters:
                        self.wrong(source, node, "rules.unknown-parameter", found=".".join(path[1:]))
                    continue
                self._concept(source, node, ".".join(path) if len(path) > 1 else f"{on}.{path[0]}")

    def _concept(self, source: Source, node: Node, path: str) -> None:
        table, _, concept = path.partition(".")
        kind = self.lexicon.kinds.get(table)
        known = kind is not None and (concept in kind.concepts or any(c.share == concept for c in kind.concepts.values()))
        if not known:
            from difflib import get_close_matches

            paths = [c.path for c in self.lexicon.concepts()]
            close = get_close_matches(path, paths, 1, 0.6)
            self.wrong(source, node, "rules.unknown-concept", found=path, meant=close[0] if close else "")

    # -- small parts ------------------------------------------------------------------------------------------------

    def _keys(
        self, source: Source, node: Node, allowed: tuple[str, ...], required: tuple[str, ...], strict: bool = True
    ) -> bool:
        if node.kind != "mapping":
            self.wrong(source, node, "data.not-mapping", where="")
            return False
        from difflib import get_close_matches

        ok = True
        names_found = {key.text for key, _ in node.items if key is not None}
        for key, _ in node.items:
            if strict and key is not None and key.text not in allowed:
                close = get_close_matches(key.text, allowed, 1)
                self.wrong(source, key, "data.unknown-key", found=key.text, meant=close[0] if close else "",
                           allowed=", ".join(allowed), where="")  # fmt: skip
                ok = False
        for name in required:
            if name not in names_found:
                self.wrong(source, node, "data.missing-key", key=name, where="")
                ok = False
        return ok

    def _texts(self, source: Source, node: Node) -> dict[str, str]:
        """A text in both languages; a single text (a reference to a law) serves both."""
        if node.kind == "scalar":
            return {language: node.text.strip() for language in LANGUAGES}
        self._keys(source, node, LANGUAGES, LANGUAGES)
        found = plain(node)
        return {language: str(found.get(language, "")).strip() for language in LANGUAGES}


def _folder(name: str) -> str:
    return name[: name.rindex("/") + 1] if "/" in name else ""
