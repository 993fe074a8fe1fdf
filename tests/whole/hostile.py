"""Files and packs made by hand to break the program: each was, or is of a kind that was, a crash, a hang or a control sequence."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import normalize

HEAD = "finsam-audit: 1\nreport:\n  entity: E\n  period: 2025\n"
SHEET = HEAD + "tables:\n  Balansräkning:\n    columns: 2025-12-31\n    rows:\n      Kassa och bank: {}\n"
CLAIM = HEAD + "claims:\n  - text: hej\n    value: 5 kr\n    equals: {}\n"
GOAL = HEAD + 'goals:\n  - goal: G\n    target: "{}"\n    outcome: 5 %\n'

CLAIM_OF = "  - {{id: {0}, text: t, value: 5 kr, equals: {1}}}\n"
GOAL_OF = "  - {{id: {0}, goal: g, target: 5 kr, outcome: 6 kr, includes: {1}, equals: goals.{1}}}\n"
CELL = SHEET.format("{{cells: 5, {}}}")

HOSTILE: Mapping[str, str | bytes] = {
    "a claim of itself": HEAD + "claims:\n" + CLAIM_OF.format("a", "claims.a"),
    "claims of each other": HEAD + "claims:\n" + CLAIM_OF.format("a", "claims.b") + CLAIM_OF.format("b", "claims.a"),
    "claims doubled sixty times": HEAD + "claims:\n" + "".join(CLAIM_OF.format(f"a{n}", f"claims.a{n + 1} + claims.a{n + 1}") for n in range(60))
    + CLAIM_OF.format("a60", "5 kr"),
    "goals of each other": HEAD + "goals:\n" + GOAL_OF.format("a", "b") + GOAL_OF.format("b", "a"),
    "a total of itself": CELL.format("role: total, sums: [Kassa och bank, Kassa och bank]"),
    "a box without a size": CELL.format("figures: {2025-12-31: {box: [nan, inf, -1e999, 5]}}"),
    "a row of another statement": HEAD
    + "  organisation: samordningsförbund\n  document: annual report\ntables:\n  Driftredovisning:\n    unit: tkr\n    columns: Utfall 2025\n    rows:\n"
    "      A: 1\n      B: {cells: 2, concept: balansräkning.fordringar}\n      Kansli: 3\n      Summa: 6\n",
    "an audit of itself": HEAD + "  document: audit report\n  audits: data.yaml\n" + SHEET[len(HEAD) :].format("5"),
    "an audit with a goal less than nothing": HEAD + "  document: audit report\ngoals:\n  - {goal: mål, target: <= 5, outcome: 7, includes: b, judgement: met}\n",
    "an audit of a device": HEAD + "  document: audit report\n  audits: /dev/zero\n",
    "letters and marks apart": normalize("NFD", HEAD + "tables:\n  Balansräkning:\n    columns: 2025\n    rows:\n      Årets överskott: 5\n"),
    "nothing": b"",
    "NUL first": b"\x00finsam-audit: 1\n",
    "NUL within": b"finsam-audit: 1\n\x00\n",
    "UTF-16, big end first": "finsam-audit: 1\n".encode("utf-16-be"),
    "UTF-16, little end first": "finsam-audit: 1\n".encode("utf-16-le"),
    "nested lists": "- " * 100_000,
    "nested flow": HEAD + "tables: " + "[" * 50_000,
    "nested tables": HEAD + "tables:\n" + "".join(f"{'  ' * n}a:\n" for n in range(1, 500)),
    "an anchor": HEAD + "tables: &a {a: *a}\n",
    "a date before the first": HEAD.replace("2025", "0000-01-01 – 0000-12-31"),
    "the last year": HEAD.replace("2025", "9999-01-01 – 9999-12-31") + "  decided: 9999-12-31\n",
    "the first year": HEAD.replace("2025", "0001-01-01 – 0001-12-31") + "  decided: 0001-01-01\n",
    "a large version": HEAD.replace("audit: 1", "audit: " + "9" * 5_000),
    "a right-to-left name": HEAD.replace("E\n", '"\\u202eE\\e[2J"\n') + "tables:\n  \u202eBalans\x9b: 5\n",
    "a right-to-left label": SHEET.format("5 kr\n      Summa \u202etillgångar: 9\n      Summa tillgångar: 10"),
    "the page of a cell": SHEET.format("{cells: 5, at: " + "9" * 5_000 + "}"),
    "the note of a cell": SHEET.format("{cells: 5, note: " + "9" * 5_000 + "}"),
    "55 000 rows": SHEET.format("5\n" + "".join(f"      R{n}: 5\n" for n in range(55_000))),
    "1 000 columns": SHEET.replace("2025-12-31", " | ".join(["2025-12-31"] * 1_000)).format(" | ".join("5" * 1_000)),
    "10 000 keys alike": HEAD + "tables:\n" + "  a: {}\n" * 10_000,
    "200 people": HEAD + "  board:\n" + "".join(f"    - Anna Andersson{n}\n" for n in range(200)),
    "per cent among amounts": HEAD + "tables:\n  Resultaträkning:\n    columns: 2025 | Budget 2025\n    rows:\n      Verksamhetens intäkter: 9 | 9"
    "\n      Verksamhetens kostnader: 5 % | 5 %\n      Verksamhetens resultat: 4 | 4\n      Årets resultat: 4 | 4 %\n",
    "500 rows of statistics": SHEET.replace("Balansräkning", "Deltagare").format("5\n" + "".join(f"      R{n}: {n}\n" for n in range(500))),
    **{f"a cell of {name}": SHEET.format(text) for name, text in {
        "digits": "9" * 5_000, "an exponent": "1e999999999", "parentheses": "(" * 2_000, "minus signs": "-" * 1_000 + "5",
        "spaces and a place": "5" + " " * 20_000 + "@", "spaces and a parenthesis": "5" + " " * 20_000 + ")",
        "groups of digits": "1 " * 20_000, "a superscript": "²", "other digits": "１２３",
    }.items()},
    **{f"{where} of {name}": frame.format(text) for where, frame in (("a claim", CLAIM), ("a goal", GOAL)) for name, text in {
        "digits": "9" * 5_000, "parentheses": "(" * 2_000, "closed parentheses": "(" * 500 + "1" + ")" * 500,
        "minus signs": "- " * 1_000 + "5", "terms": "1 + " * 2_000 + "1", "products": "9" * 99 + (" * " + "9" * 99) * 900,
        "spaces": ">= 5" + " " * 20_000 + "@", "names": "balansräkning.fordringar + " * 2_000 + "1", "nothing below": "1 / 0",
    }.items()},
}  # fmt: skip

PACK = """pack: own
groups:
  eget: {sv: Eget, en: Own}
parameters:
  gräns: {unit: kr, values: {2015-01-01: 3}, source: S.}
rules:
  - id: ZZ001
    name: own-rule
    group: eget
    severity: warning
    check: formula
    on: balansräkning
    holds: summa tillgångar = kassa och bank + fordringar
    variants: kassa och bank + parameter.gräns
    title: {sv: Titel, en: Title}
    why: {sv: Därför, en: Because}
    source: Egen regel
"""
HOLDS = "summa tillgångar = kassa och bank + fordringar"
_FORMULAS: Mapping[str, str] = {
    "digits": "summa tillgångar = " + "9" * 5_000, "an exponent": "summa tillgångar = 1e999999999",
    "parentheses": "summa tillgångar = " + "(" * 2_000, "closed parentheses": "summa tillgångar = " + "(" * 500 + "1" + ")" * 500,
    "minus signs": "summa tillgångar = " + "- " * 1_000 + "1", "terms": "summa tillgångar = " + "fordringar + " * 2_000 + "1",
    "products": "summa tillgångar = fordringar" + " * 999999999" * 900, "columns": "summa tillgångar = fordringar" + "[" * 2_000,
    "spaces": "summa tillgångar = fordringar" + " " * 20_000 + ")", "what steers a terminal": '"\\e[2J\\u202e"',
    "powers": "summa tillgångar = fordringar / " + "0.000000001 / " * 400 + "3",
}  # fmt: skip
HOSTILE_PACKS: Mapping[str, str | bytes] = {
    **{f"a formula of {name}": PACK.replace(HOLDS, text) for name, text in _FORMULAS.items()},
    "nothing": b"",
    "bytes": b"\xff\x00\xfe",
    "nested lists": "- " * 100_000,
    "unknown keys": PACK + "    \u202ekey: 5\n    hold: 6\n",
    "a rule named 10 000 times": PACK + "    yields: [" + "ZZ001, " * 10_000 + "]\n",
    "a pattern that goes back": PACK.replace("formula", "wording").replace(f"holds: {HOLDS}", f"words: {'(a+)+' * 30}$"),
    "a date before the first": PACK.replace("2015-01-01", "0000-01-01"),
    "a name that steers a terminal": PACK.replace("own-rule", '"\\e[31m\\u202e"'),
}
