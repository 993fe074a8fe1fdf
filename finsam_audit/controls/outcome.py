"""What a control ends in. An outcome is a value: it can be shown, counted, kept and compared, and it says nothing itself."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Literal, NamedTuple

from finsam_audit.accounts.accounts import Accounts
from finsam_audit.messages import Message, Problem, message
from finsam_audit.page.model import Acceptance, Figure, Place, Report

Ending = Literal["passed", "finding", "not_applicable", "rule_error"]
Severity = Literal["error", "warning", "note"]
About = Literal[
    "footing", "row", "deviation", "change", "share", "tie", "note", "ceiling", "floor", "claim", "statement", "goal",
    "misprint", "part",
]  # fmt: skip
Habit = Literal["alike", "parts", "prose", "cut", "off"]
STRUCTURAL = ("omitted_term", "extra_term", "double_counted", "stale_total", "mislabelled")
EXPLAINED = (*STRUCTURAL, "copied", "wrong_row", "wrong_base")
"""Kinds of finding that say more than which figure is wrong."""
TWO_TABLES = "two_tables"
"""The kind of a cause: the rows of a table follow one other table, its sums another."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def milder(own: Severity | None, rule: Severity) -> Severity:
    """The severity a check chose for itself where it is milder than the rule's, else the rule's."""
    return own if own is not None and SEVERITIES.index(own) > SEVERITIES.index(rule) else rule


class Used(NamedTuple):
    """A figure's part in a control: ``stated``, ``term``, ``divisor`` (below the line of a quotient), ``limit`` or ``blank``.

    ``figure`` is None for a cell printed blank, which adds nothing and is shown, and for a number that the formula itself
    holds: its role is ``constant`` (``limit`` in a limit) and its weight the number, in the base unit.
    """

    figure: Figure | None
    role: str
    weight: Decimal
    derived: str = ""
    name: str = ""


class Outcome(NamedTuple):
    """One control and what it ended in. Amounts are in ``unit``, the stated figure's own.

    ``difference`` is stated − computed; ``tolerance`` is what rounding can explain. ``kind`` names the likely slip or
    sort of a finding, ``hints`` say it with its arithmetic; ``suspect`` is the figure (its id) that they point at.
    ``about`` is what was looked at: a total and its rows (``footing``), a row along its columns, one fact in two places
    (``tie``), the rows that refer to a note and that note, a sentence (``claim``: a figure, ``statement``: a fact), a row and
    one that it holds (``part``) …; None for anything else. ``habit`` is the habit of print of a finding of the kind
    ``rounding``. What is no ``equation`` tells nothing of which figure is wrong.
    A finding is ``accepted`` by a named person, or ``known`` from an earlier run that is compared with.
    ``unsettled`` tells that it holds, but that another definition of the same row, with other figures, holds as well.
    """

    outcome: Ending
    told: Message
    column: str = ""
    severity: Severity | None = None
    kind: str | None = None
    rounding: Literal["exact", "within"] | None = None
    stated: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    computed_low: Decimal | None = None
    computed_high: Decimal | None = None
    limit: Decimal | None = None
    tolerance: Decimal | None = None
    unit: str | None = None
    reason: Message | None = None
    figures: tuple[Used, ...] = ()
    hints: tuple[Message, ...] = ()
    rests_on_doubt: bool = False
    arithmetic: bool = False
    rule: str = ""
    name: str = ""
    cause: str | None = None
    accepted: Acceptance | None = None
    suspect: str = ""
    unsettled: bool = False
    about: About | None = None
    habit: Habit | None = None
    equation: bool = True
    known: bool = False

    @property
    def fingerprint(self) -> str:
        """Names a finding across runs and edits elsewhere: rule, column, rows and amounts, never a line number."""
        parts = [self.rule, self.column, str(self.stated), str(self.computed), str(self.limit), str(self.unit)]
        for figure in self.printed:
            parts += [figure.table, *figure.path, figure.row, figure.column, str(figure.value)]
        if not self.figures:
            parts += [self.told.key, *(f"{key}={value}" for key, value in sorted(self.told.args.items()))]
        from hashlib import sha256  # only who asks for it pays for loading it

        return sha256("\x1f".join(parts).encode()).hexdigest()[:16]

    @property
    def printed(self) -> list[Figure]:
        """The figures that were looked at."""
        return [used.figure for used in self.figures if used.figure is not None]

    @property
    def stated_figures(self) -> list[Figure]:
        """Those that were held against what is worked out: one, but where the stated side is itself a sum."""
        return [used.figure for used in self.figures if used.role == "stated" and used.figure is not None]

    @property
    def lead(self) -> Figure | None:
        """The stated figure, whose row the outcome is about and in whose unit its amounts are."""
        return next((used.figure for used in self.figures if used.role == "stated"), None)

    @property
    def is_open(self) -> bool:
        """Whether it is a finding that is left to mend or explain."""
        return self.outcome == "finding" and self.accepted is None and not self.known

    @property
    def is_one_fact(self) -> bool:
        """Whether an outcome is told as one fact that stands in two places."""
        return self.about == "tie" if self.habit is None else self.habit in ("alike", "parts", "off")

    def of_figures(self, named: Callable[[Figure], Figure]) -> "Outcome":
        """This outcome of the same figures under other names, as those of several reports have among each other."""
        used = tuple(u._replace(figure=named(u.figure)) if u.figure is not None else u for u in self.figures)
        return self._replace(figures=used)

    def stamped(self, rule: str, name: str, severity: Severity, equation: bool = True) -> "Outcome":
        """This outcome as the work of a rule. A severity the check itself chose (a note on rounding) stays."""
        chosen = None if self.outcome in ("passed", "not_applicable") else milder(self.severity, severity)
        return self._replace(rule=rule, name=name, severity=chosen, equation=self.equation and equation)


class Cause(NamedTuple):
    """What one mistake explains: the findings under it (by index) and the correction it calls for.

    ``mends`` counts the failing relations that the correction mends, ``leaves`` those with the same figures that hold all
    the same, and ``breaks`` (by index; ``against`` are they themselves) those that hold now and then would not. In
    ``cancelled`` the mistakes cancel out. Equally good corrections stand in ``alternatives``; then ``corrections`` holds
    what they share. Between reports ``blamed`` are the figures that may be wrong, whether or not it can be said what they
    should be.
    """

    id: str
    kind: str
    told: Message
    outcomes: tuple[int, ...]
    confidence: str
    corrections: tuple[tuple[Figure, Decimal], ...] = ()
    alternatives: tuple[tuple[tuple[Figure, Decimal], ...], ...] = ()
    alternatives_count: int = 0
    mends: int = 0
    leaves: int = 0
    breaks: tuple[int, ...] = ()
    against: tuple["Outcome", ...] = ()
    cancelled: tuple["Outcome", ...] = ()
    blamed: tuple[Figure, ...] = ()

    def of_figures(self, named: Callable[[Figure], Figure], first: int) -> "Cause":
        """This cause of the same figures under other names; its findings begin at ``first``."""
        changes = [tuple((named(f), value) for f, value in some) for some in (self.corrections, *self.alternatives)]
        moved = tuple(first + index for index in self.outcomes)
        blamed = tuple(map(named, self.blamed))
        return self._replace(outcomes=moved, corrections=changes[0], alternatives=tuple(changes[1:]), blamed=blamed)


Together = Literal[
    "alone", "cause", "follows", "columns", "definition", "goals", "paragraph", "moved", "misprints", "rounding", "names",
    "alike",
]  # fmt: skip


class Matter(NamedTuple):
    """What one person would mend or explain in one go: findings (by index), of which the first is the one it is told by.

    ``together`` says what holds them together, ``severity`` is that of the most serious, ``place`` is where to look.
    All of them are ``accepted``, or ``known`` from an earlier run, or open. What is not ``material`` is less than the
    amount that the reader calls material.
    """

    id: str
    severity: Severity
    together: Together
    findings: tuple[int, ...]
    causes: tuple[str, ...] = ()
    place: Place | None = None
    accepted: Acceptance | None = None
    known: bool = False
    material: bool = True

    @property
    def is_open(self) -> bool:
        """Whether it is left to mend or explain."""
        return self.accepted is None and not self.known


def matter_named(matters: Iterable[Matter], name: str) -> Matter | None:
    """The matter that a person means by its number: 5, M5 or m5."""
    return next((one for one in matters if one.id.lower() in (name.lower(), f"m{name}")), None)


def change_message(figure: Figure, value: Decimal, short: bool = False, known: str = "", sure: bool = False) -> Message:
    """ "Summa tillgångar (2025-12-31) står som …, bör vara …", or ``short``; ``value`` is in the figure's own unit.

    ``known`` is a table that need not be named; what is ``sure`` is to be, what is not should be.
    """
    where = {"claims": "-text", "goals": "-goal"}.get(figure.table, "")
    key = ("cause.short" if short else "cause.sure" if sure else "cause.change") + where
    wanted = (value * figure.unit.scale, figure)
    row = shortened(figure.row) if where else figure.row or message("row.unlabelled")
    table = "" if figure.table == known and figure.column else short_table(figure.table)
    place = ", ".join(part for part in (table, figure.column) if part)
    return message(
        key, row=row, column=figure.column or figure.table, table=figure.table, place=place, amount=figure, wanted=wanted
    )


def short_table(name: str) -> str:
    """A note by its number, any other table by its name, cut where it is long."""
    words = name.split(" ")
    if len(words) > 1 and words[0].lower() == "not" and words[1].rstrip(".:,")[:1].isdigit():
        return f"{words[0]} {words[1].rstrip('.:,')}"
    return shortened(name, 45)


def shortened(text: str, longest: int = 70) -> str:
    """A long text cut between two words."""
    if len(text) <= longest:
        return text
    return text[:longest].rpartition(" ")[0].rstrip(" ,.;:(–-") + " …"


class Result(NamedTuple):
    """All controls of one report, in the order of the rule book, and the figures that none of them reached.

    ``accounts`` is the report as the rules saw it: the concept of each row, the signs of each table. ``remarks`` tell of
    accepted differences that are none any more; ``material`` is the amount in kr below which a matter is told to be small.
    """

    report: Report
    outcomes: tuple[Outcome, ...]
    uncovered: tuple[Figure, ...]
    rule_book: str
    figures: int
    figures_covered: int
    accounts: Accounts
    causes: tuple[Cause, ...] = ()
    matters: tuple[Matter, ...] = ()
    remarks: tuple[Problem, ...] = ()
    material: Decimal | None = None

    @property
    def findings(self) -> tuple[Outcome, ...]:
        return tuple(o for o in self.outcomes if o.outcome == "finding")

    def matter(self, name: str) -> Matter | None:
        """The matter that a person means by its number: 5, M5 or m5."""
        return matter_named(self.matters, name)

    def file_of(self, figure: Figure | None) -> str:
        """The file that a figure stands in."""
        return self.report.file

    def count(self, ending: Ending) -> int:
        """How many controls ended so."""
        return sum(o.outcome == ending for o in self.outcomes)

    def count_severity(self, severity: Severity) -> int:
        """Findings of a severity that are left to mend or explain."""
        return sum(o.is_open and o.severity == severity for o in self.outcomes)

    @property
    def within_rounding(self) -> int:
        return sum(o.outcome == "passed" and o.rounding == "within" for o in self.outcomes)

    @property
    def evaluated(self) -> int:
        """Controls that came to an end, either way."""
        return self.count("passed") + self.count("finding")

    @property
    def computed(self) -> int:
        """Controls that came to an end by arithmetic. Where there is none, nothing has been checked."""
        return sum(o.arithmetic and o.outcome in ("passed", "finding") for o in self.outcomes)

    def checked(self, some: bool = False) -> bool:
        """Whether anything was: figures held against each other or, where ``some`` rules were chosen, what those ask for."""
        return bool(self.figures_covered or (self.evaluated and self.figures if some else self.computed))
