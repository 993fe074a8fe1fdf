"""Printed labels to concepts: synonyms, folding that forgives text recognition, and no guessing between two."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import wraps
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from finsam_audit.accounts.words.folding import cut_short, edit_distance, fold, opposed, unbroken
from finsam_audit.accounts.words.labels import Labels, fits_folded, folded_all, is_like, is_narrower, labels
from finsam_audit.page.note_numbers import without_number
from finsam_audit.patterns import pattern_of

_UNIT_AFTER = pattern_of(
    r"(?: i)? (?:(?:tusen|miljoner|miljarder) kronor|mnkr|mkr|msek|mdkr|tkr|ksek|kr|kronor|%|procent)$"
    r"| (?:m m|mm|m fl|mfl|etc)$"
)
_TWO = pattern_of(r"^(summa )?(.+) (?:och|samt) (.+)$")
_LETTERED = pattern_of(r"^\s*(?:[A-ZÅÄÖ]|[IVX]+)[.)]?\s+(?=\S)")  # "A. Anläggningstillgångar", "II Materiella …"

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
ANSWERS = 20_000
"""So many answers a lexicon keeps; then it begins anew."""


class Concept(NamedTuple):
    """One meaning that a row of one kind of table can have."""

    table: str
    name: str
    labels: tuple[str, ...] = ()
    sign: str = ""
    belongs: str = ""
    role: str = ""
    derive: str = ""
    share: str = ""
    many: bool = False
    within: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        return f"{self.table}.{self.name}"


class TableKind(NamedTuple):
    """One kind of table: the names it goes by, its nature (flow or stock), and its concepts.

    ``exact`` and ``wild`` are their labels without and with stars, folded; each wild one with its longest piece before it,
    since a label without that need not be tried.
    """

    name: str
    names: tuple[str, ...]
    nature: str
    concepts: dict[str, Concept]
    headings: dict[str, tuple[str, ...]]
    exact: dict[str, list[str]]
    wild: list[tuple[str, str, str]]


class Section(NamedTuple):
    """A part of a report: its name in both languages, the headings it goes by, and the kind of table that shows it."""

    name: dict[str, str]
    labels: Labels
    table: str


def _kept(ask: "Callable[Concatenate[Lexicon, Asked], Answer]") -> "Callable[Concatenate[Lexicon, Asked], Answer]":
    """A question whose answers the lexicon keeps: a report asks for the same label again and again."""
    name = ask.__name__

    @wraps(ask)
    def answered(lexicon: "Lexicon", /, *words: Asked.args, **named: Asked.kwargs) -> Answer:
        asked = (name, *words)
        if asked not in lexicon.answers:
            if len(lexicon.answers) >= ANSWERS:
                lexicon.answers.clear()
            lexicon.answers[asked] = ask(lexicon, *words, **named)
        answer: Answer = lexicon.answers[asked]
        return answer

    return answered


class Answers(dict[tuple[Any, ...], Any]):
    """Answers given before. What a lexicon has been asked is no part of what it is, so all are alike."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answers)

    __hash__ = None


class Lexicon(NamedTuple):
    """All table kinds, the labels of totals (folded), the classes of the balance sheet, words and sections.

    ``answers`` are those it has given before: nothing else in it is ever written to.
    """

    kinds: dict[str, TableKind]
    classes: dict[str, str]
    answers: Answers
    totals: Labels
    grand_totals: Labels
    info: Labels
    shares: Labels
    words: dict[str, Labels] = {}  # noqa: RUF012 - never written to
    sections: dict[str, Section] = {}  # noqa: RUF012 - never written to
    statistics: dict[str, frozenset[str]] = {}  # noqa: RUF012 - never written to

    @_kept
    def kind_of(self, table_name: str) -> str:
        """The kind of table that goes by this printed name; ``statistik`` where none does."""
        folded = fold(table_name)
        for kind in self.kinds.values():
            if any(is_like(folded, name) for name in kind.names):
                return kind.name
        return "statistik"

    def kind_of_rows(self, labels: Sequence[str], kinds: Iterable[str]) -> str:
        """The one kind, of some, whose rows a table of unknown name has: three or more by their exact labels, and most of
        those it has; empty where there is none, or more than one as good."""
        folded = [fold(label) for label in labels]
        known = {kind: sum(label in self.kinds[kind].exact for label in folded) for kind in kinds if kind in self.kinds}
        most = max(known.values(), default=0)
        best = [kind for kind, count in known.items() if count == most]
        return best[0] if len(best) == 1 and most >= 3 and 2 * most > len(folded) else ""

    @_kept
    def balance(self, label: str) -> tuple[str, str]:
        """Whether a label says an opening balance (``ingående``) or a closing one (``utgående``), and of what."""
        for name in ("ingående", "utgående"):
            words = self.words.get(name)
            subject = words.besides(label) if words is not None else None
            if subject is not None and not self.words["moms"].match(label):
                return name, subject
        return "", ""

    @_kept
    def concept_of(self, kind: str, label: str, table_name: str) -> Concept | None:
        """The concept of a row; None where no label fits, or more than one concept would."""
        table = self.kinds.get(kind)
        if table is None:
            return None
        folded = fold(label)
        if not folded:
            return None
        bare = _UNIT_AFTER.sub("", folded)  # "Årets resultat, mnkr"
        forms = dict.fromkeys((folded, bare))
        exact = (table.exact.get(form, ()) for form in (*forms, _turned(bare)))
        known = ([name for name in names if may_stand_in(table.concepts[name], table_name)] for names in exact)
        found = next(filter(None, known), [])
        if not found:
            wild = [
                (pattern, name)
                for piece, pattern, name in table.wild
                if piece in folded
                and any(is_like(form, pattern) for form in forms)
                and may_stand_in(table.concepts[name], table_name)
            ]
            found = list(dict.fromkeys(name for pattern, name in wild if not any(is_narrower(p, pattern) for p, _ in wild)))
        short = cut_short(label) if not found else None
        if short is not None:
            full = (name for known, names in table.exact.items() if short.fullmatch(known) for name in names)
            found = [name for name in dict.fromkeys(full) if may_stand_in(table.concepts[name], table_name)]
        elif not found and kind not in ("not", "statistik"):
            found = _nearly(folded, table)
        return table.concepts[found[0]] if len(found) == 1 else None

    @_kept
    def heading_class(self, kind: str, label: str) -> str:
        """The class that a heading of a table opens ("Omsättningstillgångar"), or ""."""
        table = self.kinds.get(kind)
        if table is None:
            return ""
        label = _LETTERED.sub("", label)
        folded, short = fold(label), cut_short(label)
        if short is None:
            return next((name for name, labels in table.headings.items() if folded in labels), "")
        found = [name for name, labels in table.headings.items() if folded in labels or any(map(short.fullmatch, labels))]
        return found[0] if len(found) == 1 else ""

    def is_within(self, inner: str, outer: str) -> bool:
        """Whether class ``inner`` is ``outer`` or lies in it."""
        while inner:
            if inner == outer:
                return True
            inner = self.classes.get(inner, "")
        return False

    @property
    def smallest_classes(self) -> list[str]:
        """The classes of the balance sheet that no other lies in, in the order they are printed."""
        return [name for name in self.classes if name not in self.classes.values()]

    def concepts(self) -> Iterable[Concept]:
        for kind in self.kinds.values():
            yield from kind.concepts.values()


def is_closed(concept: Concept, table_name: str) -> bool:
    """Whether a table of this name holds nothing but parts of the concept, so that a row nobody knows is one of them."""
    return fits_folded(without_number(table_name), concept.closed)


def may_stand_in(concept: Concept, table_name: str) -> bool:
    """Whether a table, or a note by its name without its number, may print a concept: ``within`` fits, ``outside`` does not."""
    name = without_number(table_name)
    if concept.outside and fits_folded(name, concept.outside):
        return False
    return not concept.within or fits_folded(name, concept.within)


def _turned(folded: str) -> str:
    """A label of two things the other way round: "utjämning och statsbidrag" is "statsbidrag och utjämning"."""
    return _TWO.sub(r"\1\3 och \2", folded)


def _nearly(folded: str, table: TableKind) -> list[str]:
    """The concepts whose label differs by so few letters that text recognition explains it, if the nearest is alone."""
    allowed = len(folded) // 8
    if allowed < 1:
        return []
    best: dict[str, int] = {}
    pieces = [(piece, max(at - allowed, 0), at + allowed + len(piece)) for at, piece in unbroken(folded, allowed)]
    for label, names in table.exact.items():
        if abs(len(label) - len(folded)) > allowed or all(label.find(*piece) < 0 for piece in pieces):
            continue
        distance = edit_distance(folded, label, allowed)
        if distance <= allowed and not opposed(folded, label):
            for name in names:
                best[name] = min(distance, best.get(name, distance))
    if not best:
        return []
    nearest = min(best.values())
    return [name for name, distance in best.items() if distance == nearest]


def build_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon in ``lexicon.yaml`` (already checked by the rule book loader)."""
    kinds: dict[str, TableKind] = {}
    everywhere = data.get("everywhere") or {}
    for name, table in data["tables"].items():
        concepts: dict[str, Concept] = {}
        exact: dict[str, list[str]] = {}
        wild: list[tuple[str, str, str]] = []
        for concept, entry in (table.get("rows") or {}).items():
            concepts[concept] = Concept(
                name,
                concept,
                tuple(dict.fromkeys((*entry.get("labels", ()), *everywhere.get(concept, ())))),
                entry.get("sign", ""),
                entry.get("in", ""),
                entry.get("role", ""),
                entry.get("derive", ""),
                entry.get("share", ""),
                str(entry.get("many", "")).lower() == "true",
                folded_all(entry.get("within")),
                folded_all(entry.get("outside")),
                tuple(entry.get("groups", ())),
                folded_all(entry.get("closed")),
                tuple(entry.get("also", ())),
            )
            for label in (concept, *concepts[concept].labels):
                folded = fold(label)
                if "*" in folded:
                    wild.append((max(folded.split("*"), key=len).strip(), folded, concept))
                elif concept not in exact.setdefault(folded, []):
                    exact[folded].append(concept)
        headings = {key: tuple(map(fold, names)) for key, names in (table.get("headings") or {}).items()}
        kinds[name] = TableKind(name, folded_all(table.get("names")), table.get("nature", ""), concepts, headings, exact, wild)
    return Lexicon(
        kinds,
        dict(data.get("classes") or {}),
        Answers(),
        labels(data.get("totals")),
        labels(data.get("grand totals")),
        labels(data.get("info")),
        labels(data.get("shares")),
        {name: labels(patterns) for name, patterns in (data.get("words") or {}).items()},
        {
            name: Section({"sv": name, "en": entry["en"]}, labels(entry["labels"]), entry.get("table", ""))
            for name, entry in (data.get("sections") or {}).items()
        },
        {name: frozenset(map(fold, said)) for name, said in (data.get("statistics") or {}).items()},
    )
