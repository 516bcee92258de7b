"""How something that is kept is about a person (Luật 91/2025/QH15; Nghị định 356/2025/NĐ-CP, Điều 3)."""

from dataclasses import dataclass
from enum import StrEnum


class Personal(StrEnum):
    """What a field, a column of the roster or of the office, or a setting tells of a person.

    It stands in the field's annotation, and showing, keeping and erasing follow from it everywhere.
    """

    #: Who it is.
    NAME = "name"
    #: Where one is reached: telephone, address, mail.
    CONTACT = "contact"
    #: What tells one from others of the name: birth, sex, identity number, post.
    IDENTITY = "identity"
    #: What was found, voted or agreed about one: discipline, votes, consent.
    JUDGEMENT = "judgement"
    #: Words of somebody's own, which may name anybody.
    PROSE = "prose"
    #: Nothing, whatever it looks like.
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Seems:
    """What a type of field makes likely, until the field itself says how it is about people."""

    personal: Personal


#: Values of these kinds are shortened wherever their reader does not need them.
SHORTENED = frozenset({Personal.CONTACT, Personal.IDENTITY})
