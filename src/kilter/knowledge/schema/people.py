"""The words a screening uses about a person; shared by rules and by the screening file."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex as norms know it; ``unspecified`` where none applies or none is given."""

    FEMALE = "female"
    MALE = "male"
    UNSPECIFIED = "unspecified"


class Pregnancy(StrEnum):
    """Pregnancy and the months after birth."""

    NO = "no"
    FIRST_TRIMESTER = "first_trimester"
    LATER = "later"
    POSTPARTUM = "postpartum"


class Training(StrEnum):
    """How used the person is to strength exercise."""

    NONE = "none"
    SOME = "some"
    REGULAR = "regular"


class Answer(StrEnum):
    """An answer to a safety question."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    NOT_ASKED = "not_asked"
    """Only where another answer had already stopped the road."""
