"""Made-up people for tests and benches: random screenings, and the same person seen in a mirror."""

from collections.abc import Sequence

import numpy as np

from kilter.body.positions import Position
from kilter.body.sides import Side
from kilter.knowledge.catalogue import Catalogue
from kilter.knowledge.schema.people import Answer, Pregnancy, Sex, Training
from kilter.knowledge.schema.tests import Measure
from kilter.screening.form import History, Person, Screening, SidesConcerned, Symptom, TestEntry, Trials, Wishes

SIDES: tuple[SidesConcerned, ...] = ("left", "right", "both")
MIRRORED: dict[SidesConcerned, SidesConcerned] = {"left": "right", "right": "left", "both": "both"}


def random_screening(rng: np.random.Generator, catalogue: Catalogue, *, healthy_share: float = 0.6) -> Screening:
    """A random person: any age, any answers, a random part of the tests.

    Args:
        rng: the randomness.
        catalogue: what can be answered and measured.
        healthy_share: how often a person has no red flag, so that enough people get as far as a programme.
    """
    height_cm = float(rng.uniform(150, 195))
    flags = dict.fromkeys((flag.id for flag in catalogue.red_flags.values() if not flag.clinic_only), Answer.NO)
    if rng.random() > healthy_share:
        for name in rng.choice(list(flags), size=int(rng.integers(1, 4)), replace=False):
            flags[str(name)] = Answer.YES if rng.random() < 0.6 else Answer.UNSURE
    return Screening(
        kilter_screening=1,
        person=Person(
            age_years=float(rng.integers(18, 90)),
            sex=list(Sex)[rng.integers(3)],
            height_cm=height_cm,
            mass_kg=float(rng.uniform(18, 40)) * (height_cm / 100) ** 2,
            dominant_leg=[Side.LEFT, Side.RIGHT, None][rng.integers(3)],
            pregnancy=list(Pregnancy)[rng.integers(4)] if rng.random() < 0.1 else Pregnancy.NO,
            conditions=_some(rng, list(catalogue.precautions), 0.06),
            training=list(Training)[rng.integers(3)],
        ),
        red_flags=flags,
        history=tuple(History(cause=name, side=_side(rng)) for name in _some(rng, list(catalogue.causes), 0.15)),
        symptoms=tuple(
            Symptom(sign=name, side=_side(rng), pain=float(rng.integers(0, 6)) if rng.random() < 0.5 else None)
            for name in _some(rng, list(catalogue.signs), 0.12)
        ),
        tests=tuple(
            TestEntry(test=test.id, measures=measures)
            for test in catalogue.tests.values()
            if rng.random() < 0.35 and (measures := _measures(rng, test.measures))
        ),
        wishes=random_wishes(rng, catalogue),
    )


def random_wishes(rng: np.random.Generator, catalogue: Catalogue) -> Wishes:
    """Random wishes within what is offered."""
    bought = [item.id for item in catalogue.equipment.values() if not item.household]
    return Wishes(
        days=int(rng.integers(2, 5)) if rng.random() < 0.7 else None,
        minutes=float(rng.integers(20, 61)) if rng.random() < 0.7 else None,
        equipment=_some(rng, bought, 0.4),
        without=_some(rng, list(catalogue.exercises), 0.03),
        cannot=tuple(Position(name) for name in _some(rng, list(Position)[1:], 0.08)),
        extra_set_on_weaker_side=bool(rng.random() < 0.3),
    )


def mirrored(screening: Screening) -> Screening:
    """The same person with left and right swapped everywhere."""
    person = screening.person
    return screening.model_copy(
        update={
            "person": person.model_copy(update={"dominant_leg": person.dominant_leg and person.dominant_leg.other}),
            "history": tuple(h.model_copy(update={"side": MIRRORED[h.side]}) for h in screening.history),
            "symptoms": tuple(s.model_copy(update={"side": MIRRORED[s.side]}) for s in screening.symptoms),
            "tests": tuple(
                entry.model_copy(update={"measures": {name: _swapped(t) for name, t in entry.measures.items()}})
                for entry in screening.tests
            ),
        }
    )


def with_trials(screening: Screening, entry: int, measure: str, trials: Trials) -> Screening:
    """The same person with other trials of one measure."""
    entries = list(screening.tests)
    measures = {**entries[entry].measures, measure: trials}
    entries[entry] = entries[entry].model_copy(update={"measures": measures})
    return screening.model_copy(update={"tests": tuple(entries)})


def _swapped(trials: Trials) -> Trials:
    return trials.model_copy(update={"left": trials.right, "right": trials.left})


def _some(rng: np.random.Generator, names: Sequence[str], share: float) -> tuple[str, ...]:
    return tuple(str(name) for name in names if rng.random() < share)


def _side(rng: np.random.Generator) -> SidesConcerned:
    return SIDES[rng.integers(3)]


def _measures(rng: np.random.Generator, measures: tuple[Measure, ...]) -> dict[str, Trials]:
    return {
        measure.id: random_trials(rng, measure) for measure in measures if not measure.derived and rng.random() < 0.9
    }


def random_trials(rng: np.random.Generator, measure: Measure) -> Trials:
    """Trials spread over the lower half of what is plausible, the sides often alike."""
    low, high = measure.plausible
    centre = rng.uniform(low, (low + high) / 2)

    def some() -> tuple[float, ...]:
        side = centre + rng.normal(0, (high - low) / 20)
        values = side + rng.normal(0, (high - low) / 60, size=int(rng.integers(1, measure.trials + 1)))
        return tuple(float(value) for value in np.clip(values, low, high))

    if not measure.sided:
        return Trials(both=some())
    if rng.random() < 0.05:
        return Trials(left=some(), right="not_tested")
    return Trials(left=some(), right=some())
