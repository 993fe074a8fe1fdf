"""The rule book held against itself: keys, texts, formulas, names. Every mistake is told, each with its own place.

The packs that come with the program are read with the lexicon and the list of ids; packs of one's own are held against
the book they make.
"""

from __future__ import annotations

from collections.abc import Mapping

from finsam_audit.accounts.words.lexicon import Lexicon, build_lexicon
from finsam_audit.controls.rules import Parameter, Rule, RuleBook, meant_name
from finsam_audit.messages import InputError, Message, Problem
from finsam_audit.page.source import Node, Source, parse
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.lists import write_out
from finsam_audit.rulebook.pack import Pack, plain
from finsam_audit.rulebook.parameters import read_parameter, tell_unused
from finsam_audit.rulebook.rule import Known, letters, read_defaults, read_rule, whole_rule, with_examples
from finsam_audit.rulebook.terms import Terms
from finsam_audit.rulebook.variation import read_examples

PACK_KEYS = ("pack", "groups", "parameters", "defaults", "lists", "terms", "rules", "examples")
CONCEPT_KEYS = ("labels", "sign", "in", "role", "derive", "share", "many", "within", "outside", "groups", "closed", "also")
LEXICON_KEYS = ("lexicon", "lists", "totals", "grand totals", "info", "shares", "classes", "words", "statistics", "sections",
                "everywhere", "tables")  # fmt: skip
SECTION_KEYS = ("en", "labels", "table")
# What reading a file says of data files, said of packs instead.
_OF_PACKS = {"file.empty": "rules.file-empty", "yaml.duplicate-key": "rules.duplicate-key"}


def shipped_book(sources: list[Source], problems: list[Problem], examples: bool) -> RuleBook:
    """The rule book in the files of the program: the lexicon first, the list of ids second. Raises ``InputError``.

    ``examples`` says that the files of examples are among them, so that no rule may be without. The rules are in the
    order of their ids in the list.
    """
    packs, problems = _parsed(sources, problems)
    if len(packs) < 2 or [packs[0].source.name, packs[1].source.name] != [source.name for source in sources[:2]]:
        raise InputError(problems)
    lexicon, ids, *packs = packs
    words = _lexicon(lexicon)
    listed = plain(ids.root)
    order = {identity: number for number, identity in enumerate(listed["ids"])}
    retired = listed.get("retired") or {}
    empty = RuleBook((), words, {}, "", retired, {})
    reading = _Reading(empty, problems)
    book = reading.with_packs(packs, order)
    for identity in sorted(set(order) - {rule.id for rule in book.rules} - set(retired)) if not reading.unread else ():
        ids.wrong(ids.root, "rules.id-vanished", id=identity)
    for rule in book.rules if examples else ():
        if not rule.examples:
            problems.append(
                Problem(rule.file, rule.line, 0, Message("data.missing-key", {"key": "examples", "where": rule.id}))
            )
    _raise(problems)
    return book._replace(rules=tuple(sorted(book.rules, key=lambda rule: order[rule.id])))


def with_own_packs(book: RuleBook, sources: list[Source], problems: list[Problem]) -> RuleBook:
    """A rule book and packs of one's own, which are held against it. Raises ``InputError``.

    ``problems`` are those of files that could not be read at all; what they may have held is not asked for.
    """
    packs, problems = _parsed(sources, problems)
    whole = _Reading(book, problems).with_packs(packs, None)
    _raise(problems)
    return whole


def _parsed(sources: list[Source], problems: list[Problem]) -> tuple[list[Pack], list[Problem]]:
    """The files as trees, and the problems that all of them share, in words that fit a pack."""
    problems = [of_packs(problem) for problem in problems]
    packs = []
    for source in sources:
        try:
            packs.append(Pack(source, parse(source, rows=False), problems))
            write_out(packs[-1])
        except InputError as error:
            problems += map(of_packs, error.problems)
    return packs, problems


def of_packs(problem: Problem) -> Problem:
    """A problem of reading a file, in words that fit a pack."""
    key = _OF_PACKS.get(problem.message.key)
    return problem._replace(message=Message(key, problem.message.args)) if key else problem


def _raise(problems: list[Problem]) -> None:
    """A default that is wrong is wrong for every rule of its file, and told once."""
    told = {(p.file, p.line, p.column, p.message.key, str(p.message.args)): p for p in problems}
    if told:
        raise InputError(list(told.values()))


def _lexicon(pack: Pack) -> Lexicon:
    before = len(pack.problems)
    pack.keys(pack.root, LEXICON_KEYS, ("tables",))
    tables = pack.root.get("tables")
    for _, table in tables.items if tables is not None else []:
        pack.keys(table, ("names", "nature", "rows", "headings"), ("names", "rows"))
        rows = table.get("rows")
        for _, entry in rows.items if rows is not None else []:
            pack.keys(entry, CONCEPT_KEYS, ("labels",))
    for _, section in pack.section("sections"):
        pack.keys(section, SECTION_KEYS, ("en", "labels"))
    if len(pack.problems) > before:
        raise InputError(pack.problems)
    vocabulary = Vocabulary(build_lexicon(plain(pack.root)), {})
    known = {concept.name for concept in vocabulary.lexicon.concepts()}
    for name, _ in pack.section("everywhere"):
        if name.text not in known:
            pack.wrong(name, "rules.unknown-concept", found=name.text, meant="")
    for concept in vocabulary.lexicon.concepts():
        place = pack.root
        for key in ("tables", concept.table, "rows", concept.name):
            place = place.get(key) or place
        if concept.derive not in ("", "class", "group totals"):
            vocabulary.expression(pack, place.get("derive") or place, concept.table)
        for path in (*(f"{concept.table}.{group}" for group in concept.groups), *concept.also):
            vocabulary.check_concept(pack, place, path)
    return vocabulary.lexicon


class _Reading:
    """Packs being read beside a book. What is wrong goes to ``problems``."""

    def __init__(self, book: RuleBook, problems: list[Problem]) -> None:
        self.book = book
        self.problems = problems
        self.unread = bool(problems)  # a file is missing from what is known: no name can be said not to exist
        self.rules: list[Rule] = []
        self.nodes: dict[str, tuple[Pack, Node]] = {}
        self.parameters: dict[str, Parameter] = dict(book.parameters)
        self.groups = dict(book.groups)
        self.group_places = dict(book.group_places)
        self.seen = {key.lower(): (rule.file, rule.line) for rule in book.rules for key in (rule.id, rule.name)}

    def with_packs(self, packs: list[Pack], listed: Mapping[str, int] | None) -> RuleBook:
        """The book with the packs. ``listed`` are the ids that the rules must be of, None for those of one's own."""
        tiers: list[tuple[Pack, Node]] = []
        for pack in packs:
            self._groups(pack)
            for name, node in pack.section("parameters"):
                tiers += self._parameter(pack, name, node)
        words = Vocabulary(self.book.lexicon, {name: parameter.unit for name, parameter in self.parameters.items()})
        for pack, node in tiers:
            words.expression(pack, node, "")
        taken = {letters(identity) for identity in (*(rule.id for rule in self.book.rules), *self.book.retired)}
        known = Known(words, self.groups, taken, listed, self.unread)
        for pack in packs:
            self._pack(pack, known)
        for pack in packs:
            self._examples(pack, listed is not None)
        self._yields()
        if listed is None and not self.unread:
            tell_unused(packs, self.book.parameters)
        return self.book._replace(
            rules=(*self.book.rules, *self.rules),
            parameters=self.parameters,
            groups=self.groups,
            group_places=self.group_places,
        )

    def _groups(self, pack: Pack) -> None:
        for name, node in pack.section("groups"):
            texts = pack.texts(node, name.text)
            if self.groups.setdefault(name.text, texts) != texts:
                file, line = self.group_places[name.text]
                pack.wrong(name, "rules.other-group", name=name.text, file=file, line=line)
            self.group_places.setdefault(name.text, (pack.source.name, name.line))

    def _parameter(self, pack: Pack, name: Node, node: Node) -> list[tuple[Pack, Node]]:
        """Read a parameter; returned is the formula of its tiers, to be read when all parameters are known."""
        known = self.parameters.get(name.text)
        if known is not None:
            pack.wrong(name, "rules.twice", name=name.text, file=known.file, line=known.line)
            return []
        self.parameters[name.text] = parameter = read_parameter(pack, name, node)
        tiers = node.get("tiers") if parameter.tiers else None
        return [(pack, tiers)] if tiers is not None else []

    def _pack(self, pack: Pack, known: Known) -> None:
        if not pack.keys(pack.root, PACK_KEYS, ("pack",)):
            return
        name = pack.text(pack.root, "pack")
        rules = pack.root.get("rules")
        if rules is not None and rules.kind != "sequence":
            pack.wrong(rules, "rules.not-list" if rules.items else "rules.nothing", key="rules")
            return
        defaults = read_defaults(pack)
        terms = Terms(pack, known.words)
        for node in rules.values() if rules is not None else []:
            if node.kind == "mapping":
                whole = whole_rule(node, defaults)
                rule = read_rule(pack, whole, name, terms, known)
                self._first(pack, whole, rule)
                self.rules.append(rule)
            else:
                pack.wrong(node, "data.not-mapping", where="rules")
        terms.tell_unused()

    def _first(self, pack: Pack, node: Node, rule: Rule) -> None:
        """An id and a name are used once."""
        self.nodes[rule.id] = pack, node
        for key, own in (("id", rule.id), ("name", rule.name)):
            at = node.get(key) or node
            if own and own.lower() in self.seen:
                file, line = self.seen[own.lower()]
                pack.wrong(at, "rules.twice", name=own, file=file, line=line)
            elif own:
                self.seen[own.lower()] = pack.source.name, at.line

    def _examples(self, pack: Pack, shipped: bool) -> None:
        """The examples that stand for themselves, by the id of their rule."""
        numbers = {rule.id: number for number, rule in enumerate(self.rules)}
        for name, node in pack.section("examples"):
            number = numbers.get(name.text)
            if number is None:
                if not self.unread:
                    pack.wrong(name, "rules.no-rule", found=name.text, meant=meant_name(name.text, numbers))
            elif self.rules[number].examples:
                file, line, _ = next(iter(self.rules[number].example_places.values()))
                pack.wrong(name, "rules.twice", name=f"{name.text} examples", file=file, line=line)
            else:
                self.rules[number] = with_examples(pack, self.rules[number], read_examples(pack, node, shipped))

    def _yields(self) -> None:
        """Names of rules that others yield to, as ids; none may in the end yield to itself."""
        everyone = (*self.book.rules, *self.rules)
        ids = {key.lower(): rule.id for rule in everyone for key in (rule.id, rule.name)}
        names = [key for rule in everyone for key in (rule.id, rule.name)]
        successors = {key.lower(): successor for key, successor in self.book.retired.items()}
        for number, rule in enumerate(self.rules):
            for node in self._yielding(rule):
                found = node.text.lower()
                if found in ids:
                    continue
                pack = self.nodes[rule.id][0]
                if found in successors:
                    pack.wrong(node, "rules.retired", found=node.text, successor=successors[found])
                elif found in self.groups:
                    pack.wrong(node, "rules.yields-to-group", found=node.text)
                elif not self.unread:
                    pack.wrong(node, "rules.no-rule", found=node.text, meant=meant_name(node.text, names))
            self.rules[number] = rule._replace(yields=tuple(ids[name.lower()] for name in rule.yields if name.lower() in ids))
        yields = {rule.id: rule.yields for rule in (*self.book.rules, *self.rules)}
        for rule in self.rules:
            for node in self._yielding(rule):
                other = ids.get(node.text.lower(), "")
                if other == rule.id:
                    self.nodes[rule.id][0].wrong(node, "rules.yields-to-itself", rule=rule.id)
                elif other and rule.id in _reached(other, yields):
                    self.nodes[rule.id][0].wrong(node, "rules.yields-in-a-circle", rule=rule.id, other=other)

    def _yielding(self, rule: Rule) -> list[Node]:
        """The names of other rules as they stand in a rule."""
        node = self.nodes[rule.id][1].get("yields")
        if node is None:
            return []
        return [item for item in (node.values() if node.kind == "sequence" else [node]) if item.kind == "scalar" and item.text]


def _reached(start: str, yields: Mapping[str, tuple[str, ...]]) -> set[str]:
    """All rules to which a rule yields, directly or by way of others."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for other in yields[waiting.pop()]:
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found
