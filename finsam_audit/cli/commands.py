"""``finsam-audit``: the commands and their exit codes (0 nothing to mend, 1 something to mend, 2 the job not done)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from finsam_audit import __version__
from finsam_audit.cli.speaking import (
    SpokenCommand,
    SpokenGroup,
    language_of,
    spoken_text,
    usage_sentence,
)
from finsam_audit.controls.outcome import SEVERITIES, Result
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import InputError, Problem, message
from finsam_audit.render.language import LANGUAGES, say
from finsam_audit.render.text import SHOW, write_problems, write_results

DONE, FOUND, FAILED = 0, 1, 2


Command = TypeVar("Command", bound=Callable[..., Any])


def _option(*names: str, help: str, **more: Any) -> Callable[[Command], Command]:  # noqa: A002 - click's own word
    return click.option(*names, help=help, **more)


def _language_option(command: Command) -> Command:
    chosen = click.Choice(LANGUAGES)
    return _option("--lang", "lang", type=chosen, expose_value=False, metavar="sv|en", help="cli.opt.lang")(command)


_rules_option = _option("--rules", "folders", multiple=True, metavar="DIR", help="cli.opt.rules")


@click.group("finsam-audit", cls=SpokenGroup, help="cli.about", invoke_without_command=False)
@_language_option
@click.version_option(
    __version__, "--version", prog_name="finsam-audit", message="%(prog)s %(version)s", help="cli.opt.version"
)
def program() -> None:
    pass


@program.command("check", cls=SpokenCommand, help="cli.check.more", short_help="cli.check")
@click.argument("files", nargs=-1, required=True, metavar="cli.arg.file")
@_option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="cli.opt.format")
@_option("--fail-on", type=click.Choice(SEVERITIES), default="error", metavar="|".join(SEVERITIES), help="cli.opt.fail-on")
@_option("--show", multiple=True, type=click.Choice([*SHOW, "all"]), metavar="|".join([*SHOW, "all"]), help="cli.opt.show")
@_option("--select", multiple=True, metavar="…", help="cli.opt.select")
@_option("--ignore", multiple=True, metavar="…", help="cli.opt.ignore")
@_rules_option
@_language_option
@click.pass_context
def check_command(
    context: click.Context,
    files: tuple[str, ...],
    form: str,
    fail_on: str,
    show: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    folders: tuple[str, ...],
) -> None:
    from finsam_audit.engine import check
    from finsam_audit.page.reader import read_report
    from finsam_audit.rulebook.load import load_rules

    book = load_rules(*folders)
    rules = chosen_rules(book, select, ignore)
    results: list[Result] = []
    problems: list[Problem] = []
    for file in files:
        try:
            report = read_report(file, stdin=file == "-")
            beside = os.path.join(os.path.dirname(file), report.audits)
            audited = read_report(beside) if report.audits and os.path.isfile(beside) else None
            results.append(check(report, book, rules, audited=audited))
        except InputError as error:
            problems += error.problems
    language = context.obj
    wanted = set(SHOW) if "all" in show else set(show)
    if form == "json":
        from finsam_audit.render.json import as_json

        click.echo(as_json(results, problems, book.version, language))
    elif results:
        write_results(results, book, language, wanted, sys.stdout, _on_terminal(), len(rules))
    if problems:
        sys.stdout.flush()
        write_problems(problems, language, sys.stderr)
    context.exit(exit_code(results, problems, fail_on, some=len(rules) < len(book.rules)))


def _on_terminal() -> bool:
    return sys.stdout.isatty()


def exit_code(results: list[Result], problems: list[Problem], fail_on: str, some: bool = False) -> int:
    """0, 1 or 2; with several files 2 beats 1. Where ``some`` rules were chosen, those that compare no figures count too."""
    if problems or any(result.count("rule_error") or not result.checked(some) for result in results):
        return FAILED
    serious = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return FOUND if any(result.count_severity(s) for result in results for s in serious) else DONE


def chosen_rules(book: RuleBook, select: Iterable[str], ignore: Iterable[str]) -> list[Rule]:
    """The rules asked for. An id, name or group that does not exist is an error, never silently nothing."""
    wanted, unwanted = _named(book, select), _named(book, ignore)
    return [rule for rule in book.rules if (not wanted or rule.id in wanted) and rule.id not in unwanted]


def _named(book: RuleBook, keys: Iterable[str]) -> set[str]:
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


def _unknown(book: RuleBook, key: str) -> Any:
    successor = book.retired.get(key.upper())
    if successor:
        return message("rules.retired", found=key, successor=successor)
    from difflib import get_close_matches

    known = [name for rule in book.rules for name in (rule.id, rule.name, rule.group)]
    close = get_close_matches(key, known, 1) or get_close_matches(key.upper(), known, 1)
    return message("rules.no-such", found=key, meant=close[0] if close else "")


@program.command("explain", cls=SpokenCommand, help="cli.explain.more", short_help="cli.explain")
@click.argument("file", metavar="cli.arg.file")
@click.argument("name", metavar="cli.arg.figure")
@_option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="cli.opt.format")
@_rules_option
@_language_option
@click.pass_context
def explain_command(context: click.Context, file: str, name: str, form: str, folders: tuple[str, ...]) -> None:
    from finsam_audit.causes.protection import explained
    from finsam_audit.render.figure_names import named
    from finsam_audit.render.protection import explained_json, explained_lines, write_lines

    result = _checked(file, folders)
    found = named(result.report, name)
    if not found.figures:
        key = "figure.ambiguous" if found.ambiguous else "figure.unknown-near" if found.candidates else "figure.unknown"
        told = message(key, name=name, near="; ".join(found.candidates))
        click.echo(spoken_text(context, "cli.error", what=told), err=True)
        context.exit(FAILED)
    answer = explained(result, found.figures)
    if form == "json":
        click.echo(explained_json(answer, context.obj))
    else:
        write_lines(explained_lines(answer, context.obj), sys.stdout, _on_terminal())


@program.command("prove", cls=SpokenCommand, help="cli.prove.more", short_help="cli.prove")
@click.argument("file", metavar="cli.arg.file")
@_option("--format", "form", type=click.Choice(["text", "json"]), default="text", metavar="text|json", help="cli.opt.format")
@_option("--show", type=click.Choice(["figures", "all"]), metavar="figures|all", help="cli.opt.show-figures")
@_rules_option
@_language_option
@click.pass_context
def prove_command(context: click.Context, file: str, form: str, show: str | None, folders: tuple[str, ...]) -> None:
    from finsam_audit.causes.protection import protection
    from finsam_audit.render.protection import protection_json, protection_lines, write_lines

    result = _checked(file, folders)
    found = protection(result)
    if form == "json":
        click.echo(protection_json(found))
    else:
        write_lines(protection_lines(result, found, context.obj, show is not None), sys.stdout, _on_terminal())
    context.exit(DONE if found.figures else FAILED)


def _checked(file: str, folders: tuple[str, ...]) -> Result:
    """One report with its controls made. Raises ``InputError``."""
    from finsam_audit.engine import check
    from finsam_audit.page.reader import read_report
    from finsam_audit.rulebook.load import load_rules

    report = read_report(file, stdin=file == "-")
    beside = os.path.join(os.path.dirname(file), report.audits)
    audited = read_report(beside) if report.audits and os.path.isfile(beside) else None
    return check(report, load_rules(*folders), audited=audited)


@program.command("init", cls=SpokenCommand, help="cli.init.more", short_help="cli.init")
@click.argument("file", required=False, metavar="cli.arg.file")
@_option("--kind", type=click.Choice(["annual", "interim"]), default="annual", metavar="annual|interim", help="cli.opt.kind")
@_language_option
@click.pass_context
def init_command(context: click.Context, file: str | None, kind: str) -> None:
    from finsam_audit.page.blank_file import blank_file

    text = blank_file(kind, context.obj)
    if file is None:
        click.echo(text, nl=False)
        return
    write_new(file, text)
    click.echo(spoken_text(context, "init.written", file=file), err=True)


def write_new(path: str, text: str) -> None:
    """Write a file that does not exist yet, whole or not at all. Raises ``InputError``."""
    import tempfile

    if os.path.exists(path):
        raise InputError([Problem(path, 0, 0, message("file.exists"))])
    try:
        handle, name = tempfile.mkstemp(dir=os.path.dirname(path) or ".", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.chmod(name, 0o644)
        os.replace(name, path)
    except OSError as error:
        raise InputError([Problem(path, 0, 0, message("file.unwritable", why=error.strerror or str(error)))]) from None


@program.command("schema", cls=SpokenCommand, help="cli.schema", short_help="cli.schema")
@click.argument("which", type=click.Choice(["data", "result"]), default="data", metavar="cli.arg.which")
@_language_option
def schema_command(which: str) -> None:
    import json

    from finsam_audit.page.schema import data_schema
    from finsam_audit.render.json_schema import result_schema

    click.echo(json.dumps(data_schema() if which == "data" else result_schema(), ensure_ascii=False, indent=2))


@program.command("rules", cls=SpokenCommand, help="cli.rules.more", short_help="cli.rules")
@click.argument("names", nargs=-1, metavar="cli.arg.rule")
@_option("--concepts", is_flag=True, help="cli.opt.concepts")
@_rules_option
@_language_option
@click.pass_context
def rules_command(context: click.Context, names: tuple[str, ...], concepts: bool, folders: tuple[str, ...]) -> None:
    from finsam_audit.render.rule_text import explained, listed, listed_concepts, tested
    from finsam_audit.rulebook.load import load_rules, own_rules

    language = context.obj
    testing = names[:1] == ("test",)
    book = load_rules(*(folders + (names[1:] if testing else ())), examples=testing or bool(names))
    if testing:
        lines, good = tested(book, language, own_rules(book) if folders or names[1:] else book.rules)
        click.echo("\n".join(lines))
        context.exit(DONE if good else FAILED)
    if concepts:
        click.echo("\n".join(listed_concepts(book, language)))
    elif not names:
        click.echo("\n".join(listed(book, language)))
    else:
        wanted = _named(book, names)
        click.echo("\n\n".join(explained(rule, book, language) for rule in book.rules if rule.id in wanted))


@program.command("samples", cls=SpokenCommand, help="cli.samples", short_help="cli.samples")
@_language_option
def samples_command() -> None:
    from finsam_audit.rulebook.load import samples_directory

    folder = samples_directory()
    for name in sorted(os.listdir(folder)):
        if name.endswith(".yaml"):
            click.echo(os.path.join(folder, name))


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and leave with its exit code. Nothing gets out as a traceback."""
    given = sys.argv[1:] if arguments is None else arguments
    language = language_of(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        code = program.main(given, "finsam-audit", standalone_mode=False, obj=language)
    except InputError as error:
        sys.stdout.flush()
        write_problems(error.problems, language, sys.stderr)
        code = FAILED
    except click.UsageError as error:
        told = message("cli.error", what=usage_sentence(error, language))
        path = error.ctx.command_path if error.ctx is not None else "finsam-audit"
        click.echo(say(told, language), err=True)
        click.echo(say(message("cli.see-help", command=path), language), err=True)
        code = FAILED
    except (KeyboardInterrupt, click.Abort):
        click.echo(say(message("cli.interrupted"), language), err=True)
        code = FAILED
    except BrokenPipeError:
        sys.stderr.close()
        code = FAILED
    sys.exit(code if isinstance(code, int) else DONE)
