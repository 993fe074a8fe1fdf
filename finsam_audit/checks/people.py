"""People: who signs is on the board, every member of it signs, and one person has one spelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finsam_audit.accounts.words.folding import edit_distance, fold
from finsam_audit.accounts.words.lexicon import Lexicon
from finsam_audit.checks.kind import Key, Kind
from finsam_audit.controls.outcome import Outcome
from finsam_audit.controls.rules import Rule
from finsam_audit.controls.view import View
from finsam_audit.messages import message
from finsam_audit.page.model import Person

FUNCTIONS = ("revisor", "tjänsteman", "ersättare", "vice ordförande", "ordförande", "ledamot")


def check(rule: Rule, view: View) -> Iterator[Outcome]:
    """``relation`` is ``on the board``, ``one spelling`` or ``all sign``."""
    people, relation = view.report.people, rule.text("relation")
    wanted = ("board", "signatures") if relation != "one spelling" else ()
    lists = [key for key in ("board", "auditors", "signatures") if people.get(key)]
    missing = tuple(key for key in wanted if key not in lists)
    if missing or len(lists) < 2:
        reason = message("reason.not-given", what=missing or ("people",))
        yield Outcome("not_applicable", message("people.right"), reason=reason)
        return
    if relation == "one spelling":
        findings = list(_spelled(view))
    elif relation == "on the board":
        findings = list(_on_the_board(view))
    else:
        findings = list(_signed(view))
    yield from findings or [Outcome("passed", message("people.right"))]


def function_of(person: Person, lexicon: Lexicon) -> str:
    """One of ``FUNCTIONS``, or "" where the report says nothing that is known."""
    return next((name for name in FUNCTIONS if lexicon.words[name].match(person.function)), "")


def board_signatures(view: View) -> list[Person]:
    """Those who sign for the board: no auditors, no officials, no placeholders."""
    lexicon, people = view.book.lexicon, view.report.people
    auditors = ByWord(people.get("auditors", ()))
    return [
        person
        for person in people.get("signatures", ())
        if fold(person.name)
        and not lexicon.words["platshållare"].match(person.name)
        and function_of(person, lexicon) not in ("revisor", "tjänsteman")
        and not auditors.know(person)
    ]


def _same_name(left: str, right: str) -> bool:
    a, b = fold(left).split(), fold(right).split()
    few, many = sorted((set(a), set(b)), key=len)
    return a == b or (len(few) > 1 and few <= many)


def nearly(left: str, right: str) -> bool:
    """Whether two names share one name and differ by a letter or two in the rest."""
    a, b = fold(left), fold(right)
    limit = 2 if min(len(a), len(b)) >= 12 else 1
    if a == b or abs(len(a) - len(b)) > limit or len(set(a) ^ set(b)) > 2 * limit:
        return False  # seen at a glance: most names have other letters
    alike = len(a.split()) == len(b.split()) > 1 and not set(a.split()).isdisjoint(b.split())
    return alike and edit_distance(a, b, limit) <= limit


def _on_the_board(view: View) -> Iterator[Outcome]:
    lexicon, board = view.book.lexicon, view.report.people["board"]
    seats, signing = ByWord(board), board_signatures(view)
    signers = [(person, seats.one(person)) for person in signing]
    deputies = any(function_of(one, lexicon) == "ersättare" for one in board)
    if 2 * sum(seat is None for _, seat in signers) > len(signers):
        yield Outcome("not_applicable", message("people.right"), reason=message("reason.other-board"))
        return
    known = ByWord(signing)
    away = tuple(one.name for one in _seated(view) if not known.know(one))
    for person, seat in signers:
        if seat is None and not deputies and function_of(person, lexicon) == "ersättare":
            continue
        if seat is None:
            function = person.function or person.represents
            hints = (message("people.does-not-sign", names=away),) if away else ()
            yield Outcome("finding", message("people.not-on-the-board", name=person.name, function=function), hints=hints)
            continue
        signs, sits = function_of(person, lexicon), function_of(seat, lexicon)
        if signs and sits and signs != sits:
            told = message("people.function", name=seat.name, signs=person.function, sits=seat.function)
            yield Outcome("finding", told, severity="note")


def _signed(view: View) -> Iterator[Outcome]:
    """Ordinary members who do not sign, where fewer sign than there are seats; left open where strangers sign for them."""
    signers, seats, lexicon = board_signatures(view), _seated(view), view.book.lexicon
    known, board = ByWord(signers), ByWord(view.report.people["board"])
    lost = tuple(one.name for one in seats if not known.know(one))
    strangers = [one for one in signers if board.one(one) is None and function_of(one, lexicon) != "ersättare"]
    if signers and lost and len(signers) < len(seats):
        yield Outcome("finding", message("people.unsigned", names=lost))
    elif lost and strangers:
        names = tuple(one.name for one in strangers)
        yield Outcome("not_applicable", message("people.right"), reason=message("reason.others-sign", names=names, lost=lost))


def _seated(view: View) -> list[Person]:
    """The ordinary members of the board."""
    lexicon = view.book.lexicon
    return [one for one in view.report.people["board"] if function_of(one, lexicon) not in ("ersättare", "tjänsteman")]


def _spelled(view: View) -> Iterator[Outcome]:
    """The names of two lists that are nearly alike, where neither stands in the other list as well."""
    lists = view.report.people
    told = set()
    for first, second in ((one, other) for one in lists for other in lists if one < other):
        people, others = ByWord(lists[first]), ByWord(lists[second])
        alone, strangers = people.without(others), ByWord(others.without(people))
        for one in alone:
            for other in strangers.sharing(one):
                pair = (one.name, other.name)
                if nearly(*pair) and frozenset(map(fold, pair)) not in told:
                    told.add(frozenset(map(fold, pair)))
                    yield Outcome("finding", message("people.spelling", names=pair))


class ByWord:
    """A list of people by the words of their names: who shares none with another is neither the same nor nearly so."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.people = people
        self._places: dict[str, list[int]] = {}
        for place, person in enumerate(people):
            for word in _words(person):
                self._places.setdefault(word, []).append(place)

    def sharing(self, person: Person) -> list[Person]:
        """Those who share a word with a person, in the order of the list."""
        places = {place for word in _words(person) for place in self._places.get(word, ())}
        return [self.people[place] for place in sorted(places)]

    def one(self, person: Person) -> Person | None:
        """The person in the list, under the same name or one nearly alike."""
        near = self.sharing(person)
        same = next((one for one in near if _same_name(one.name, person.name)), None)
        return same or next((one for one in near if nearly(one.name, person.name)), None)

    def know(self, person: Person) -> bool:
        """Whether a person stands in the list."""
        return self.one(person) is not None

    def without(self, others: ByWord) -> list[Person]:
        """Those who do not stand in another list."""
        return [one for one in self.people if not any(_same_name(one.name, o.name) for o in others.sharing(one))]


def _words(person: Person) -> set[str]:
    return set(fold(person.name).split(" "))


KIND = Kind(
    "people",
    sv="Styrelse, revisorer och underskrifter stämmer överens.",
    en="Board, auditors and signatures agree.",
    keys={"relation": Key("choice", allowed=("on the board", "one spelling", "all sign"), required=True)},
    run=check,
)
