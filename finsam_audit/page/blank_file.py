"""An empty data file with the standard tables and rows of a samordningsförbund, for ``finsam-audit init``."""

from __future__ import annotations

from datetime import date

from finsam_audit.page.model import Report

_HEAD = {
    "sv": """\
# Siffrorna ur en årsredovisning, skrivna som de står. Lägg filen bredvid rapporten och fyll i rad för rad.
# Belopp med mellanslag mellan tusental: 1 425 219. En tom ruta skrivs _ . Rader som rapporten inte har tas bort,
# och rader som den har utöver de här läggs till med rapportens egna namn. Not till raden: (not 4) sist.
# Kontrollera med: finsam-audit check FILEN
""",
    "en": """\
# The figures of an annual report, typed as printed. Lay the file beside the report and fill it in row by row.
# Amounts with a space between thousands: 1 425 219. A blank cell is written _ . Remove the rows the report does not
# have, and add those it has besides, under the report's own names. The row's note goes last: (not 4).
# Check it with: finsam-audit check FILE
""",
}

_COMMENTS = {
    "sv": {
        "decided": "den dag styrelsen beslutade om rapporten",
        "kinds": "Utfall, Budget, Avvikelse och Intäkt, Kostnad, Netto som i rapporten",
        "claims": "uppgifter ur den löpande texten, med vad de ska stämma med",
    },
    "en": {
        "decided": "the day the board decided on the report",
        "kinds": "Utfall, Budget, Avvikelse and Intäkt, Kostnad, Netto as in the report",
        "claims": "figures from the running text, with what they should agree with",
    },
}

# Well formed, so that a rule about its form is silent, and the number of nobody.
DUMMY_ENTITY = "Samordningsförbundet …"
DUMMY_NUMBER = "222000-9993"


def left_over(report: Report) -> list[str]:
    """The keys of a report's head that still hold what the empty file came with."""
    given = (("entity", report.entity, DUMMY_ENTITY), ("organisation number", report.organisation_number, DUMMY_NUMBER))
    return [key for key, value, dummy in given if value == dummy]


def blank_file(kind: str, language: str, today: date | None = None) -> str:
    """A commented data file for an ``annual`` or ``interim`` report of the year that ended last.

    The cells are blank; the file can be read as it is, and then nothing in it can be checked.
    """
    day = today or date.today()
    comments = _COMMENTS[language]
    if kind == "interim":
        year = day.year if day.month > 6 else day.year - 1
        period, flow = f"{year}-01-01 – {year}-06-30", f"{year}-01-01 – {year}-06-30 | {year - 1}-01-01 – {year - 1}-06-30"
        stock, document, decided = f"{year}-06-30 | {year - 1}-12-31", "interim report", f"{year}-08-31"
        result, cells = f"{flow} | Prognos {year} | Budget {year}", "_ | _ | _ | _"  # LKBR 13 kap. 3 §
    else:
        year = day.year - 1
        period, flow = f"{year}-01-01 – {year}-12-31", f"{year} | {year - 1}"
        stock, document, decided = f"{year}-12-31 | {year - 1}-12-31", "annual report", f"{year + 1}-03-15"
        result, cells = flow, "_ | _"
    years = " | ".join(str(year - back) for back in range(5))
    return f"""{_HEAD[language]}
finsam-audit: 1
report:
  entity: {DUMMY_ENTITY}
  organisation: samordningsförbund
  organisation number: {DUMMY_NUMBER}
  document: {document}
  period: {period}
  # decided: {decided}   {comments["decided"]}
tables:
  Översikt över verksamhetens utveckling:
    unit: tkr
    columns: {years}
    rows:
      Verksamhetens intäkter: _ | _ | _ | _ | _
      Verksamhetens kostnader: _ | _ | _ | _ | _
      Årets resultat: _ | _ | _ | _ | _
      Soliditet: _ | _ | _ | _ | _
      Antal anställda: _ | _ | _ | _ | _
  Översikt över medlemsbidragets utveckling:
    columns: {year} | {year - 1} | {year - 2}
    rows:
      Medlemsbidrag: _ | _ | _
      Kostnad verksamhet: _ | _ | _
      Årets resultat: _ | _ | _
      Utgående eget kapital (Andel av medlemsbidraget %): _ | _ | _
  Finansierad verksamhet:
    columns: {year} | {year - 1}
    rows:
      Individinriktade insatser:
        cells: _ | _
        rows:
          Insats 1: _ | _
      Strukturövergripande insatser:
        cells: _ | _
        rows:
          Insats 2: _ | _
      Administration:
        cells: _ | _
        rows:
          Arvode styrelse: _ | _
          Förbundschef: _ | _
          Övrigt: _ | _
          Revision: _ | _
      Totala kostnader: _ | _
  Balanskravsresultat:
    columns: {flow.split(" | ")[0]}
    rows:
      Årets resultat enligt resultaträkningen: _
      Samtliga realisationsvinster: _
      Balanskravsresultat: _
  Resultaträkning:
    columns: {result}
    rows:
      Verksamhetens intäkter: {cells} (not 2)
      Verksamhetens kostnader: {cells} (not 3)
      Avskrivningar: {cells}
      Verksamhetens resultat: {cells}
      Finansiella intäkter: {cells}
      Finansiella kostnader: {cells}
      Resultat efter finansiella poster: {cells}
      Årets resultat: {cells}
  Balansräkning:
    columns: {stock}
    rows:
      Tillgångar:
        Anläggningstillgångar: _ | _
        Omsättningstillgångar:
          Fordringar: _ | _ (not 4)
          Kassa och bank: _ | _
          Summa omsättningstillgångar: _ | _
        Summa tillgångar: _ | _
      Eget kapital, avsättningar och skulder:
        Eget kapital:
          Årets resultat: _ | _
          Övrigt eget kapital: _ | _
          Summa eget kapital: _ | _
        Avsättningar:
          Avsättningar för pensioner: _ | _ (not 5)
          Summa avsättningar: _ | _
        Skulder:
          Kortfristiga skulder: _ | _ (not 6)
          Summa kortfristiga skulder: _ | _
        Summa eget kapital, avsättningar och skulder: _ | _
  Kassaflödesanalys:
    columns: {flow}
    rows:
      Årets resultat: _ | _
      Justering för ej likviditetspåverkande poster: _ | _
      Medel från verksamheten före förändring av rörelsekapital: _ | _
      Ökning/minskning kortfristiga fordringar: _ | _
      Ökning/minskning kortfristiga skulder: _ | _
      Kassaflöde från den löpande verksamheten: _ | _
      Årets kassaflöde: _ | _
      Likvida medel vid årets början: _ | _
      Likvida medel vid årets slut: _ | _
  Driftredovisning:
    unit: tkr
    # {comments["kinds"]}
    columns: Utfall {year} Intäkt | Utfall {year} Kostnad | Utfall {year} Netto | Budget {year} Netto | Avvikelse {year}
    rows:
      Medlemsbidrag: _ | _ | _ | _ | _
      Individinriktade insatser: _ | _ | _ | _ | _
      Strukturövergripande insatser: _ | _ | _ | _ | _
      Administration: _ | _ | _ | _ | _
      Resultat: _ | _ | _ | _ | _
  Not 2. Verksamhetens intäkter:
    columns: {flow}
    rows:
      Driftbidrag från staten: _ | _
      Driftbidrag från region: _ | _
      Driftbidrag från kommun: _ | _
      Övriga intäkter: _ | _
      Summa: _ | _
  Not 3. Verksamhetens kostnader:
    columns: {flow}
    rows:
      Individinriktade insatser: _ | _
      Strukturövergripande insatser: _ | _
      Administration: _ | _
      Summa: _ | _
  Not 4. Fordringar:
    columns: {stock}
    rows:
      Kundfordringar: _ | _
      Mervärdesskatt: _ | _
      Summa: _ | _
  Not 5. Avsatt till pensioner:
    columns: {stock}
    rows:
      Avsättning pensioner: _ | _
      Avsättning löneskatt: _ | _
      Summa: _ | _
  Not 6. Kortfristiga skulder:
    columns: {stock}
    rows:
      Leverantörsskulder: _ | _
      Upplupna kostnader: _ | _
      Summa: _ | _
# claims:   # {comments["claims"]}
#   - text: eget kapital motsvarar 8,8 % av årets medlemsbidrag
#     value: 8,8 %
#     equals: balansräkning.summa eget kapital / not.medlemsbidrag
"""
