"""Impairments: trainable deficits of a muscle group or motion, never diseases."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kilter.body.muscles import Muscle
from kilter.knowledge.schema.citing import Cited, Id, Number, Prose, Told


class ImpairmentKind(StrEnum):
    """What is amiss; structural variants are not trainable and only change the exercises."""

    WEAK = "weak"
    SHORT = "short"
    POOR_CONTROL = "poor_control"
    PAINFUL_LOAD = "painful_load"
    STRUCTURAL = "structural"


class Impairment(Cited):
    """A deficit that tests point to and exercises treat."""

    id: Id
    name: Prose
    kind: ImpairmentKind
    sided: bool = True
    muscles: tuple[Muscle, ...] = ()
    about: Prose
    """One or two plain sentences for the person."""
    base_rate: Number
    """Starting probability (ratio, 0-1) in an adult who reports hip imbalance."""
    refer: Annotated[str, Told()] = ""
    """What to say when exercise alone is not the answer; empty when it may be."""
    treat_order: Annotated[int, Field(ge=1)]
    """Lower comes first when two are equally probable."""
