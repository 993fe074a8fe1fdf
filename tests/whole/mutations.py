"""Files as no one should write them: pieces of real ones with what they say changed, or their bytes, lines and tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

# What stands in the place of a token. Each was, or is of the kind that was, a crash, a hang or a sequence on the terminal.
TOKENS = (
    *("9" * 5_000, "1e999999999", "-1e-999999999", "0" * 400 + "1 kr", "²", "１２３", "1.430", "--92 822", "5 -", "(5)", "%"),
    *("(" * 1_000, "[" * 1_000, "{" * 60, "- " * 1_000, "-" * 1_000 + "1", "1 + " * 1_000 + "1", "* 9" * 400, "((1)" * 300),
    *(" " * 5_000 + "@", "1" + " " * 5_000 + ")", "1 " * 3_000, " | " * 300, "|", "@ 1:1:1:1", "(not " + "9" * 300 + ")"),
    *("\u202e", "\u2066a", "\u200f", "\x1b[31m", "\x07", "\x9b2J", "\x85", "\u2028", '"\\e[2J"', '"\\x85 \\u202e"', "\ufeff"),
    *("0000-01-01", "9999-12-31", "2025-02-30", "0001-01-01 – 9999-12-31", "2025 – 1", "10000"),
    *(
        "&a [*a]",
        "*a",
        "!!python/name:os.system",
        "!!binary =",
        "? a",
        "---",
        "...",
        "\t",
        "'",
        '"',
        ":",
        "#",
        "null",
        "_",
        "[]",
        "{}",
    ),
    *(
        "period: 2025",
        "rows:",
        "kind: statistik",
        "unit: euro",
        "equals: a / 0",
        "columns:",
        "audits: .",
        "rows: {a: {rows: {a: 1}}}",
    ),
)
BYTES = (
    b"\x00",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\r",
    b"\n",
    b"\t",
    b"\x1b",
    b"\xe2\x80\xae",
    b"\xc2\x9b",
)
TOKEN = re.compile(r"[^\s|:]+")
# What a report may say instead, by where it stands; the file can still be read, so that what comes after reading is tried.
_CELLS = "_|-|–|0|5 %|1|?|12 345 678 901 234 567|0,05 mnkr|(5)|-0|1 000 tkr|99 999 999|5 (6 %)|7 (not 4)|--5 [read as -5]|5 [?]|3 [seen 8]|4 [sic]|Inga"
_LABELS = (
    "Summa|Totalt|Summa tillgångar|Summa eget kapital och skulder|Årets resultat|Ingående balans|Utgående balans|Kassa och bank|varav"
    "|Eget kapital|Kvinnor|Män|Medlemsbidrag|Verksamhetens nettokostnader|Avskrivningar|Resultat|Andel av totalen|Övrigt|Budget|Not"
)
_TABLES = "Balansräkning|Resultaträkning|Kassaflödesanalys|Driftredovisning|Not 4|Not 2. Verksamhetens intäkter|Översikt|Balanskravsutredning|Deltagare"
_HEADS = "2025|2024|2025-12-31|2024-12-31|Utfall 2025|Budget 2025|Avvikelse 2025|Prognos 2025|Utfall 2025 Netto|Kvinnor|Totalt|n [antal]|Andel [%]|Not|Ackumulerat utfall"
_FORMULAS = "årets resultat / not.medlemsbidrag|balansräkning.summa eget kapital|1 / 0|- (5 %)|årets resultat - årets resultat|claims.a|«Balansräkning».Fordringar[2024]"
_TARGETS = ">= 5 %|< 20 %|75 – 100 %|10|<= 160 000 kr|> 1 mnkr|4 veckor|100 – 75 %"
_KINDS = "resultaträkning|balansräkning|kassaflödesanalys|driftredovisning|översikt|bidragsöversikt|not|budgetuppföljning|statistik|balanskravsutredning"
_WORDS = "har ökat från 26 % till 41 %|cirka|hälften|minskade med 3 % till 5 mnkr|drygt 2,5 gånger|oförändrat|procentenheter|högst|1 av 3|inte"
_PEOPLE = "Eva Ek | Storby kommun | Ordförande|Eva Ek||staten|Siv Moe | staten | Revisor|A | | Ersättare|1. Förvaltningsberättelse|9.9 Noter"
_WRITTEN = "role: total|role: share|role: info|note: 4|unit: tkr|sums: [Fordringar]|concept: balansräkning.fordringar|at: p3|figures: {2025: {or: 7}}"
SAID: tuple[tuple[str, str], ...] = (
    (r"(?<=[|:] )[^|\n{}>\"]+?(?= \||$| @)", _CELLS),
    (r"(?<=[|:] )[^|\n{}>\"]+?(?= \||$| @)", _CELLS),
    (r"^ {6,}([^\s:{-][^:\n{]*)(?=:)", _LABELS),
    (r"^  (\S[^:\n-]*)(?=:$)", _TABLES),
    (r"^    columns: (?:.* \| )?([^|\n]+)", _HEADS),
    (r"\bunit: (.+)$", "kr|tkr|mnkr|antal|deltagare|'%'"),
    (r"\b(?:kind|concept): (.+)$", _KINDS),
    (r"\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b", "2025|2024|2023|2026|2025-12-31|2024-12-31|2025-06-30|2025-01-01|2024-02-29"),
    (r"\bequals: (.+)$", _FORMULAS),
    (r"\b(?:target|outcome|value): (.+)$", _TARGETS),
    (r"\bjudgement: (.+)$", "met|partly|not met|cannot be judged"),
    (r"\b(?:text|goal): [^>\n]*?(\w+)", _WORDS),
    (r"^    - (.+)$", _PEOPLE),
    (r"\bdocument: (.+)$", "annual report|interim report|audit report|appendix"),
    (r"\borganisation: (.+)$", "samordningsförbund|kommun|region|annan"),
)
# The same for a pack of rules.
PACK_SAID: tuple[tuple[str, str], ...] = (
    (
        r"\bholds: (.+)$",
        "fordringar >= 20 % * summa tillgångar|fordringar = parameter.gräns|1 / 0 = fordringar|fordringar[föregående] = 5 kr|a = b",
    ),
    (
        r"\bholds: .*?([\wåäö]+)",
        "not.medlemsbidrag|resultaträkning.årets resultat|-|«Balansräkning».Fordringar|0|99999999 * fordringar|claims.a",
    ),
    (
        r"\bcheck: (.+)$",
        "limit|footing|tie-out|wording|goal|claims|people|share|growth|cross-footing|roll-forward|sign|presence|statistics",
    ),
    (r"^    (\w+)(?=:)", "on|of|holds|words|columns|yields|bridges|magnitude|when|parts|whole|applies to|examples"),
    (r"\bon: (.+)$", "not|resultaträkning|översikt|[balansräkning, not]|statistik|claims"),
    (r"\bvalues: (.+)$", "{}|{2015-01-01: 3, 2020-01-01: 4 %}|3|{2030-01-01: 1}|{2015-01-01: -}"),
    (r"\b(?:severity|unit|group): (.+)$", "error|note|tkr|%|balansräkning"),
)
AMOUNT = re.compile(r"(?<=[|:] )-?[0-9][0-9 ,]*(?=[\s|])")
ROW = re.compile(r"^( {6,})[^\s:{-][^:\n{]*: [^\n{>]+\n", re.MULTILINE)


def piece(text: str, random: Random) -> str:
    """A short data file cut from a long one: its head, and up to three of its tables, claims or goals on each other's heels.

    A claim or goal that names what was cut away goes too, since a file that names what is not there is refused.
    """
    kept = []
    for section in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        name, *entries = re.split(r"^(?=  \S)", section, flags=re.MULTILINE)
        if name.startswith(("tables:", "claims:", "goals:")) and entries:
            start = random.randrange(len(entries))
            entries = entries[start : start + random.randint(1, 3)]
        kept.append((name, entries))
    there = "".join(entry for _, entries in kept for entry in entries)
    return "".join(
        name + "".join(e for e in entries if name.startswith("report") or _names_what_is(e, there)) for name, entries in kept
    )


def _names_what_is(entry: str, there: str) -> bool:
    named = re.findall(r"(?:claims|goals)\.([\wåäö]+)", entry)
    tables = re.findall(
        r"(?:^|[ (\"])«?([A-ZÅÄÖ][^».\n]+)»?\.[\w«]", " ".join(re.findall(r"equals: >?-?\s*([^:]*)(?=\n)", entry))
    )
    return all(f"id: {name}\n" in there for name in named) and all(f"\n  {table}" in "\n" + there for table in tables)


Change = Callable[[str, Random], str]


def mutated(text: str, random: Random) -> bytes:
    """A data file with one to four changes; two times in three only of what it says, so that it can still be read."""
    return _changed(text, random, (_amounts, _said(SAID), _said(SAID), _rows, _columns))


def mutated_pack(text: str, random: Random) -> bytes:
    """The same for a pack of rules."""
    return _changed(text, random, (_said(PACK_SAID),))


def _changed(text: str, random: Random, said: tuple[Change, ...]) -> bytes:
    if random.randrange(3):
        for _ in range(random.choice((1, 1, 2, 4))):
            text = random.choice(said)(text, random)
        return text.encode()
    data = text.encode()
    for _ in range(random.choice((1, 1, 2, 4))):
        data = random.choice((_bytes, _lines, _tokens))(data, random)
    return data


def _said(places: tuple[tuple[str, str], ...]) -> Change:
    """Something said in other words, or in those of another place of its kind."""
    patterns = [(re.compile(pattern, re.MULTILINE), words.split("|")) for pattern, words in places]

    def changed(text: str, random: Random) -> str:
        pattern, words = random.choice(patterns)
        found = list(pattern.finditer(text))
        if not found:
            return text
        at, group = random.choice(found), pattern.groups
        word = random.choice((random.choice(words), random.choice(words), random.choice(found)[group]))
        return text[: at.start(group)] + word + text[at.end(group) :]

    return changed


def _amounts(text: str, random: Random) -> str:
    found = list(AMOUNT.finditer(text))
    if not found:
        return text
    at, other = random.choice(found), random.choice(found)
    old, end = at[0].rstrip(" ,"), at.start() + len(at[0].rstrip(" ,"))
    new = (f"-{old}".replace("--", ""), f"{old} 000", old[:-1] + random.choice("0123456789"), other[0].rstrip(" ,"), "_")
    return text[: at.start()] + random.choice(new) + text[end:]


def _rows(text: str, random: Random) -> str:
    """A row twice, gone, before another, or written out with something more."""
    found = list(ROW.finditer(text))
    if not found:
        return text
    at = random.choice(found)
    others = [row for row in found if row[1] == at[1]]
    other = random.choice(others)
    before, after = text[: at.start()], text[at.end() :]
    label, _, cells = at[0].partition(": ")
    change = random.randrange(4)
    if change == 0:
        return before + after
    if change == 1:
        return before + label + random.choice((" ", "2", ", netto")) + at[0].removeprefix(label) + at[0] + after
    if change == 2:
        return text[: other.start()] + at[0] + text[other.start() : at.start()] + after if other.start() < at.start() else text
    return before + f"{label}:\n{at[1]}  cells: {cells}{at[1]}  {random.choice(_WRITTEN.split('|'))}\n" + after


def _columns(text: str, random: Random) -> str:
    """In one table two columns change places, or the last stands twice."""
    tables = re.split(r"^(?=  \S)", text, flags=re.MULTILINE)
    at = random.randrange(len(tables))
    twice = random.random() < 0.3
    cells = r"([^|\n:]+?) \| ([^|\n]+?)(?=\n| \|| @)"
    tables[at] = re.sub(cells, r"\1 | \2 | \2" if twice else r"\2 | \1", tables[at])
    return "".join(tables)


def _bytes(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) + 1)
    end = at + random.choice((0, 1, 1, 2, 40, len(data)))
    new = random.choice((b"", random.choice(BYTES), random.randbytes(2), data[at:end] * 2, data[at:end][::-1]))
    return data[:at] + new + data[end:]


def _lines(data: bytes, random: Random) -> bytes:
    lines = data.splitlines(keepends=True) or [b""]
    at, other = random.randrange(len(lines)), random.randrange(len(lines))
    change = random.randrange(6)
    if change == 0:
        del lines[at]
    elif change == 1:
        lines[at : at + 1] = [lines[at]] * random.choice((2, 3, 200))
    elif change == 2:
        lines[at], lines[other] = lines[other], lines[at]
    elif change == 3:
        lines[at] = b" " * random.choice((1, 2, 4, 90)) + lines[at]
    elif change == 4:
        lines[at] = lines[at].removeprefix(b"  ")
    else:
        lines[at:at] = lines[other : other + 12]
    return b"".join(lines)


def _tokens(data: bytes, random: Random) -> bytes:
    text = data.decode(errors="surrogateescape")
    tokens = list(TOKEN.finditer(text))
    if not tokens:
        return data
    at, other = random.choice(tokens), random.choice(tokens)
    word = random.choice((random.choice(TOKENS), random.choice(TOKENS), other.group()))
    start = random.choice((at.start(), at.end()))
    return (text[:start] + word + text[at.end() :]).encode(errors="surrogateescape")
