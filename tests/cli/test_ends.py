"""However a run is cut short, it ends in 0, 1 or 2 and in one sentence, never in a traceback. Most are real processes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from finsam_audit.cli import commands, program, reading
from finsam_audit.cli.asked import Answer, Asked, Choices, asked_of
from finsam_audit.rulebook.load import load_rules, samples_directory

Run = Callable[..., subprocess.CompletedProcess[str]]

ROOT = Path(__file__).parent.parent.parent
CLEAN = str(Path(samples_directory()) / "clean.yaml")
FOUND = str(Path(samples_directory()) / "degerfors-karlskoga-2025.yaml")


def _shell(line: str, **environment: str) -> tuple[int, str, str]:
    """The exit code, output and errors of a line of shell in which ``audit`` is the program."""
    whole = f'audit() {{ "{sys.executable}" -m finsam_audit "$@"; }}; {line}'
    found = subprocess.run(
        ["bash", "-c", whole],
        capture_output=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        timeout=60,
        check=False,
    )
    return found.returncode, found.stdout.decode(), found.stderr.decode()


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (f"audit check {CLEAN} >&-", "Standard ut är stängd, så resultatet går inte att skriva.\n"),
        (f"audit check {CLEAN} >/dev/full", "Resultatet gick inte att skriva: disken är full.\n"),
        ("audit schema >/dev/full", "Resultatet gick inte att skriva: disken är full.\n"),
        (
            "audit check - <&-",
            "<stdin>: Standard in är stängd, så där finns inget att läsa.\n1 fel i indata. Ingenting kontrollerades.\n",
        ),
        ("audit check ingen.yaml 2>&-", ""),
        ("audit check ingen.yaml 2>/dev/full", ""),
        ("audit check ingen.yaml >&- 2>&-", ""),
    ],
)
def test_a_closed_or_full_stream_ends_the_run_in_one_sentence(line: str, told: str) -> None:
    assert _shell(line) == (2, "", told)


def test_a_reader_that_has_had_enough_is_no_mistake_to_tell() -> None:
    code, out, err = _shell(f"audit check {FOUND} --show all | head -1; exit ${{PIPESTATUS[0]}}")
    assert (code, len(out.splitlines()), err) == (2, 1, "")


@pytest.mark.parametrize("environment", [{"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C"}])
def test_what_is_written_is_utf8_whatever_the_environment_says(environment: dict[str, str]) -> None:
    code, out, err = _shell(f"audit check {CLEAN}", **environment)
    assert (code, "samordningsförbund" in out.lower(), err) == (0, True, "")


@pytest.mark.parametrize("module", ["finsam_audit.cli.commands", "finsam_audit.engine.check"])
def test_an_interrupt_ends_the_run_in_a_word_also_while_it_is_loading(module: str) -> None:
    """The program is held where it loads a module, for as long as it takes to interrupt it."""
    script = (
        "import signal, sys, time\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # ignored in what a shell runs behind its back
        "class Slow:\n"
        "    def find_spec(self, name, *rest):\n"
        f"        if name == {module!r}:\n"
        "            print('held', flush=True); time.sleep(20)\n"
        "sys.meta_path.insert(0, Slow())\n"
        f"sys.argv = ['finsam-audit', 'check', {CLEAN!r}]\n"
        "from finsam_audit.__main__ import start\n"
        "start()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"held\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err.decode().startswith("Avbrutet."), b"Traceback" in err) == (2, True, False)


@pytest.mark.parametrize("module", ["finsam_audit.cli.commands", "finsam_audit.cli.settings"])
def test_a_program_that_cannot_be_loaded_ends_in_a_sentence_and_never_as_if_it_had_found_something(module: str) -> None:
    script = (
        f"import sys; sys.modules[{module!r}] = None; sys.argv = ['finsam-audit', 'rules']\n"
        "from finsam_audit.__main__ import start\n"
        "start()\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, env=environment, text=True, check=False)
    assert (found.returncode, found.stdout, found.stderr.count("\n")) == (2, "", 1)
    assert found.stderr.startswith("Programmet kunde inte starta.")


@pytest.mark.parametrize("typed", [("pipe.yaml",), ("pipe.json",), ("pipe",), (CLEAN, "--baseline", "pipe")])
def test_a_pipe_that_nobody_writes_to_is_told_and_never_waited_for(run: Run, tmp_path: Path, typed: tuple[str, ...]) -> None:
    os.mkfifo(tmp_path / typed[-1])
    found = run("check", *typed, "--lang", "en")
    assert (found.returncode, found.stdout) == (2, "")
    assert re.match(f"{typed[-1]}: (This is not an|That is no) ordinary file.", found.stderr)


def test_what_the_shell_hands_over_is_read_whole(run: Run) -> None:
    ours, theirs = os.pipe()
    os.write(theirs, Path(CLEAN).read_bytes())
    os.close(theirs)
    try:
        assert run("check", f"/dev/fd/{ours}").returncode == 0
    finally:
        os.close(ours)


@pytest.mark.parametrize(("text", "place"), [('{\n  "reports": [}', "2:15"), ("[]", "1:1")])
def test_a_baseline_that_is_no_result_is_told_with_its_place(run: Run, tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "base.json").write_text(text, encoding="utf-8")
    found = run("check", CLEAN, "--baseline", "base.json", "--lang", "en")
    assert found.returncode == 2
    assert found.stderr.startswith(f"base.json:{place}: This is no result")


def test_what_nobody_foresaw_is_one_sentence_with_its_place_and_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*given: object) -> None:
        raise RecursionError("far too deep")

    monkeypatch.setattr(reading, "_reports", broken)
    with pytest.raises(SystemExit) as left:
        commands.main(["check", CLEAN])
    told = capsys.readouterr().err
    assert (left.value.code, len(told.splitlines())) == (2, 1)
    assert told.startswith("Programmet gick sönder (RecursionError: far too deep; finsam_audit.cli.reading:")


def test_a_check_of_files_loads_only_what_it_needs() -> None:
    load_rules()  # keeps the rule book
    code, _, err = _shell(f'"{sys.executable}" -X importtime -m finsam_audit check {CLEAN}')
    loaded = {line.rpartition("|")[2].strip() for line in err.splitlines()}
    unwanted = {"click", "rich", "pandas", "inspect", "difflib", "argparse", "calendar", "threading", "dataclasses"}
    assert (code, "yaml._yaml" in loaded, unwanted & loaded) == (0, True, set())


def test_a_check_of_files_is_the_same_whether_click_took_it_apart_or_not() -> None:
    """Every option is one of the values that a check is asked with; without options they are what they are by themselves."""
    with program.program.commands["check"].make_context("check", ["a.yaml"], obj="sv") as context:
        typed = {name: value for name, value in context.params.items() if name not in ("files", "watch")}
    assert asked_of(typed) == (Asked(), Answer())
    assert typed.keys() == {*Asked._fields, *Answer._fields, *Choices._fields} - {"choices"}
