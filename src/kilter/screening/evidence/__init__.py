"""The evidence model: how likely each impairment is on each side, given all that is known."""

from kilter.screening.evidence.model import SEXES, EvidenceModel, Rule, compile_model
from kilter.screening.evidence.weighing import Answers, Weighed, weigh, weigh_many

__all__ = ["SEXES", "Answers", "EvidenceModel", "Rule", "Weighed", "compile_model", "weigh", "weigh_many"]
