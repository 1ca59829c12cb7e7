// A finished set as it is sent to be kept in the record.

import type { Side } from "../session/plan";
import type { Pain, Repetition, SetState } from "../session/set";

export interface SetBody {
  readonly set: string;
  readonly exercise: string;
  readonly level: string;
  readonly on: string;
  readonly watched: boolean;
  readonly sides: readonly {
    /** Null where both sides work at once or in turn. */
    readonly side: Side | null;
    readonly reps: number | null;
    readonly seconds: number | null;
    readonly repetitions: readonly Omit<Repetition, "side" | "number">[];
  }[];
  readonly faults: Readonly<Record<string, number>>;
  readonly pain: Pain;
  readonly not_assessed: readonly string[];
  readonly reserve: number | null;
  readonly load: string;
}

export function bodyOf(set: SetState, reserve: number | null, load: string): SetBody {
  const { plan } = set;
  const done = (side: Side): number => (plan.timed ? set.held_s[side] : set.counted[side]);
  const sides: readonly (Side | null)[] = plan.sides.length ? plan.sides : [null];
  const amount = (side: Side | null): number => {
    if (side) return done(side);
    // in turn, a set is as long as its shorter side; at once, one side counts for both
    return plan.alternating && !plan.timed && set.watched ? Math.min(done("left"), done("right")) : Math.max(done("left"), done("right"));
  };
  return {
    set: set.id, exercise: plan.exercise, level: plan.level, on: set.on, watched: set.watched,
    sides: sides
      .map((side) => ({
        side,
        reps: plan.timed ? null : amount(side),
        seconds: plan.timed ? amount(side) : null,
        repetitions: set.repetitions.filter((one) => side === null || one.side === side).map(plain),
      }))
      .filter(({ reps, seconds }) => (reps ?? 0) + (seconds ?? 0) > 0),
    faults: set.faults,
    pain: worst(set.pain),
    not_assessed: Object.keys(set.unjudged),
    reserve, load,
  };
}

function plain({ complete, range, up_s, hold_s, down_s, faults }: Repetition): Omit<Repetition, "side" | "number"> {
  return { complete, range, up_s, hold_s, down_s, faults };
}

function worst(pain: readonly Pain[]): Pain {
  const most = pain.reduce<Pain | null>((so_far, one) => (so_far && so_far.score >= one.score ? so_far : one), null);
  return { score: most?.score ?? 0, place: most?.place ?? "", sharp: pain.some((one) => one.sharp) };
}
