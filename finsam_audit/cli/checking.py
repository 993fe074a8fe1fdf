"""The commands that hold a rule book against reports: ``check``, ``explain``, ``prove``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import StringIO
from typing import TYPE_CHECKING

from finsam_audit.cli import DONE, FAILED, FOUND, SHOW
from finsam_audit.cli.deciding import Choices, list_of, reports_of
from finsam_audit.cli.files import may_write_over, write_over
from finsam_audit.cli.settings import Settings, book_with, settings_of
from finsam_audit.cli.together import checked_report, checked_together
from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.controls.rules import Rule, RuleBook, meant_name
from finsam_audit.messages import InputError, Message, Problem, message
from finsam_audit.render.accepted import remark_lines
from finsam_audit.render.formats import FORMATS, document
from finsam_audit.render.language import say
from finsam_audit.render.run import Run
from finsam_audit.render.text import all_files, closing_lines, finding_lines, write_matter, write_problems, write_results
from finsam_audit.render.writing import terminal_width, write_json, write_plain

if TYPE_CHECKING:
    from finsam_audit.chain import ChainResult


def check_command(
    language: str,
    files: tuple[str, ...],
    form: str = "text",
    fail_on: str = "error",
    show: tuple[str, ...] = (),
    select: tuple[str, ...] = (),
    ignore: tuple[str, ...] = (),
    folders: tuple[str, ...] = (),
    quiet: bool = False,
    annotate: str | None = None,
    same_entity: bool = False,
    output: str | None = None,
    opened: bool = False,
    statistics: bool = False,
    accepted: str | None = None,
    strict: bool = False,
    baseline: str | None = None,
) -> int:
    """Check data files and documents, each by itself and those of one entity together, and write what was found."""
    settings, choices = settings_of(files), Choices(accepted, strict, baseline)
    files = reports_of(files, choices, settings)
    book = book_with(settings, folders)
    rules = chosen_rules(book, select, ignore)
    if annotate is not None:
        from finsam_audit.cli.annotating import may_annotate

        may_annotate(files)
    if opened:
        from finsam_audit.cli.opening import may_open, open_page

        may_open(form)
    if statistics and form not in ("text", "json"):
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("statistics.form"))
    read = _read(files, choices, settings)
    may_write(form, files, output, read)
    if settings.path:
        write_plain([say(message("settings.follows", file=settings.path), language)], sys.stderr)
    tells = form == "line" or quiet  # elsewhere the result itself says how a document was read
    results, chains, problems = checked_together(
        files, language, book, rules, choices, settings, same_entity, tells=tells, boxes=annotate is not None
    )
    if annotate is not None:
        _annotate(results, annotate, language)
    if form != "text" or quiet:
        _tell_of_accepted(results, language)
    wanted = set(SHOW) if "all" in show else set(show)
    some = len(rules) < len(book.rules)
    text = StringIO()
    out = sys.stdout if output is None else text
    made: str | bytes | None = None
    if form in FORMATS:
        options = _options(select, ignore, folders, choices)
        severity = next(one for one in SEVERITIES if one == fail_on)
        now = datetime.now().astimezone()
        run = Run(tuple(results), tuple(problems), book, language, len(rules), severity, now, options, tuple(chains))
        run = run._replace(settings=settings.path, statistics=statistics)
        made = document(form, run) if not FORMATS[form].one_file or _is_of_first(run, files, form) else None
    elif form == "line":
        held: list[Result | ChainResult] = [*results, *chains]
        write_plain((line for one in held for line in finding_lines(one, language)), out)
        failed = [result for result in results if exit_code([result], [], fail_on, some) == FAILED]
        write_plain(closing_lines(failed, book, language, len(rules), named=True), sys.stderr)
    elif quiet:
        write_plain(closing_lines(results, book, language, len(rules), len(results) > 1, chains), out)
    elif results:
        write_results(results, book, language, wanted, out, out.isatty(), len(rules), chains)
    if statistics and form == "text":
        from finsam_audit.render.statistics import write_statistics

        write_statistics([*results, *chains], book, language, out, out.isatty())
    if form == "text" and len(files) > 1:
        unread = {problem.file for problem in problems}
        codes = [(r.report.file, exit_code([r], [], fail_on, some, [c.of(r.report) for c in chains])) for r in results]
        codes += [(file, FAILED) for file in files if file in unread]
        write_plain(all_files(codes, language), out)
    if output is None:
        sys.stdout.write(str(made or ""))
    elif made is not None or (results and form not in FORMATS):
        write_over(output, text.getvalue() if made is None else made, read)
        write_plain([say(message("output.written", file=output), language)], sys.stderr)
        write_plain(closing_lines(results, book, language, len(rules), len(results) > 1, chains), sys.stderr)
        if opened:
            open_page(output, language)
    if problems:
        sys.stdout.flush()
        write_problems(problems, language, sys.stderr, form == "line", bool(results))
    return exit_code(results, problems, fail_on, some, chains)


def _read(files: tuple[str, ...], choices: Choices, settings: Settings) -> tuple[str, ...]:
    """All the files that a run reads, or would read, which it may not write over."""
    lists = (list_of(file, choices, settings) for file in files)
    return tuple(path for path in (*files, *lists, settings.path, choices.baseline or "") if path)


def _tell_of_accepted(results: Iterable[Result], language: str) -> None:
    """Write to standard error which accepted differences are none any more; as text the result itself says it."""
    write_plain((line for result in results for line in remark_lines(result, language)), sys.stderr)


def may_write(form: str, files: tuple[str, ...], output: str | None, read: Sequence[str] = ()) -> None:
    """Raises where a file may not be written (``InputError``), or is no output for the screen or for so many files."""
    if form in FORMATS and FORMATS[form].one_file and output is None:
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("output.needs-file", form=form))
    if output is not None:
        may_write_over(output, read or files)


def _is_of_first(run: Run, files: tuple[str, ...], form: str) -> bool:
    from finsam_audit.cli.between import is_of_first

    return is_of_first(run, files, form)


def _options(select: Sequence[str], ignore: Sequence[str], folders: Sequence[str], choices: Choices) -> tuple[str, ...]:
    """The options that choose what is checked and shown, as they are typed."""
    given = (("--select", select), ("--ignore", ignore), ("--rules", folders))
    typed = [f"{name} {value}" for name, values in given for value in values]
    typed += [f"--{name} {value}" for name in ("accepted", "baseline") if (value := getattr(choices, name))]
    return (*typed, *(("--strict",) if choices.strict else ()))


def exit_code(
    results: list[Result],
    problems: list[Problem],
    fail_on: str,
    some: bool = False,
    chains: Sequence[ChainResult] = (),
) -> int:
    """0, 1 or 2; with several files 2 beats 1. Where ``some`` rules were chosen, those that compare no figures count too."""
    held: list[Result | ChainResult] = [*results, *chains]
    if problems or any(one.count("rule_error") for one in held) or not all(result.checked(some) for result in results):
        return FAILED
    serious = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FOUND if any(one.count_severity(s) for one in held for s in serious) else DONE


def chosen_rules(book: RuleBook, select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules asked for. An id, name or group that does not exist is an error, never silently nothing."""
    wanted, unwanted = named_rules(book, select), named_rules(book, ignore)
    return [rule for rule in book.rules if (not wanted or rule.id in wanted) and rule.id not in unwanted]


def named_rules(book: RuleBook, keys: Iterable[str]) -> set[str]:
    """The ids of the rules with these ids, names or groups, several in a key separated by commas. Raises ``InputError``."""
    found: set[str] = set()
    problems: list[Problem] = []
    for key in (part.strip() for text in keys for part in text.split(",") if part.strip()):
        rules = book.find(key)
        if not rules:
            problems.append(Problem(key, 0, 0, _unknown(book, key)))
        found |= {rule.id for rule in rules}
    if problems:
        raise InputError(problems)
    return found


def _unknown(book: RuleBook, key: str) -> Message:
    successor = book.retired.get(key.upper())
    if successor:
        return message("rules.retired", found=key, successor=successor)
    known = [name for rule in book.rules for name in (rule.id, rule.name, rule.group)]
    return message("rules.no-such", found=key, meant=meant_name(key, known))


def explain_command(
    language: str, files: tuple[str, ...], name: str, form: str, folders: tuple[str, ...], same_entity: bool
) -> int:
    """What the controls say of the figures that ``name`` names; of several reports, a matter between them."""
    if len(files) > 1:
        from finsam_audit.cli.between import explain_between

        settings = settings_of(files)
        book = book_with(settings, folders)
        together = checked_together(files, language, book, book.rules, Choices(), settings, same_entity, tells=True)
        return explain_between(together, files[0], book, name, language, form)
    if not files:
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message("cli.missing", name=message("cli.arg.figure")))
    [file] = files
    from finsam_audit.causes.protection import explained
    from finsam_audit.render.figure_names import named
    from finsam_audit.render.protection import explained_json, explained_lines, write_lines

    result, book = checked_report(file, language, folders)
    matter = result.matter(name)
    if matter is not None:
        if form == "json":
            from finsam_audit.render.json import matter_json

            write_json(matter_json(result, matter, language), sys.stdout)
        else:
            write_matter(result, matter, book, language, sys.stdout, sys.stdout.isatty())
        return DONE
    found = named(result.report, name)
    if not found.figures:
        key = "figure.ambiguous" if found.ambiguous else "figure.unknown-near" if found.candidates else "figure.unknown"
        from finsam_audit.cli.speaking import Mistake

        raise Mistake(message(key, name=name, near="; ".join(found.candidates)))
    answer = explained(result, found.figures)
    if form == "json":
        write_json(explained_json(answer, language), sys.stdout)
    else:
        write_lines(explained_lines(answer, language), sys.stdout, sys.stdout.isatty())
    return DONE


def prove_command(language: str, file: str, form: str, show: str | None, folders: tuple[str, ...]) -> int:
    """How well the figures of a report protect each other."""
    from finsam_audit.causes.protection import protection
    from finsam_audit.render.protection import protection_json, protection_lines, write_lines

    result, _ = checked_report(file, language, folders)
    found = protection(result)
    if form == "json":
        write_json(protection_json(found), sys.stdout)
    else:
        lines = protection_lines(result, found, language, show is not None, terminal_width(sys.stdout))
        write_lines(lines, sys.stdout, sys.stdout.isatty())
    return DONE if found.figures else FAILED


def _annotate(results: list[Result], target: str, language: str) -> None:
    from finsam_audit.cli.annotating import annotate

    for result in results:
        write_plain((say(one, language) for one in annotate(result, target, language)), sys.stderr)
