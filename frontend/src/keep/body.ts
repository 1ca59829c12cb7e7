// A finished set as it is sent to be kept in the record; the server reads it in coaching/posted.py.

import type { Side } from "../session/plan";
import type { FaultTally, Pain, Repetition, SetState } from "../session/set";

type SentRepetition = Omit<Repetition, "number">;

interface SentSide {
  /** Null where both sides work at once or in turn. */
  readonly side: Side | null;
  readonly seconds: number | null;
  readonly repetitions: readonly SentRepetition[];
  readonly faults: Readonly<Record<string, FaultTally>>;
}

export interface SetBody {
  readonly set: string;
  readonly exercise: string;
  readonly level: string;
  readonly on: string;
  readonly watched: boolean;
  readonly sides: readonly SentSide[];
  readonly not_assessed: readonly { readonly what: string; readonly reason: string }[];
  readonly reserve: number | null;
  readonly load: string | null;
  readonly pain: number;
  readonly pain_kind: "ache" | "sharp";
  readonly pain_place: string;
}

export function bodyOf(set: SetState, reserve: number | null, load: string): SetBody {
  const { plan } = set;
  const sides = plan.sides.length ? plan.sides.map((side) => ofSide(set, side)) : [ofBoth(set)];
  const worked = sides.filter(({ seconds, repetitions }) => (seconds ?? 0) > 0 || repetitions.length > 0);
  const worst = set.pain.reduce<Pain | null>((most, one) => (most && most.score >= one.score ? most : one), null);
  return {
    set: set.id, exercise: plan.exercise, level: plan.level, on: set.on, watched: set.watched,
    // what hurt before anything was done is told of the side that was to work
    sides: worked.length ? worked : sides.filter(({ side }) => side === null || side === set.side),
    not_assessed: Object.entries(set.unjudged).map(([what, { reason }]) => ({ what, reason })),
    reserve, load: load.trim() || null,
    pain: worst?.score ?? 0,
    pain_kind: set.pain.some((one) => one.sharp) ? "sharp" : "ache",
    pain_place: worst?.place ?? "",
  };
}

function ofSide(set: SetState, side: Side): SentSide {
  return {
    side,
    seconds: set.plan.timed ? set.held_s[side] : null,
    repetitions: of(set, side).map(sent),
    faults: set.faults[side],
  };
}

/** In turn, a set is as long as its shorter side; at once, the side that is seen better counts for both. */
function ofBoth(set: SetState): SentSide {
  const inTurn = set.plan.alternating && !set.plan.timed && set.watched;
  const more = set.counted.left + set.held_s.left >= set.counted.right + set.held_s.right ? "left" : "right";
  const counts: Side = inTurn ? other(more) : more;
  const beside = inTurn ? of(set, other(counts)).filter((one) => one.complete) : [];
  let number = 0;
  const repetitions = of(set, counts).map((one) => {
    const faults = one.complete ? [...new Set([...one.faults, ...(beside[number++]?.faults ?? [])])] : one.faults;
    return sent({ ...one, faults });
  });
  return {
    side: null,
    seconds: set.plan.timed ? set.held_s[counts] : null,
    repetitions,
    faults: inTurn ? together(set.faults.left, set.faults.right) : set.faults[counts],
  };
}

const other = (side: Side): Side => (side === "left" ? "right" : "left");

const of = (set: SetState, side: Side): readonly Repetition[] => set.repetitions.filter((one) => one.side === side);

function sent({ start_s, peak_s, end_s, range, up_s, hold_s, down_s, complete, side, faults }: Repetition): SentRepetition {
  return { start_s, peak_s, end_s, range, up_s, hold_s, down_s, complete, side, faults };
}

function together(one: SentSide["faults"], two: SentSide["faults"]): SentSide["faults"] {
  const all: Record<string, FaultTally> = { ...one };
  for (const [id, { count, worst }] of Object.entries(two)) {
    const before = all[id];
    all[id] = before ? { count: before.count + count, worst: Math.abs(before.worst) > Math.abs(worst) ? before.worst : worst } : { count, worst };
  }
  return all;
}
