"""Weighing evidence: log-odds over impairments on both sides, for one person or for a hundred thousand.

Each result, sign and cause adds the logarithm of a likelihood ratio to the log-odds of an impairment. The
ratios are capped; results of one family count once in full and further ones by a share; a result whose error
band crosses its cut counts by a share; and no impairment becomes likely without a direct test that says so.
All arrays end in an axis of two: left, right.
"""

from dataclasses import dataclass

import numpy as np

from kilter.knowledge.schema.rules import EvidenceRules
from kilter.screening.evidence.model import SEXES, Bools, EvidenceModel, Floats, Ints

NORMAL_975 = 1.96


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of N people, as arrays; NaN and False where nothing is.

    Args:
        values: (N, M, 2) results in the unit of each measure.
        own_error: (N, M, 2) standard errors that replace the stated one where larger; NaN for none.
        own_detectable: (N, M) detectable side differences in the unit of the formula; NaN for none.
        signs: (N, S, 2) reported signs.
        causes: (N, C, 2) reported causes.
        age_years: (N,).
        sex: (N,) index into SEXES.
    """

    values: Floats
    own_error: Floats
    own_detectable: Floats
    signs: Bools
    causes: Bools
    age_years: Floats
    sex: Ints

    def slice(self, part: slice) -> "Answers":
        """The same for some of the people."""
        names = self.__dataclass_fields__
        return Answers(*(getattr(self, name)[part] for name in names))


@dataclass(frozen=True, slots=True)
class Weighed:
    """The outcome for N people.

    Args:
        probability: (N, I, 2), after the rule that only a direct test makes likely.
        contributions: (N, R, 2) log likelihood ratios as counted, families not yet shared.
        tested: (N, I, 2) whether any test speaks about the impairment.
        direct: (N, I, 2) whether a direct test speaks for it.
    """

    probability: Floats
    contributions: Floats
    tested: Bools
    direct: Bools


def weigh(model: EvidenceModel, answers: Answers) -> Weighed:
    """Weigh all that is known of N people."""
    pointer_part, seen = _pointers(model, answers)
    signs, sign_llr = model.sign_links
    causes, cause_llr = model.cause_links
    contributions = np.concatenate(
        [
            pointer_part,
            answers.signs[:, signs] * sign_llr[None, :, None],
            answers.causes[:, causes] * cause_llr[None, :, None],
        ],
        axis=1,
    )
    log_odds = _add_up(model, contributions)
    tested = np.einsum("nrs,ri->nis", seen, model.about) > 0
    direct = np.einsum("nrs,ri->nis", contributions > 0, model.direct) > 0
    both = ~model.sided
    if both.any():
        for array in (log_odds, tested, direct):
            array[:, both] = array[:, both].max(axis=2, keepdims=True)
    probability = 1 / (1 + np.exp(-(log_odds + model.prior[None, :, None])))
    probability = np.where(direct, probability, np.minimum(probability, model.limits.likely_from.value))
    return Weighed(probability, contributions, tested, direct)


def _pointers(model: EvidenceModel, answers: Answers) -> tuple[Floats, Bools]:
    """The contribution of every pointer, and whether it had anything to look at: (N, P, 2) each."""
    steps, table = model.steps, model.table
    people, rows = len(answers.age_years), len(steps.rule)
    mean, low = _norms_of(model, answers)
    column = steps.measure
    values = answers.values[:, column]
    sign = table.sign[column][None, :, None]
    stated = (
        np.where(table.relative_error[column][None, :, None], np.abs(values) / 100, 1) * table.error[column][:, None]
    )
    band = NORMAL_975 * np.fmax(stated, answers.own_error[:, column])
    level = np.broadcast_to(steps.level, (people, rows))
    level = np.where(np.isnan(steps.share_of_norm), level, steps.share_of_norm * mean[:, column])
    level = np.where(steps.norm_low, low[:, column], level)
    state = _state((level[:, :, None] - values) * sign, band, model.limits)
    gap, gap_band = _gaps(model, answers, values, column)
    state = np.fmax(state, _state(gap - steps.side_gap[None, :, None], gap_band[:, :, None], model.limits))
    known = ~np.isnan(state)
    state = np.where(known, state, 0)
    part = np.where(state > 0, state * steps.plus[None, :, None], -state * steps.minus[None, :, None])
    pointers = len(model.needs_sign)
    contributions = np.zeros((people, pointers, 2))
    seen = np.zeros((people, pointers, 2), dtype=bool)
    for row, pointer in enumerate(steps.rule):
        contributions[:, pointer] += part[:, row]
        seen[:, pointer] |= known[:, row]
    needing = model.needs_sign >= 0
    if needing.any():
        has = answers.signs[:, model.needs_sign[needing]]
        contributions[:, needing] *= has
        seen[:, needing] &= has
    return contributions, seen


def _state(beyond: Floats, band: Floats, limits: EvidenceRules) -> Floats:
    """+1 where a result is surely at or beyond a cut, -1 where surely not, a share of it where unclear."""
    share = np.where(np.abs(beyond) <= band, limits.unclear_share.value, 1.0)
    return np.where(np.isnan(beyond), np.nan, np.where(beyond >= 0, share, -share))


def _gaps(model: EvidenceModel, answers: Answers, values: Floats, column: Ints) -> tuple[Floats, Floats]:
    """How much worse each side is than the other, and the detectable difference, in the formula's unit."""
    table = model.table
    gap = (values[:, :, ::-1] - values) * table.sign[column][None, :, None]
    size = np.abs(values)
    larger, average = size.max(axis=2), size.mean(axis=2)
    detectable = table.detectable[column] * np.where(table.relative_error[column], average / 100, 1)
    scale = np.where(table.relative_gap[column], 100 / np.where(larger > 0, larger, 1), 1)
    own = answers.own_detectable[:, column]
    return gap * scale[:, :, None], np.fmax(detectable * scale, own)


def _norms_of(model: EvidenceModel, answers: Answers) -> tuple[Floats, Floats]:
    """The mean and the limit of the norm of each person and measure: (N, M) each, NaN where none is known."""
    shape = (len(answers.age_years), len(model.measures))
    mean, low = np.full(shape, np.nan), np.full(shape, np.nan)
    for column, age_from, age_below, sex, norm_mean, norm_low in model.norms:
        fits = (answers.age_years >= age_from) & (answers.age_years < age_below)
        if sex is not None:
            fits &= answers.sex == SEXES.index(sex)
        mean[fits, column], low[fits, column] = norm_mean, norm_low
    return mean, low


def _add_up(model: EvidenceModel, contributions: Floats) -> Floats:
    """Sum over families, within which the strongest counts in full and the others by their share."""
    ordered = contributions[:, model.order]
    total = np.add.reduceat(ordered, model.group_starts, axis=1)
    most = np.maximum.reduceat(ordered, model.group_starts, axis=1)
    least = np.minimum.reduceat(ordered, model.group_starts, axis=1)
    strongest = np.where(most >= -least, most, least)
    share = model.limits.correlated_share.value
    families = share * total + (1 - share) * strongest
    log_odds = np.zeros((len(contributions), len(model.impairments), 2))
    log_odds[:, model.present] = np.add.reduceat(families, model.impairment_starts, axis=1)
    return log_odds


def weigh_many(model: EvidenceModel, answers: Answers, *, chunk: int = 4096) -> Floats:
    """Probabilities of many people, (N, I, 2), a chunk at a time so that memory stays small."""
    people = len(answers.age_years)
    probability = np.empty((people, len(model.impairments), 2))
    for start in range(0, people, chunk):
        part = slice(start, min(start + chunk, people))
        probability[part] = weigh(model, answers.slice(part)).probability
    return probability
