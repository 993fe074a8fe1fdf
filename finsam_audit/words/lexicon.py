"""Printed labels to concepts: synonyms, folding that forgives text recognition, and no guessing between two."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from finsam_audit.page.note_numbers import without_number

_FOLD = str.maketrans("åäöéèüáàøæÅÄÖÉ", "aaoeeuaaoaaaoe")
_UNIT_AFTER = re.compile(r"(?: i)? (?:mnkr|mkr|tkr|kr|%|procent)$| (?:m m|mm|m fl|mfl|etc)$")
_PUNCTUATION = re.compile(r"[^\w%*]+")
_SUMMA = re.compile(r"^s:a\s")
# Words that reports cut short; only where a full stop says that something is.
_SHORT = {
    "ack": "ackumulerade",
    "avskr": "avskrivningar",
    "avskrivn": "avskrivningar",
    "fin": "finansiella",
    "ing": "ingaende",
    "kortfr": "kortfristiga",
    "kostn": "kostnader",
    "langfr": "langfristiga",
    "ovr": "ovriga",
    "res": "resultat",
    "utg": "utgaende",
    "verks": "verksamhetens",
}
_AND = re.compile(r"\s+(?:&|o\.?)\s+")
_WORDS = re.compile(r"[^\s.,;/()]+\.?")
_LETTERS = re.compile(r"[a-z]+")
_NUMBERING = re.compile(r"^(?:\d+(?:\.\d+)*\.?\s+)?")


def unaccented(text: str) -> str:
    """A long text in small letters without accents: a quick way to see that a folded word is not in it."""
    text = text.lower()
    for letter, plain in _FOLD.items():  # much faster than translate where the text is long
        text = text.replace(chr(letter), chr(plain))
    return text


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """A label without case, accents, punctuation, leading numbering and the usual slips of text recognition."""
    folded = text.lower().translate(_FOLD)
    folded = _NUMBERING.sub("", folded.strip(), count=1)
    folded = re.sub(r"(?<=[a-z])6|\b6(?=[a-z])", "o", folded)
    folded = _AND.sub(" och ", _SUMMA.sub("summa ", folded))
    folded = _PUNCTUATION.sub(" ", folded).strip()
    return " ".join(_SHORT.get(word, word) for word in folded.split(" ")) if "." in text else folded


@lru_cache(maxsize=4096)
def _cut_short(label: str) -> re.Pattern[str] | None:
    """What a label with words cut short may stand for: "Förutbet. kostn.", "Lev.skulder"; None where none is.

    A word that ends in a full stop is the beginning of a word, or of a part of one. One letter says too little by itself:
    "f.d.".
    """
    spelled = _AND.sub(" och ", _SUMMA.sub("summa ", _NUMBERING.sub("", label.lower().translate(_FOLD).strip(), count=1)))
    words = _WORDS.findall(spelled)
    if not any(len(word) > 2 and word.endswith(".") and _LETTERS.fullmatch(word[:-1]) for word in words):
        return None
    pattern = ""
    for word in (word for word in words if fold(word)):
        pattern += rf"{re.escape(word[:-1])}[a-z]* ?" if word.endswith(".") else rf"{re.escape(fold(word))} "
    return re.compile(pattern.removesuffix(" ?").removesuffix(" "))


def fits(label: str, patterns: Iterable[str]) -> bool:
    """Whether a printed label is one of the patterns (``*`` stands for any words)."""
    return fits_folded(label, map(fold, patterns))


def fits_folded(label: str, patterns: Iterable[str]) -> bool:
    """``fits`` for patterns that are folded already, as those of a ``Lexicon`` are."""
    folded = fold(label)
    return any(_fits(folded, pattern) for pattern in patterns)


@cache
def _pieces(pattern: str) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """The first and the last piece of a pattern with stars, and those between, each as it is and as it is printed."""
    printed = pattern.split("*")
    pieces = [piece.strip() for piece in printed]
    return pieces[0], pieces[-1], tuple(zip(pieces[1:-1], printed[1:-1], strict=True))


def _fits(folded: str, pattern: str) -> bool:
    """Whether a folded label is a folded pattern, piece by piece between the stars.

    A piece with a space on either side is whole words: "* varav *" is not in "Arbetsgivaravgifter".
    """
    if "*" not in pattern:
        return folded == pattern
    first, last, between = _pieces(pattern)
    if not (folded.startswith(first) and folded.endswith(last)) or len(folded) < len(first) + len(last):
        return False
    at, end = len(first), len(folded) - len(last)
    for piece, as_printed in between:
        if piece and as_printed == f" {piece} ":
            found = f" {folded} ".find(as_printed, at, end + 2)  # which is where the words begin in the label itself
        else:
            found = folded.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _is_narrower(one: str, other: str) -> bool:
    """Whether all that one folded pattern fits the other fits too: "*före avskrivning*" and "*avskrivning*"."""
    return one != other and _fits(one, other)


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

    @property
    def path(self) -> str:
        return f"{self.table}.{self.name}"


class TableKind(NamedTuple):
    """One kind of table: the names it goes by, its nature (flow or stock), and its concepts."""

    name: str
    names: tuple[str, ...]
    nature: str
    concepts: dict[str, Concept]
    headings: dict[str, tuple[str, ...]]
    exact: dict[str, list[str]]
    wild: list[tuple[str, str]]


class Labels(NamedTuple):
    """A set of label patterns, sorted by how they can be tried fastest."""

    exact: frozenset[str]
    beginnings: tuple[str, ...]
    others: tuple[str, ...]

    def match(self, label: str) -> bool:
        """Whether a printed label is one of the patterns."""
        folded = fold(label)
        return (
            folded in self.exact
            or f"{folded} ".startswith(self.beginnings)
            or any(_fits(folded, pattern) for pattern in self.others)
        )

    def besides(self, label: str) -> str | None:
        """What a label says besides the first pattern that it fits: "Ingående låneskuld" låneskuld; None where it fits none."""
        folded = fold(label)
        if folded in self.exact:
            return ""
        begun = next((words for words in self.beginnings if f"{folded} ".startswith(words)), None)
        if begun is not None:
            return folded[len(begun) :].strip()
        pattern = next((pattern for pattern in self.others if _fits(folded, pattern)), None)
        if pattern is None:
            return None
        if pattern.startswith("*") and pattern.count("*") == 1:
            return folded.removesuffix(pattern[1:].strip()).strip()
        for piece in pattern.split("*"):
            folded = folded.replace(piece.strip(), "", 1)
        return " ".join(folded.split())


def _labels(patterns: Iterable[str] | None) -> Labels:
    folded = _folded(patterns)
    beginnings = [p[:-1] for p in folded if p.endswith("*") and "*" not in p[:-1]]
    exact = frozenset(p for p in folded if "*" not in p)
    return Labels(exact, tuple(beginnings), tuple(p for p in folded if p not in exact and p[:-1] not in beginnings))


class Section(NamedTuple):
    """A part of a report: its name in both languages, the headings it goes by, and the kind of table that shows it."""

    name: dict[str, str]
    labels: Labels
    table: str


class Lexicon(NamedTuple):
    """All table kinds, the labels of totals (folded), the classes of the balance sheet, words and sections."""

    kinds: dict[str, TableKind]
    classes: dict[str, str]
    totals: Labels
    grand_totals: Labels
    info: Labels
    shares: Labels
    words: dict[str, Labels] = {}  # noqa: RUF012 - never written to
    sections: dict[str, Section] = {}  # noqa: RUF012 - never written to

    def kind_of(self, table_name: str) -> str:
        """The kind of table that goes by this printed name; ``statistik`` where none does."""
        folded = fold(table_name)
        for kind in self.kinds.values():
            if any(_fits(folded, name) for name in kind.names):
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

    def balance(self, label: str) -> tuple[str, str]:
        """Whether a label says an opening balance (``ingående``) or a closing one (``utgående``), and of what."""
        for name in ("ingående", "utgående"):
            words = self.words.get(name)
            subject = words.besides(label) if words is not None else None
            if subject is not None and not self.words["moms"].match(label):
                return name, subject
        return "", ""

    def concept_of(self, kind: str, label: str, table_name: str) -> Concept | None:
        """The concept of a row; None where no label fits, or more than one concept would."""
        table = self.kinds.get(kind)
        if table is None:
            return None
        folded = fold(label)
        if not folded:
            return None
        found = [name for name in table.exact.get(folded, ()) if may_stand_in(table.concepts[name], table_name)]
        bare = _UNIT_AFTER.sub("", folded) if not found else folded  # "Årets resultat, mnkr"
        if not found and bare != folded:
            found = [name for name in table.exact.get(bare, ()) if may_stand_in(table.concepts[name], table_name)]
        if not found:
            forms = dict.fromkeys((folded, bare))
            wild = [
                (pattern, name)
                for pattern, name in table.wild
                if any(_fits(form, pattern) for form in forms) and may_stand_in(table.concepts[name], table_name)
            ]
            found = list(dict.fromkeys(name for pattern, name in wild if not any(_is_narrower(p, pattern) for p, _ in wild)))
        short = _cut_short(label) if not found else None
        if short is not None:
            full = (name for known, names in table.exact.items() if short.fullmatch(known) for name in names)
            found = [name for name in dict.fromkeys(full) if may_stand_in(table.concepts[name], table_name)]
        elif not found and kind not in ("not", "statistik"):
            found = _nearly(folded, table)
        return table.concepts[found[0]] if len(found) == 1 else None

    def heading_class(self, kind: str, label: str) -> str:
        """The class that a heading of a table opens ("Omsättningstillgångar"), or ""."""
        table = self.kinds.get(kind)
        if table is None:
            return ""
        label = _LETTERED.sub("", label)
        folded, short = fold(label), _cut_short(label)
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


def _nearly(folded: str, table: TableKind) -> list[str]:
    """The concepts whose label differs by so few letters that text recognition explains it, if the nearest is alone."""
    allowed = len(folded) // 8
    if allowed < 1:
        return []
    best: dict[str, int] = {}
    letters = sorted(folded)
    for label, names in table.exact.items():
        if abs(len(label) - len(folded)) > allowed or not _similar_letters(letters, label, allowed):
            continue
        distance = edit_distance(folded, label, allowed)
        if distance <= allowed and not _opposed(folded, label):
            for name in names:
                best[name] = min(distance, best.get(name, distance))
    if not best:
        return []
    nearest = min(best.values())
    return [name for name, distance in best.items() if distance == nearest]


_LETTERED = re.compile(r"^\s*(?:[A-ZÅÄÖ]|[IVX]+)[.)]?\s+(?=\S)")  # "A. Anläggningstillgångar", "II Materiella …"
_OPPOSITES = (
    ("langfristig", "kortfristig"),
    ("ingaende", "utgaende"),
    ("immateriell", "materiell"),
    ("intakt", "kostnad"),
    ("fore", "efter"),
)


def _opposed(one: str, other: str) -> bool:
    """Whether two labels differ by a word that no text recognition takes for the other: före and efter."""
    return any((a in one) != (a in other) or (b in one) != (b in other) for a, b in _OPPOSITES)


def _similar_letters(letters: list[str], label: str, allowed: int) -> bool:
    other = sorted(label)
    i = j = apart = 0
    while i < len(letters) and j < len(other):
        if letters[i] == other[j]:
            i, j = i + 1, j + 1
        else:
            apart += 1
            if apart > 2 * allowed:
                return False
            if letters[i] < other[j]:
                i += 1
            else:
                j += 1
    return apart + len(letters) - i + len(other) - j <= 2 * allowed


def edit_distance(left: str, right: str, limit: int) -> int:
    """Levenshtein's distance, or ``limit`` + 1 as soon as it is sure to be more."""
    same = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), min(len(left), len(right)))
    left, right = left[same:], right[same:]
    if not left or not right or not limit:
        return min(max(len(left), len(right)), limit + 1)
    tried = ((left[1:], right[1:]), (left[1:], right), (left, right[1:]))  # changed, left out, put in
    return 1 + min(edit_distance(one, other, limit - 1) for one, other in tried)


def build_lexicon(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon in ``lexicon.yaml`` (already checked by the rule book loader)."""
    kinds: dict[str, TableKind] = {}
    everywhere = data.get("everywhere") or {}
    for name, table in data["tables"].items():
        concepts: dict[str, Concept] = {}
        exact: dict[str, list[str]] = {}
        wild: list[tuple[str, str]] = []
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
                _folded(entry.get("within")),
                _folded(entry.get("outside")),
                tuple(entry.get("groups", ())),
                _folded(entry.get("closed")),
            )
            for label in (concept, *concepts[concept].labels):
                folded = fold(label)
                if "*" in folded:
                    wild.append((folded, concept))
                elif concept not in exact.setdefault(folded, []):
                    exact[folded].append(concept)
        headings = {key: tuple(fold(label) for label in labels) for key, labels in (table.get("headings") or {}).items()}
        kinds[name] = TableKind(name, _folded(table.get("names")), table.get("nature", ""), concepts, headings, exact, wild)
    return Lexicon(
        kinds,
        dict(data.get("classes") or {}),
        _labels(data.get("totals")),
        _labels(data.get("grand totals")),
        _labels(data.get("info")),
        _labels(data.get("shares")),
        {name: _labels(labels) for name, labels in (data.get("words") or {}).items()},
        {
            name: Section({"sv": name, "en": entry["en"]}, _labels(entry["labels"]), entry.get("table", ""))
            for name, entry in (data.get("sections") or {}).items()
        },
    )


def _folded(patterns: Iterable[str] | None) -> tuple[str, ...]:
    return tuple(fold(pattern) for pattern in patterns or ())
