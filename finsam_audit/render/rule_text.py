"""Rules as text: the list, one rule explained, the outcome of the rule book's own examples."""

from __future__ import annotations

from collections.abc import Mapping

from finsam_audit.language import amount, number, say
from finsam_audit.lexicon import Lexicon
from finsam_audit.messages import message
from finsam_audit.rule_conflicts import conflicts
from finsam_audit.rule_examples import run_examples
from finsam_audit.rulebook_check import EXAMPLES
from finsam_audit.rules import Rule, RuleBook


def listed(book: RuleBook, language: str) -> list[str]:
    """One line a rule, under its group."""
    lines: list[str] = []
    group = ""
    for rule in sorted(book.rules, key=lambda r: (list(book.groups).index(r.group), r.id)):
        if rule.group != group:
            group = rule.group
            lines += (
                ["", f"{book.groups[group][language]} ({group})"] if lines else [f"{book.groups[group][language]} ({group})"]
            )
        severity = say(message(f"severity.{rule.severity}"), language).lower()
        lines.append(f"  {rule.id:<6} {rule.name:<42} {severity:<11} {rule.title[language]}")
    return lines


def listed_concepts(book: RuleBook) -> list[str]:
    """The concepts that formulas can name, table by table, with the labels they go by."""
    return [f"{concept.path}: {', '.join(concept.labels)}" for concept in _concepts(book.lexicon)]


def _concepts(lexicon: Lexicon) -> list:  # type: ignore[type-arg]
    return list(lexicon.concepts())


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
                dated = f"{since}: " if len(parameter.values) > 1 else ""
                lines.append(f"{name} = {steps} ({dated}{parameter.source[language].rstrip('.')})")
    return lines


def explained(rule: Rule, book: RuleBook, language: str) -> str:
    """Everything about one rule."""

    def section(key: str, text: str) -> str:
        return f"{say(message(f'explain.{key}'), language)}: {text}"

    severity = say(message(f"severity.{rule.severity}"), language).lower()
    lines = [f"{rule.id} {rule.name} ({severity}, {book.groups[rule.group][language]})", ""]
    lines += [section("what", rule.title[language] + "."), section("why", rule.why[language])]
    lines.append(section("sum", f"{rule.check}"))
    lines += [f"  {text}" for text in sums(rule, book, language)]
    lines.append(section("source", rule.source[language]))
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


def tested(book: RuleBook, language: str) -> tuple[list[str], bool]:
    """What became of every rule's examples, which rules repeat or contradict each other, and whether all is well."""
    results = run_examples(book)
    wrong = [result for result in results if result.wrong is not None]
    lines = [
        f"{result.rule.file}:{result.rule.line}: {result.rule.id} {result.name}: {say(result.wrong, language)}"
        for result in wrong
        if result.wrong is not None
    ]
    for rule in book.rules:
        missing = [name for name in EXAMPLES if name not in rule.examples]
        if missing:
            told = message("examples.missing", names=", ".join(missing))
            lines.append(f"{rule.file}:{rule.line}: {rule.id}: {say(told, language)}")
    for conflict in conflicts(book):
        lines.append(f"{conflict.rule.file}:{conflict.rule.line}: {say(conflict.told, language)}")
    good = not lines
    if good:
        lines.append(say(message("examples.good", count=len(results), rules=len(book.rules)), language))
    else:
        lines.append(say(message("examples.bad", count=len(lines)), language))
    return lines, good
