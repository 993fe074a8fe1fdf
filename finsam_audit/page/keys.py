"""The keys of a data file, once: the reader obeys them and the JSON Schema is made from them."""

from __future__ import annotations

FORMAT_VERSION = "1"

# What a Swede writes for an English key or value, so that it can be answered with the right one.
SWEDISH = {
    "rapport": ("report",), "tabeller": ("tables",), "påståenden": ("claims",), "uppgifter": ("claims",),
    "mål": ("goal", "goals"), "förbund": ("entity",), "namn": ("entity", "id"), "organisationsnummer": ("organisation number",),
    "orgnr": ("organisation number",), "dokument": ("document",), "rapportens period": ("period",), "år": ("period",),
    "beslutad": ("decided",), "beslutsdatum": ("decided",), "undertecknad": ("signed",), "reviderad": ("audited",),
    "källa": ("source",), "granskar": ("audits",), "medlemmar": ("members",), "styrelse": ("board",), "styrelsen": ("board",),
    "revisorer": ("auditors",), "underskrifter": ("signatures",), "innehåll": ("contents",), "rubriker": ("headings",),
    "meningar": ("statements",),
    "gränser": ("limits",), "kolumner": ("columns",), "kolumn": ("column", "columns"), "rader": ("rows",),
    "rad": ("line", "rows"),
    "enhet": ("unit",), "slag": ("kind",), "typ": ("kind",), "not": ("note",), "noter": ("note",), "plats": ("at",),
    "ställe": ("at",), "rutor": ("cells",), "celler": ("cells",), "belopp": ("cells", "value"), "begrepp": ("concept",),
    "roll": ("role",), "summerar": ("sums",), "summa av": ("sums",), "tal": ("figures", "value"), "sida": ("page",),
    "ruta": ("box",), "sedd": ("seen",), "varför": ("why",), "eller": ("or",), "värde": ("value",), "lika med": ("equals",),
    "ungefär": ("about",), "cirka": ("about",), "målvärde": ("target",), "utfall": ("outcome",), "omfattar": ("includes",),
    "bedömning": ("judgement",), "årsredovisning": ("annual report",), "delårsrapport": ("interim report",),
    "revisionsrapport": ("audit report",), "revisionsberättelse": ("audit report",), "bilaga": ("appendix",),
    "uppfyllt": ("met",), "uppnått": ("met",), "delvis": ("partly",), "delvis uppfyllt": ("partly",),
    "regel": ("rule",), "skäl": ("reason",), "av": ("by",), "vem": ("by",), "datum": ("date",), "till": ("until",),
    "till och med": ("until",), "fil": ("file",), "fynd": ("findings",), "står": ("stated",), "beräknat": ("computed",),
    "gräns": ("limit",),
    "ej uppfyllt": ("not met",), "inte uppfyllt": ("not met",), "detalj": ("detail",), "andel": ("share",),
}  # fmt: skip

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
ORGANISATIONS = ("samordningsförbund", "kommunalförbund", "kommun", "region", "annan")
DOCUMENTS = ("annual report", "interim report", "audit report", "appendix")
JUDGEMENTS = ("met", "partly", "not met", "cannot be judged")
ROLES = ("detail", "total", "share", "info")

TOP = ("finsam-audit", "report", "tables", "claims", "goals")
REPORT_DATES = ("decided", "signed", "budget decided", "audited")
REPORT_PEOPLE = ("board", "auditors", "signatures")
REPORT_LISTS = ("members", *REPORT_PEOPLE, "contents", "headings", "statements")
REPORT_TEXTS = ("entity", "organisation", "organisation number", "document", "period", *REPORT_DATES, "source", "audits")
REPORT = (*REPORT_TEXTS, *REPORT_LISTS, "limits")
REPORT_REQUIRED = ("entity", "period")
TABLE = ("columns", "rows", "unit", "kind", "note", "at")
TABLE_REQUIRED = ("columns", "rows")
ROW = ("cells", "rows", "note", "unit", "concept", "role", "sums", "at", "figures")
FIGURE = ("page", "line", "box", "seen", "why", "or")
CLAIM = ("id", "text", "value", "equals", "column", "about", "at")
CLAIM_REQUIRED = ("text", "value")
GOAL = ("id", "goal", "target", "outcome", "includes", "judgement", "judged", "equals", "column", "at")
GOAL_REQUIRED = ("goal",)

ACCEPTED = ("reason", "by", "date", "until", "file", "findings")
ACCEPTED_REQUIRED = ("reason", "by", "date", "findings")
DIFFERENCE = ("rule", "column", "stated", "computed", "limit", "figures", "fingerprint", "says")
DIFFERENCE_REQUIRED = ("rule",)
