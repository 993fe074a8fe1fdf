"""Every rule has a page, made from the rule book, and writing the pages never leaves half a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from finsam_audit.checks import KINDS
from finsam_audit.controls.rules import RuleBook
from finsam_audit.render import rule_pages as module
from finsam_audit.render.rule_pages import INDEX, checklist, main, rule_pages, write_pages
from finsam_audit.rulebook.load import load_rules

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return load_rules(examples=True)


@pytest.fixture(scope="module")
def pages(book: RuleBook) -> dict[str, str]:
    return rule_pages(book)


def read(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_committed_checklist_is_that_of_the_rule_book(book: RuleBook) -> None:
    """Where this fails, run ``make docs``."""
    assert (DOCS / "sv" / "regler.md").read_text(encoding="utf-8") == checklist(book)


def test_every_rule_has_a_box_in_the_checklist(book: RuleBook) -> None:
    text = checklist(book)
    assert [
        rule.id for rule in book.rules if f"- [ ] **{rule.title['sv']}.**" not in text or f"· {rule.id}\n" not in text
    ] == []


def test_every_rule_has_a_page_and_a_line_in_the_index(book: RuleBook, pages: dict[str, str]) -> None:
    assert set(pages) == {INDEX} | {f"{rule.id}.md" for rule in book.rules}
    assert [rule.id for rule in book.rules if f"[{rule.id}]({rule.id}.md) `{rule.name}`" not in pages[INDEX]] == []


def test_every_bad_example_is_shown_with_its_message_in_both_languages(book: RuleBook, pages: dict[str, str]) -> None:
    silent = []
    for rule in book.rules:
        after = pages[f"{rule.id}.md"].partition("### Gives a finding")[2]
        if "- Swedish: " not in after or "- English: " not in after:
            silent.append(rule.id)
    assert silent == []


def test_every_kind_of_check_is_described_where_the_pages_point() -> None:
    text = (DOCS / "writing-rules.md").read_text(encoding="utf-8")
    headings = {line[4:].strip().replace(" ", "-") for line in text.splitlines() if line.startswith("### ")}
    assert {module._anchor(kind) for kind in KINDS} - headings == set()


def test_pages_name_no_path(pages: dict[str, str]) -> None:
    here = str(DOCS.parent)
    assert [name for name, text in pages.items() if here in text] == []


def test_pages_of_rules_that_are_gone_are_removed(tmp_path: Path) -> None:
    folder = tmp_path / "rules"
    write_pages({INDEX: "a", "ZZ001.md": "b"}, folder)
    write_pages({INDEX: "c"}, folder)
    assert read(folder) == {INDEX: "c"}
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(FileExistsError, match=r"minutes\.txt"):
        write_pages({INDEX: "a"}, tmp_path)
    assert read(tmp_path) == {"minutes.txt": "kept"}


def test_a_failed_writing_leaves_the_old_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "rules"
    write_pages({INDEX: "old"}, folder)
    moved = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError("no room")
        return moved(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(OSError, match="no room"):
        write_pages({INDEX: "new"}, folder)
    assert read(folder) == {INDEX: "old"}
    assert [path.name for path in tmp_path.iterdir()] == ["rules"]


@pytest.fixture
def made_before(pages: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command makes no pages: they are made already."""
    monkeypatch.setattr(module, "rule_pages", lambda _: pages)


@pytest.mark.usefixtures("made_before")
def test_command_writes_the_pages(tmp_path: Path, pages: dict[str, str]) -> None:
    assert main([str(tmp_path / "pages"), str(tmp_path / "regler.md")]) == 0
    assert read(tmp_path / "pages") == pages
    assert (tmp_path / "regler.md").read_text(encoding="utf-8").startswith("# Checklista")


@pytest.mark.usefixtures("made_before")
def test_command_tells_what_it_cannot_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "minutes.txt").write_text("kept", encoding="utf-8")
    assert main([str(tmp_path), str(tmp_path / "regler.md")]) == 2
    assert "minutes.txt" in capsys.readouterr().err
    assert main([]) == 2
    assert "usage" in capsys.readouterr().err
