"""Whether two reports are of one entity: by their organisationsnummer, else by what is left of their names."""

from finsam_audit.accounts.words.folding import fold
from finsam_audit.page.model import Report

_SORTS = {
    "samordningsförbund": ("samordningsforbundet", "samordningsforbund", "finsam", "finsamforbundet"),
    "kommunalförbund": ("kommunalforbundet", "kommunalforbund"),
    "region": ("region", "regionen"),
    "kommun": ("kommun", "kommunen", "kommuns"),
    "": ("och", "i", "for", "forbundet"),
}
"""What names say of the sort of an entity; the first that a name says is its own: "Samordningsförbundet Ekby kommun"."""


UNKNOWN = "okänd"
"""What an entity is called that a document does not name."""


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one entity, as far as names tell."""
    return UNKNOWN in (one, other) or _is_one_name(one, other)


def is_same_entity(one: Report, other: Report) -> bool:
    """Whether two reports are of one entity. Two different numbers are two entities, whatever the names.

    Of whom a document is that names nobody cannot be told, not even beside another of its sort.
    """
    numbers = [_digits(report.organisation_number) for report in (one, other)]
    if all(numbers):
        return numbers[0] == numbers[1]
    if UNKNOWN in (one.entity, other.entity) or one.organisation != other.organisation:
        return False
    return _is_one_name(one.entity, other.entity)


def is_unnamed(report: Report) -> bool:
    """Whether nothing tells of whom a report is."""
    return report.entity == UNKNOWN and not report.organisation_number


def _digits(number: str) -> str:
    """The ten digits of an organisationsnummer, however it is printed."""
    return "".join(letter for letter in number if letter.isdecimal())[-10:]


def _is_one_name(one: str, other: str) -> bool:
    """Whether two names have the same words, and do not say that they are of two sorts."""
    sorts = {_sort(name) for name in (one, other)} - {""}
    return len(sorts) < 2 and _core(one) == _core(other)


def _words(name: str) -> frozenset[str]:
    return frozenset(fold(name.replace("/", " ").replace("-", " ").replace("–", " ")).split())


def _sort(name: str) -> str:
    """The sort of entity that a name says it is, or ""."""
    return next((sort for sort, own in _SORTS.items() if sort and _words(name) & set(own)), "")


def _core(name: str) -> frozenset[str]:
    """The words of a name that tell it from others of its sort: "Finsam Ekby Alnäs" is Ekby and Alnäs, "Ekbys" is Ekby."""
    words = _words(name)
    return frozenset(word.rstrip("s") for word in words - {word for own in _SORTS.values() for word in own} or words)
