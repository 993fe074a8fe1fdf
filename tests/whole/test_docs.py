"""The documents show what the program takes: their examples run, and no key is left out."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.checks import KINDS
from finsam_audit.cli.settings import book_with, read_settings
from finsam_audit.engine.accepted import with_rules
from finsam_audit.engine.check import check
from finsam_audit.engine.materiality import Materiality
from finsam_audit.page import keys
from finsam_audit.page.accepted import accepted_in
from finsam_audit.page.reader import read_report
from finsam_audit.page.source import Source
from finsam_audit.render.text import write_results
from finsam_audit.rulebook.conflicts import conflicts
from finsam_audit.rulebook.examples import run_examples
from finsam_audit.rulebook.load import load_rules
from tests.pages import read

DOCS = Path(__file__).parent.parent.parent / "docs"
RULES = (DOCS / "writing-rules.md").read_text(encoding="utf-8")
DATA = (DOCS / "data-format.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```yaml\n(.*?)^```", re.MULTILINE | re.DOTALL)

FRAGMENTS = [block for block in BLOCK.findall(RULES) if block.startswith("check:")]
PACKS = [block for block in BLOCK.findall(RULES) if block.startswith("pack:")]
SECTIONS = re.findall(r"^### (.+?)\n(.*?)(?=^##)", RULES, re.MULTILINE | re.DOTALL)

PACK = """pack: shown
groups:
  shown: {sv: Visat, en: Shown}
rules:
  - id: ZZ001
    name: shown-rule
    group: shown
    severity: note
    title: Titel
    why: Varför
    source: Källa
"""


def test_the_first_rule_does_what_its_examples_say(tmp_path: Path) -> None:
    (tmp_path / "board.yaml").write_text(PACKS[0], encoding="utf-8")
    book = load_rules(tmp_path, examples=True)
    own = book._replace(rules=book.find("OWN001"))
    assert [result.wrong for result in run_examples(own)] == [None, None, None]
    assert conflicts(book, own.rules) == []


def test_the_commands_for_a_first_rule_run(tmp_path: Path, run: Callable[..., CompletedProcess[str]]) -> None:
    (tmp_path / "our-rules").mkdir()
    (tmp_path / "our-rules" / "board.yaml").write_text(PACKS[0], encoding="utf-8")
    (tmp_path / "data.yaml").write_bytes((DOCS.parent / "sample_data" / "clean.yaml").read_bytes())
    first = RULES[RULES.index("## Your first rule") : RULES.index("## The keys of a rule")]
    commands = re.findall(r"^(finsam-audit .*)$", first, re.MULTILINE)
    assert [run(*line.split()[1:]).returncode for line in commands] == [0, 0, 0]


def test_the_working_paper_that_is_shown_is_what_the_program_says() -> None:
    sample = DOCS.parent / "sample_data" / "degerfors-karlskoga-2025.yaml"
    book, out = load_rules(), StringIO()
    write_results([check(read_report(str(sample)), book)], book, "sv", ("details",), out, False)
    said = {*out.getvalue().splitlines(), "", "…", f"sample_data/{sample.name}"}
    blocks = re.findall(
        r"^```text\n(.*?)^```", (DOCS / "sv" / "anvandarguide.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    shown = [line for block in blocks if "skillnad " in block for line in block.splitlines()]
    assert [line for line in shown if line not in said] == []


@pytest.mark.parametrize("fragment", FRAGMENTS, ids=lambda text: text.split()[1])
def test_a_rule_that_is_shown_is_taken(fragment: str, tmp_path: Path) -> None:
    parameters = "\n".join(block.partition("\n")[2] for block in PACKS if "\nparameters:" in block)
    named = re.search(r"parameter\.([\w ]+)", fragment)
    if named is not None and f"  {named[1]}:" in parameters:
        (tmp_path / "parameters.yaml").write_text(next(b for b in PACKS if f"  {named[1]}:" in b), encoding="utf-8")
    indented = "".join(f"    {line}\n" for line in fragment.splitlines())
    (tmp_path / "shown.yaml").write_text(PACK + indented, encoding="utf-8")
    assert [rule.check for rule in load_rules(tmp_path).find("ZZ001")] == [fragment.split()[1]]


@pytest.mark.parametrize("pack", PACKS[1:])
def test_packs_that_are_shown_are_taken(pack: str, tmp_path: Path) -> None:
    (tmp_path / "shown.yaml").write_text(pack, encoding="utf-8")
    for name in re.findall(r"^parameters:\n  (.+):$", pack, re.MULTILINE):
        (using,) = [fragment for fragment in FRAGMENTS if f"parameter.{name}" in fragment]
        (tmp_path / "using.yaml").write_text(PACK + "".join(f"    {line}\n" for line in using.splitlines()), encoding="utf-8")
    shown, book = load_rules(tmp_path), load_rules()
    assert len(shown.parameters) + len(shown.rules) > len(book.parameters) + len(book.rules)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_check_has_a_section_that_names_its_keys(kind: str) -> None:
    [text] = [text for heading, text in SECTIONS if kind in re.split(r" and |, ", heading)]
    assert [key for key in KINDS[kind].options if f"`{key}" not in text and f"\n{key}:" not in text] == []


def test_every_section_is_listed_before_the_first() -> None:
    listed = RULES[RULES.index("## The kinds of check") : RULES.index("### ")]
    kinds = re.findall(r"\[([a-z, -]+)\]\(#", listed)
    assert sorted(kind for names in kinds for kind in names.split(", ")) == sorted(KINDS)


@pytest.mark.parametrize(
    "key",
    sorted(
        {
            *keys.TOP, *keys.REPORT, *keys.TABLE, *keys.ROW, *keys.FIGURE, *keys.CLAIM,
            *keys.GOAL, *keys.TABLE_KINDS, *keys.ORGANISATIONS, *keys.DOCUMENTS,
            *keys.JUDGEMENTS, *keys.ROLES, *keys.ACCEPTED, *keys.DIFFERENCE,
        }
    ),
)  # fmt: skip
def test_every_key_of_a_data_file_is_described(key: str) -> None:
    assert f"`{key}`" in DATA


def test_the_list_of_accepted_differences_that_is_shown_can_be_read() -> None:
    shown = next(block for block in BLOCK.findall(DATA) if block.startswith("- reason:"))
    (entry,) = with_rules(accepted_in(Source("accepted.yaml", shown, b""), date.max), load_rules()).entries
    assert (entry.acceptance.by, len(entry.differences[0].figures)) == ("Eva Ek, revisor", 3)


@pytest.mark.parametrize("page", ["data-format.md", "sv/anvandarguide.md"])
def test_the_settings_that_are_shown_are_taken(page: str, tmp_path: Path) -> None:
    shown = re.search(r"^```toml\n(.*?)^```", (DOCS / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert shown is not None
    (tmp_path / "egna-regler").mkdir()
    (tmp_path / "egna-regler" / "egen.yaml").write_text(PACKS[0], encoding="utf-8")
    (tmp_path / "finsam-audit.toml").write_text(shown[1], encoding="utf-8")
    settings = read_settings(str(tmp_path / "finsam-audit.toml"))
    book = book_with(settings, ())
    assert [value for _, value in book.parameters["equity ceiling"].values[0][1]] == [15]
    assert settings.materiality == Materiality(Decimal(50_000), Decimal(1))


def test_the_data_file_that_is_shown_can_be_read() -> None:
    whole = next(block for block in BLOCK.findall(DATA) if block.startswith("finsam-audit: 1"))
    report = read(whole)
    assert (len(report.tables), len(report.claims)) == (1, 1)
