"""What a recorded walk shows: steps, hip and pelvis angles on both sides, and how the sides compare."""

from kilter.motion.gait.assessment import (
    CycleCurve,
    GaitAssessment,
    GaitMeasure,
    NotAssessed,
    assess_gait,
)
from kilter.motion.gait.events import Stride
from kilter.motion.gait.laboratory import Agreement, agreement_with_laboratory
from kilter.motion.gait.summary import Summary, Symmetry
from kilter.motion.gait.walk import Surface

__all__ = [
    "Agreement",
    "CycleCurve",
    "GaitAssessment",
    "GaitMeasure",
    "NotAssessed",
    "Stride",
    "Summary",
    "Surface",
    "Symmetry",
    "agreement_with_laboratory",
    "assess_gait",
]
