"""Whether two reports are of one entity: by their organisationsnummer, else by what is left of their names."""

from finsam_audit.page.model import Report
from finsam_audit.words.folding import fold

_SORTS = ("samordningsforbundet", "samordningsforbund", "finsam", "finsamforbundet", "kommunalforbundet", "kommunalforbund",
          "kommun", "kommunen", "kommuns", "region", "regionen", "och", "i", "for", "forbundet")  # fmt: skip


UNKNOWN = "okänd"
"""What an entity is called that a document does not name."""


def may_be_one(one: str, other: str) -> bool:
    """Whether two names may be of one entity, as far as names tell."""
    return UNKNOWN in (one, other) or _core(one) == _core(other)


def is_same_entity(one: Report, other: Report) -> bool:
    """Whether two reports are of one entity. Two different numbers are two entities, whatever the names.

    Of whom a document is that names nobody cannot be told, not even beside another of its sort.
    """
    numbers = [_digits(report.organisation_number) for report in (one, other)]
    if all(numbers):
        return numbers[0] == numbers[1]
    if UNKNOWN in (one.entity, other.entity) or one.organisation != other.organisation:
        return False
    return _core(one.entity) == _core(other.entity)


def is_unnamed(report: Report) -> bool:
    """Whether nothing tells of whom a report is."""
    return report.entity == UNKNOWN and not report.organisation_number


def _digits(number: str) -> str:
    """The ten digits of an organisationsnummer, however it is printed."""
    return "".join(letter for letter in number if letter.isdecimal())[-10:]


def _core(name: str) -> frozenset[str]:
    """The words of a name that tell it from others of its sort: "Finsam Ekby Alnäs" is Ekby and Alnäs."""
    words = frozenset(fold(name.replace("/", " ").replace("-", " ").replace("–", " ")).split())
    return words - frozenset(_SORTS) or words
