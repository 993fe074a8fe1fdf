"""One rule of a pack, read whole: its keys, texts, options and examples, with what its file says for all its rules.

A mistake never hides the next one: what can be read of a broken rule is read, and only what follows from a mistake
already told is left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import NamedTuple

from finsam_audit.checks import FORMER, KINDS
from finsam_audit.controls.outcome import SEVERITIES
from finsam_audit.controls.rules import Rule
from finsam_audit.page.keys import DOCUMENTS, ORGANISATIONS
from finsam_audit.page.near_names import near_name
from finsam_audit.page.source import Node
from finsam_audit.rulebook.formulas import Vocabulary
from finsam_audit.rulebook.options import YES_NO, read_options
from finsam_audit.rulebook.pack import Pack
from finsam_audit.rulebook.terms import Terms
from finsam_audit.rulebook.variation import Example, read_examples

YEARS = ("valid from", "valid to")
COMMON = ("id", "name", "group", "severity", "check", "title", "why", "source", "interpretation", *YEARS, "applies",
          "blind", "yields", "examples")  # fmt: skip
REQUIRED = ("id", "name", "group", "severity", "check", "title", "why", "source")
TABLES = ("table", "in")  # of the rules whose kind of check has the key
DEFAULTS = ("group", "severity", "source", *YEARS, "applies", "check", *TABLES)
FORMULAS = ("holds", "variants", "bridges", "anchors", "places", "amount", "row", "evidence", "when", "unless", "elsewhere")
_TEXTS = ("title", "why", "source", "blind")
_OLD_NAMES = {"on": "table"}  # "on" is a boolean to YAML 1.1


class Known(NamedTuple):
    """What a rule may name. ``listed`` are the ids it must be one of, None for a rule of one's own; ``unread`` says that
    a file could not be read, so that no name can be said not to exist."""

    words: Vocabulary
    groups: Collection[str]
    letters: Collection[str]
    listed: Collection[str] | None
    unread: bool


def read_defaults(pack: Pack) -> Node | None:
    """What a file says for all its rules that do not say it themselves."""
    node = pack.root.get("defaults")
    return node if node is not None and pack.keys(node, DEFAULTS, (), "defaults") else None


def whole_rule(node: Node, defaults: Node | None) -> Node:
    """A rule with the defaults of its file, its keys and its kind of check under their names of today."""
    whole = Node("mapping", node.line, node.column)
    names = {key.text for key, _ in node.items if key is not None}
    for key, value in node.items:
        new = _OLD_NAMES.get(key.text) if key is not None else None
        if key is not None and key.text == "check" and value.text in FORMER:
            kind, parts = FORMER[value.text]
            value = Node("scalar", value.line, value.column, kind)
            if parts:
                whole.put(Node("scalar", key.line, key.column, "parts"), Node("scalar", value.line, value.column, parts))
        whole.put(Node("scalar", key.line, key.column, new) if key and new and new not in names else key, value)
    own = {key.text for key, _ in whole.items if key is not None}
    check = whole.get("check") or (defaults.get("check") if defaults is not None else None)
    options = KINDS[check.text].options if check is not None and check.text in KINDS else ()
    for key, value in defaults.items if defaults is not None else ():
        if key is not None and key.text not in own and (key.text not in TABLES or key.text in options):
            whole.put(key, value)
    return whole


def read_rule(pack: Pack, node: Node, name: str, terms: Terms, known: Known) -> Rule:
    """A rule as it stands, its defaults filled in (``whole_rule``); ``yields`` names rules as the file does."""
    check, options = _kind(pack, node)
    kind = KINDS.get(check)
    if kind is not None:
        pack.keys(node, (*COMMON, *options), (*REQUIRED, *kind.required))
    else:
        pack.keys(node, COMMON, REQUIRED, more=options)
    texts = {key: pack.text(node, key) for key in ("id", "name", "group", "severity")}
    _identity(pack, node, texts["id"], texts["name"], known)
    if texts["severity"]:
        pack.choice(node.get("severity") or node, "severity", SEVERITIES)
    if texts["group"] and texts["group"] not in known.groups and not known.unread:
        meant = near_name(texts["group"], known.groups)
        pack.wrong(node.get("group") or node, "rules.unknown-group", found=texts["group"], meant=meant)
    said = {key: pack.texts(text, key) if (text := node.get(key)) else {} for key in _TEXTS}
    organisations, documents = _applies(pack, node)
    since, until = (pack.day(day) if (day := node.get(key)) is not None else None for key in YEARS)
    if since is not None and until is not None and until < since:
        pack.wrong(node.get(YEARS[1]) or node, "rules.lapses-before", since=since, until=until)
    found = _options(pack, node, check, options, terms, known) if kind is not None else {}
    yields = node.get("yields")
    read_otherwise = pack.text(node, "interpretation")
    if read_otherwise:
        pack.choice(node.get("interpretation") or node, "interpretation", YES_NO)
    rule = Rule(
        id=texts["id"],
        name=texts["name"],
        group=texts["group"],
        pack=name,
        severity=texts["severity"],  # type: ignore[arg-type]  # told where it is none
        check=check,
        title=said["title"],
        why=said["why"],
        source=said["source"],
        blind=said["blind"],
        options=found,
        organisations=organisations,
        documents=documents,
        yields=tuple(item.text for item in pack.items(yields, "yields")) if yields is not None else (),
        since=since,
        until=until,
        interpretation=read_otherwise == "yes",
        file=pack.source.name,
        line=node.line,
    )
    examples = node.get("examples")
    return with_examples(pack, rule, read_examples(pack, examples, known.listed is not None)) if examples is not None else rule


def with_examples(pack: Pack, rule: Rule, examples: Mapping[str, Example]) -> Rule:
    """A rule with its examples, which stand in a file of their own or beside it."""
    places = {name: (pack.source.name, example.line, example.lines) for name, example in examples.items()}
    return rule._replace(examples={name: example.text for name, example in examples.items()}, example_places=places)


def _kind(pack: Pack, node: Node) -> tuple[str, tuple[str, ...]]:
    """The kind of check and the keys it may have. A misspelt one is told, and the rest read as the one meant."""
    check = pack.text(node, "check")
    if check in KINDS:
        return check, KINDS[check].options
    meant = pack.unknown(node.get("check") or node, "rules.unknown-check", KINDS) if check else ""
    if meant:
        return meant, KINDS[meant].options
    return check, tuple(dict.fromkeys(key for kind in KINDS.values() for key in kind.options))


def _options(pack: Pack, node: Node, check: str, options: tuple[str, ...], terms: Terms, known: Known) -> dict[str, object]:
    if terms.sums and check != "wording":
        node = _written_out(node, terms, FORMULAS)
    before = len(pack.problems)
    found = read_options(pack, node, check, options, known.words)
    if known.unread:  # the file that cannot be read may be the one that has the parameter
        pack.problems[before:] = [p for p in pack.problems[before:] if p.message.key != "rules.unknown-parameter"]
    return found


def _written_out(node: Node, terms: Terms, keys: Collection[str] = ()) -> Node:
    """A node with the terms of its formulas written out, under these keys only where any are given."""
    if node.kind == "scalar":
        return terms.written_out(node)
    whole = Node(node.kind, node.line, node.column)
    for key, value in node.items:
        whole.put(key, _written_out(value, terms) if not keys or (key is not None and key.text in keys) else value)
    return whole


def _identity(pack: Pack, node: Node, own: str, name: str, known: Known) -> None:
    at = node.get("id") or node
    if own and not re.fullmatch(r"[A-Z]{1,6}\d{2,4}", own, re.ASCII):
        pack.wrong(at, "rules.bad-id", found=own)
    elif own and known.listed is None and letters(own) in known.letters:
        pack.wrong(at, "rules.shipped-letters", found=own, letters=letters(own))
    elif own and known.listed is not None and own not in known.listed:
        pack.wrong(at, "rules.id-not-listed", id=own)
    at = node.get("name") or node
    if name and not re.fullmatch(r"[a-zåäö][a-zåäö0-9]*(-[a-zåäö0-9]+)*", name):
        pack.wrong(at, "rules.bad-name", found=name)
    elif name in known.groups or name == "all":
        pack.wrong(at, "rules.name-taken", found=name)


def letters(identity: str) -> str:
    """The letters that an id begins with."""
    return identity.rstrip("0123456789")


def _applies(pack: Pack, node: Node) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The organisations and the documents that a rule is for; none named are all."""
    where = node.get("applies")
    if where is None or not pack.keys(where, ("organisations", "documents"), (), "applies"):
        return (), ()
    return _named(pack, where, "organisations", ORGANISATIONS), _named(pack, where, "documents", DOCUMENTS)


def _named(pack: Pack, where: Node, key: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    section = where.get(key)
    items = pack.items(section, key) if section is not None else []
    for item in items:
        pack.choice(item, key, allowed)
    return tuple(item.text for item in items)
