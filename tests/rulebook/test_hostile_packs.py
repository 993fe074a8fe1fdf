"""A folder of rules may hold anything: it is told in sentences with their place, and takes no time to speak of."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from finsam_audit.engine.check import check
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.page.bounds import PROBLEMS
from finsam_audit.page.model import Report
from finsam_audit.render.language import LANGUAGES, say
from finsam_audit.rulebook.load import load_rules

Run = Callable[..., CompletedProcess[str]]
posix = pytest.mark.skipif(os.name != "posix", reason="pipes, links and modes are those of POSIX")

HEAD = "pack: own\n"
RULE = """rules:
  - id: ZZ001
    name: own-rule
    group: noter
    severity: note
    title: Titel
    why: Därför
    source: Källa
"""
FORMULA = f"{RULE}    check: formula\n    table: balansräkning\n    holds: kassa och bank = "


def problems(folder: Path) -> list[Problem]:
    """What is wrong with a folder of rules, found within some seconds and said in both languages."""
    load_rules()
    started = time.process_time()
    with pytest.raises(InputError) as caught:
        load_rules(folder)
    assert time.process_time() - started < 5
    assert all(say(problem.message, language) for problem in caught.value.problems for language in LANGUAGES)
    return caught.value.problems


def pack(folder: Path, text: str | bytes) -> Path:
    (folder / "own.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


@posix
@pytest.mark.parametrize("kind", ["pipe", "broken link", "looping link", "folder", "unreadable"])
def test_what_is_no_file_is_told_by_its_name(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "own.yaml"
    if kind == "pipe":
        os.mkfifo(file)
    elif kind == "folder":
        file.mkdir()
    elif kind == "unreadable":
        file.write_text(HEAD, encoding="utf-8")
        file.chmod(0)
        if os.access(file, os.R_OK):
            pytest.skip("this user can read all files")
    else:
        file.symlink_to("own.yaml" if kind == "looping link" else "nowhere.yaml")
    assert [problem.file for problem in problems(tmp_path)] == [str(file)]


@posix
def test_a_folder_that_is_a_looping_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "own").symlink_to("own")
    (told,) = [problem.message for problem in problems(tmp_path / "own")]
    assert told == message("file.unreadable", why=message("system.ELOOP"))


@posix
def test_it_ends_with_one_sentence_and_exit_code_2(tmp_path: Path, run: Run) -> None:
    (tmp_path / "own").mkdir()
    os.mkfifo(tmp_path / "own" / "own.yaml")
    (tmp_path / "data.yaml").write_text("finsam-audit: 1\n", encoding="utf-8")
    found = run("check", "--rules", "own", "data.yaml", "--lang", "en")
    assert (found.returncode, found.stdout) == (2, "")
    assert "own.yaml: This is no ordinary file." in found.stderr


@pytest.mark.parametrize(
    "text",
    [
        b"\0\0pack: own",
        bytes(range(128, 256)) * 20,
        "pack: own\nrules: " + "[" * 5_000,
        HEAD + "rules: [[], 1, {}]\n",
        HEAD + "defaults: [a]\nterms: 1\nexamples: [a]\ngroups: x\nparameters: [1]\n",
        HEAD + RULE.replace("ZZ001", "Z" * 100_000 + "1") + "    check: misprint\n",
        HEAD + RULE.replace("own-rule", "a-" * 50_000 + "_") + "    check: misprint\n",
        HEAD + "parameters:\n  p: {unit: kr, source: S, values: {2015-01-01: " + "9" * 6_000 + "}}\n",
        HEAD + "parameters:\n  p: {unit: kr, source: S, values: {0000-00-00: 1, 99999-01-01: 2}}\n",
        HEAD + FORMULA + "( " * 3_000 + "fordringar" + " )" * 3_000,
        HEAD + FORMULA + "- " * 3_000 + "fordringar",
        HEAD + FORMULA + " + ".join(["fordringar"] * 3_000),
        HEAD + FORMULA + "fordringar * " + "9" * 6_000,
        HEAD + FORMULA + "fordringar+" * 3_000 + "förråd",
        HEAD + FORMULA + "fordringar" + "[" * 5_000,
        HEAD + FORMULA + "«" + "a" * 50_000,
        HEAD + FORMULA + "fordringar" + " " * 50_000 + "x",
    ],
    ids=range(17),
)
def test_hostile_packs_are_told_with_their_place(tmp_path: Path, text: str | bytes) -> None:
    found = problems(pack(tmp_path, text))
    assert found
    assert {problem.file for problem in found} == {str(tmp_path / "own.yaml")}
    assert isinstance(text, bytes) or all(problem.line for problem in found)


@pytest.mark.parametrize(
    "text",
    [
        HEAD + "".join(f"key{number}: x\n" for number in range(20_000)),
        HEAD + "rules:\n" + "".join(f"  - id: ZZ{number}\n    nme: x\n" for number in range(5_000)),
    ],
    ids=["keys", "rules"],
)
def test_a_hundred_mistakes_are_told_at_most(tmp_path: Path, text: str) -> None:
    assert len(problems(pack(tmp_path, text))) == PROBLEMS


@pytest.mark.parametrize(
    "options",
    [
        'check: wording\n    places: [tables, rows]\n    unwanted: ["' + "*a" * 2_000 + '*b"]',
        'check: total-label\n    in: not\n    called: ["' + "*a " * 500 + 'b"]\n    strangers: ["' + "* *" * 500 + '"]',
    ],
    ids=["wording", "total-label"],
)
def test_patterns_of_many_stars_are_tried_at_once(tmp_path: Path, options: str, report: Callable[[str], Report]) -> None:
    book = load_rules(pack(tmp_path, f"{HEAD}{RULE}    {options}\n"))
    label = "a" * 400
    rows = "".join(f"    {label}{number}: 1\n" for number in range(100))
    given = report(f"Not 1. {label}:\n  columns: 2025\n  rows:\n{rows}    Summa {label}: 100\n")
    started = time.process_time()
    assert check(given, book, book.find("ZZ001")).outcomes
    assert time.process_time() - started < 5
