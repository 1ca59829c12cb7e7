"""What a page may say over the socket besides frames: one object of JSON a message, checked field by field."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from kilter.body.sides import PerSide, Side

MOST_BYTES = 4096
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z0-9_]+$")]


class _Message(BaseModel):
    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", allow_inf_nan=False)


class Counted(_Message):
    """The highest number shown on each side."""

    left: int = Field(0, ge=0, le=10_000)
    right: int = Field(0, ge=0, le=10_000)

    @property
    def per_side(self) -> PerSide[int]:
        """As the coach takes it."""
        return PerSide(self.left, self.right)


class Held(_Message):
    """The seconds shown on each side."""

    left: float = Field(0.0, ge=0, le=36_000)
    right: float = Field(0.0, ge=0, le=36_000)

    @property
    def per_side(self) -> PerSide[float]:
        """As the coach takes it."""
        return PerSide(self.left, self.right)


class Start(_Message):
    """Begin a set, or go on with one that was broken off."""

    type: Literal["start"]
    set: UUID
    exercise: Name
    level: Name | None = None
    side: Side | None = None
    reps: int | None = Field(None, ge=1, le=1000)
    hold_s: float | None = Field(None, gt=0, le=3600)
    then_other: bool = False
    width_px: int = Field(ge=16, le=16_384)
    height_px: int = Field(ge=16, le=16_384)
    counted: Counted = Counted()
    held_s: Held = Held()


class Plain(_Message):
    """Something that needs no more words."""

    type: Literal["pause", "resume", "skip_side", "finish"]


class Pain(_Message):
    """It hurts."""

    type: Literal["pain"]
    score: int = Field(ge=0, le=10)
    place: str = Field("", max_length=200)
    sharp: bool = False


class Ping(_Message):
    """Still there."""

    type: Literal["ping"]
    at: float = 0.0


Message = Start | Plain | Pain | Ping
_MESSAGES: TypeAdapter[Message] = TypeAdapter(Annotated[Message, Field(discriminator="type")])


class NoMessageError(ValueError):
    """The text is no message; the words say where and why."""


def read_message(text: str) -> Message:
    """Read one message.

    Raises:
        NoMessageError: it is none.
    """
    try:
        return _MESSAGES.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise NoMessageError(f"{where or 'message'}: {first['msg']}.") from None
