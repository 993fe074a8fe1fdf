"""The keys of a data file, once: the reader obeys them and the JSON Schema is made from them."""

from __future__ import annotations

FORMAT_VERSION = "1"

TABLE_KINDS = (
    "resultaträkning",
    "balansräkning",
    "kassaflödesanalys",
    "driftredovisning",
    "investeringsredovisning",
    "översikt",
    "bidragsöversikt",
    "finansierad verksamhet",
    "balanskravsutredning",
    "not",
    "budgetuppföljning",
    "statistik",
)
ORGANISATIONS = ("samordningsförbund", "kommunalförbund", "kommun", "region")
DOCUMENTS = ("annual report", "interim report", "audit report", "appendix")
JUDGEMENTS = ("met", "partly", "not met", "cannot be judged")
ROLES = ("detail", "total", "share", "info")

TOP = ("finsam-audit", "report", "tables", "claims", "goals")
REPORT_DATES = ("decided", "signed", "budget decided", "audited")
REPORT_PEOPLE = ("board", "auditors", "signatures")
REPORT_LISTS = ("members", *REPORT_PEOPLE, "contents", "statements")
REPORT_TEXTS = ("entity", "organisation", "organisation number", "document", "period", *REPORT_DATES, "source", "audits")
REPORT = (*REPORT_TEXTS, *REPORT_LISTS, "limits")
REPORT_REQUIRED = ("entity", "period")
TABLE = ("columns", "rows", "unit", "kind", "note", "at")
TABLE_REQUIRED = ("columns", "rows")
ROW = ("cells", "rows", "note", "unit", "concept", "role", "sums", "at", "figures")
FIGURE = ("page", "line", "box", "seen", "why", "or")
CLAIM = ("id", "text", "value", "equals", "column", "about", "at")
CLAIM_REQUIRED = ("text", "value")
GOAL = ("id", "goal", "target", "outcome", "includes", "judgement", "equals", "column", "at")
GOAL_REQUIRED = ("goal",)
