"""Many people, each under every policy, on two workers."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context

from bench.virtual_people.assumptions import Assumptions
from bench.virtual_people.following import POLICIES, follow
from bench.virtual_people.outcome import Outcome, outcome
from bench.virtual_people.people import draw_person
from bench.virtual_people.programmes import Case, load_cases

from kilter.programme.progression.limits import Limits
from kilter.programme.progression.rulebook import Rulebook

CHUNK = 100


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is the same for all people."""

    cases: tuple[Case, ...]
    book: Rulebook
    given: Assumptions
    seed: int


def world(seed: int = 1, given: Assumptions | None = None) -> World:
    """Plan the programmes, once."""
    given = given or Assumptions()
    cases, book = load_cases(given.gain_second)
    return World(cases, book, given, seed)


def with_limits(of: World, **limits: float) -> World:
    """The same world under other numbers of the rules."""
    changed: Limits = replace(of.book.limits, **limits)  # type: ignore[arg-type] # names of its own fields
    return replace(of, book=replace(of.book, limits=changed))


def lives(of: World, numbers: Sequence[int], policies: Sequence[str] = POLICIES) -> dict[str, list[Outcome]]:
    """What became of some people under each policy, one after the other."""
    found: dict[str, list[Outcome]] = {policy: [] for policy in policies}
    for number in numbers:
        place = number % len(of.cases)
        case = of.cases[place]
        person = draw_person(of.seed, number, case, place, of.given)
        for policy in policies:
            life = follow(person, case, policy, of.book, of.given)
            found[policy].append(outcome(person, case, life, of.book.limits.sharp_days))
    return found


_INHERITED: list[World] = []


def _take_over(of: World) -> None:
    _INHERITED[:] = [of]
    gc.freeze()  # what is inherited stays, and need not be gone through again and again


def _lives(numbers: Sequence[int], policies: Sequence[str]) -> dict[str, list[Outcome]]:
    return lives(_INHERITED[0], numbers, policies)


def cohort(of: World, people: int, policies: Sequence[str] = POLICIES, workers: int = 2) -> dict[str, list[Outcome]]:
    """The same for many people, on several workers."""
    chunks = [range(at, min(people, at + CHUNK)) for at in range(0, people, CHUNK)]
    # Forked workers inherit the world, which cannot be sent to them.
    with get_context("fork").Pool(workers, _take_over, (of,)) as pool:
        parts = list(pool.imap(partial(_lives, policies=policies), chunks))
        pool.close()
        pool.join()
    return {policy: list(_joined(parts, policy)) for policy in policies}


def _joined(parts: Sequence[Mapping[str, list[Outcome]]], policy: str) -> Iterator[Outcome]:
    for part in parts:
        yield from part[policy]
