"""Rules as text: the list, one rule explained, the outcome of the rule book's own examples."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_audit.accounts.words.lexicon import Concept
from finsam_audit.checks import KINDS
from finsam_audit.controls.rules import Rule, RuleBook
from finsam_audit.messages import message
from finsam_audit.page.heads import FIRST_YEAR
from finsam_audit.render.language import amount, number, say
from finsam_audit.render.sentence import sentence
from finsam_audit.rulebook.conflicts import conflicts
from finsam_audit.rulebook.examples import run_examples
from finsam_audit.rulebook.variation import EXAMPLES


def listed(book: RuleBook, language: str, width: int | None = None) -> list[str]:
    """One line a rule, under its group; on a narrow terminal its title stands under its name."""
    lines: list[str] = []
    group = ""
    rules = sorted(book.rules, key=lambda r: (list(book.groups).index(r.group), r.id))
    longest = max((len(rule.title[language]) for rule in rules), default=0)
    for rule in rules:
        if rule.group != group:
            group = rule.group
            lines += [*([""] if lines else []), f"{book.groups[group][language]} ({group})"]
        severity = say(message(f"severity.{rule.severity}"), language).lower()
        if width is None or width >= _COLUMNS + longest:
            lines.append(f"  {rule.id:<6} {rule.name:<42} {severity:<11} {rule.title[language]}")
        else:
            lines += [f"  {rule.id} {rule.name} ({severity})", f"    {rule.title[language]}"]
    return lines


_COLUMNS = 64  # of id, name and severity, with their spaces


def listed_concepts(book: RuleBook, language: str) -> list[str]:
    """The concepts that formulas can name, kind of table by kind, with the labels they go by and what limits them."""
    lines: list[str] = []
    for kind in book.lexicon.kinds.values():
        names = [*kind.names, *([] if kind.names else [say(message("concepts.other-tables"), language)])]
        lines += [*([""] if lines else []), f"{kind.name} ({say(message('concepts.names', names=', '.join(names)), language)})"]
        lines += [f"{concept.path}: {', '.join(_about(concept, language))}" for concept in kind.concepts.values()]
    return lines


def _about(concept: Concept, language: str) -> list[str]:
    """The labels of a concept, and the keys of the lexicon that say how and where it counts."""
    limits = {
        "sign": concept.sign,
        "in": concept.belongs,
        "role": concept.role,
        "derive": concept.derive,
        "share": concept.share,
        "within": " | ".join(concept.within),
        "outside": " | ".join(concept.outside),
    }
    said = [f"{key}: {text}" for key, text in limits.items() if text]
    return [*concept.labels[:-1], concept.labels[-1] + (f"  [{'; '.join(said)}]" if said else "")] if concept.labels else said


def sums(rule: Rule, book: RuleBook, language: str) -> list[str]:
    """The rule's sum, as its pack writes it, with the parameters it uses."""
    spoken = {key: value[language] for key, value in rule.options.items() if isinstance(value, Mapping)}
    lines = [f"{key}: {text}" for key in rule.options for text in ((spoken[key],) if key in spoken else rule.texts(key))]
    for name, parameter in book.parameters.items():
        if any(f"parameter.{name}" in text for key in rule.options for text in rule.texts(key)):
            unit = parameter.unit.name if parameter.unit else ""
            for since, tiers in parameter.values:
                steps = "; ".join(
                    f"{number(value, language)} {unit}" + (f" (≥ {amount(low, 'kr', language)})" if len(tiers) > 1 else "")
                    for low, value in tiers
                )
                dated = f"{say(message('years.from', since=since), language)}: " if len(parameter.values) > 1 else ""
                lines.append(f"{name} = {steps} ({dated}{parameter.source[language].rstrip('.')})")
    return lines


def sourced(rule: Rule, language: str) -> str:
    """The source of a rule, and whether the rule is an interpretation of it."""
    source = rule.source[language]
    return f"{source.rstrip('.')}. {say(message('source.interpretation'), language)}" if rule.interpretation else source


def years(rule: Rule, language: str) -> str:
    """The years that a rule is for."""
    since = str(rule.since.year) if rule.since is not None and rule.since.year > FIRST_YEAR else ""
    until = str(rule.until.year) if rule.until is not None else ""
    key = {(True, True): "between", (True, False): "from", (False, True): "to"}.get((bool(since), bool(until)), "all")
    return say(message(f"years.{key}", since=since, until=until), language)


def explained(rule: Rule, book: RuleBook, language: str) -> str:
    """Everything about one rule."""

    def section(key: str, text: str) -> str:
        return f"{say(message(f'explain.{key}'), language)}: {text}"

    severity = say(message(f"severity.{rule.severity}"), language).lower()
    lines = [f"{rule.id} {rule.name} ({severity}, {book.groups[rule.group][language]})", ""]
    lines += [section("what", rule.title[language] + "."), section("why", rule.why[language])]
    kind = KINDS[rule.check]
    lines.append(section("sum", f"{rule.check}. {kind.sv if language == 'sv' else kind.en}"))
    lines += [f"  {text}" for text in sums(rule, book, language)]
    lines.append(section("source", sourced(rule, language)))
    if rule.since is not None or rule.until is not None:
        lines.append(section("years", years(rule, language)))
    if rule.organisations or rule.documents:
        names = [say(message(f"word.{d}"), language) for d in rule.documents]
        lines.append(section("applies", ", ".join([*rule.organisations, *names])))
    if rule.blind:
        lines.append(section("blind", rule.blind[language]))
    for name in EXAMPLES:
        text = str(rule.examples.get(name, "")).rstrip()
        if text:
            lines += ["", say(message(f"explain.example.{name}"), language) + ":"]
            lines += [f"  {line}" for line in text.splitlines()]
    return "\n".join(lines)


def tested(book: RuleBook, language: str, rules: tuple[Rule, ...]) -> tuple[list[str], bool]:
    """What became of the examples of some rules, which of them repeat or contradict others, and whether all is well."""
    lines: list[str] = []
    faults = 0

    def told(file: str, line: int, text: str) -> None:
        nonlocal faults
        faults += 1
        lines.append(f"{file}:{line}: {text}")

    results = run_examples(book, rules)
    for result in results:
        if result.wrong is not None:
            told(result.file, result.line, f"{result.rule.id} {result.name}: {say(result.wrong, language)}")
            lines += [f"    {sentence(result.shown, language)}"] if result.shown is not None else []
    for rule in rules:
        missing = [name for name in EXAMPLES if name not in rule.examples]
        if missing:
            told(rule.file, rule.line, f"{rule.id}: {say(message('examples.missing', names=', '.join(missing)), language)}")
    for conflict in conflicts(book, rules):
        told(conflict.rule.file, conflict.rule.line, say(conflict.told, language))
    if faults:
        lines.append(say(message("examples.bad", count=faults), language))
    else:
        lines.append(say(message("examples.good", count=len(results), rules=len(rules)), language))
    return lines, not faults
