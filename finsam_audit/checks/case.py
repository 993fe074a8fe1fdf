"""The case in which a rule holds: a limit that is surely kept in a period."""

from finsam_audit.controls.context import Context, Missing
from finsam_audit.controls.outcome import Used
from finsam_audit.controls.quantities import merged
from finsam_audit.controls.relation import used
from finsam_audit.controls.view import View
from finsam_audit.messages import Message, message
from finsam_audit.page.expressions import Name, names, parse_relation


def case(text: str, view: View, context: Context) -> tuple[tuple[Used, ...], Message | None]:
    """The figures of ``when``, and why the rule does not hold in a period, if it does not; without ``when`` it holds."""
    if not text:
        return (), None
    wanted = parse_relation(text)
    try:
        value, limit = view.evaluator.evaluate(wanted.left, context), view.evaluator.evaluate(wanted.right, context)
    except Missing as missing:
        return (), missing.told
    sure = value.high <= limit.value if wanted.operator == "<=" else value.low >= limit.value
    return used(merged(value.terms), None), None if sure else message("reason.not-the-case", case=_plainly(text))


def _plainly(case: str) -> Message:
    """A condition in words: "resultaträkning.årets resultat <= - 1 kr" says that it is at most -1 kr."""
    wanted = parse_relation(case)
    first = names(wanted.left)[0] if names(wanted.left) else None
    what = first.path[-1] if first is not None and isinstance(wanted.left, Name) else case.split(wanted.operator)[0].strip()
    limit = case.rpartition(wanted.operator)[2].replace("- ", "-").strip()
    if wanted.operator == "<=" and limit == "-1 kr":
        return message("case.negative", what=what)
    return message("case.at-most" if wanted.operator == "<=" else "case.at-least", what=what, limit=limit)
