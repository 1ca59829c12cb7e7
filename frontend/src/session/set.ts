// A set, folded from its events: the same events give the same set, live, after a reload, or from what was kept.

import type { CoachEvent } from "../live/protocol";
import type { PlannedSet, Side } from "./plan";

export interface Repetition {
  readonly side: Side;
  readonly number: number;
  readonly complete: boolean;
  /** On the clock of the pictures, or of the page where it was tapped. */
  readonly start_s: number;
  readonly peak_s: number;
  readonly end_s: number;
  readonly range: number;
  readonly up_s: number;
  readonly hold_s: number;
  readonly down_s: number;
  readonly faults: readonly string[];
}

/** How often a fault was told, and its value furthest beyond the limit. */
export interface FaultTally {
  readonly count: number;
  readonly worst: number;
}

export type Faults = Readonly<Record<string, FaultTally>>;

export interface Pain {
  readonly score: number;
  readonly place: string;
  readonly sharp: boolean;
}

export interface SetState {
  readonly id: string;
  readonly plan: PlannedSet;
  readonly on: string;
  /** Whether a camera or a film watched; else it was tapped and timed. */
  readonly watched: boolean;
  readonly side: Side;
  readonly counted: Readonly<Record<Side, number>>;
  readonly held_s: Readonly<Record<Side, number>>;
  readonly repetitions: readonly Repetition[];
  readonly faults: Readonly<Record<Side, Faults>>;
  /** What could not be judged, by what it is, with what to change. */
  readonly unjudged: Readonly<Record<string, { readonly reason: string; readonly advice: string }>>;
  readonly pain: readonly Pain[];
  readonly cue: { readonly text: string; readonly kind: string; readonly at_s: number } | null;
  readonly seen: boolean;
  readonly inPosition: boolean;
  readonly paused: boolean;
  /** Seconds of rest between the sides, while it lasts. */
  readonly between: number | null;
  readonly finished: boolean;
  readonly stoppedByPain: boolean;
}

export function newSet(id: string, plan: PlannedSet, on: string, watched: boolean): SetState {
  return {
    id, plan, on, watched,
    side: plan.sides[0] ?? "left",
    counted: { left: 0, right: 0 },
    held_s: { left: 0, right: 0 },
    repetitions: [], faults: { left: {}, right: {} }, unjudged: {}, pain: [],
    cue: null, seen: false, inPosition: false, paused: false, between: null, finished: false, stoppedByPain: false,
  };
}

export function told(set: SetState, event: CoachEvent): SetState {
  switch (event.event) {
    case "PersonFound":
      return { ...set, seen: true };
    case "PersonLost":
      return { ...set, seen: false, inPosition: false };
    case "PositionReached":
      // where both sides work at once it says which one is seen better, and that is the one which counts
      return { ...set, seen: true, inPosition: true, side: set.plan.sides.length ? set.side : event.side };
    case "PositionLeft":
      return { ...set, inPosition: false };
    case "RepetitionCounted": {
      if (event.number <= set.counted[event.side]) return set;
      return {
        ...set,
        side: event.side,
        counted: { ...set.counted, [event.side]: event.number },
        repetitions: [...set.repetitions, repetitionOf(event, event.number, true)],
      };
    }
    case "PartialRepetition":
      return { ...set, repetitions: [...set.repetitions, repetitionOf(event, 0, false)] };
    case "Tapped": {
      const number = set.counted[event.side] + 1;
      const { side, t_s } = event;
      const tapped = { side, number, complete: true, start_s: t_s, peak_s: t_s, end_s: t_s, range: 0, up_s: 0, hold_s: 0, down_s: 0, faults: [] };
      return { ...set, side, counted: { ...set.counted, [side]: number }, repetitions: [...set.repetitions, tapped] };
    }
    case "HoldTicked":
      return { ...set, side: event.side, held_s: { ...set.held_s, [event.side]: Math.max(set.held_s[event.side], event.seconds) } };
    case "FaultSeen":
      return { ...set, faults: { ...set.faults, [event.side]: withFault(set.faults[event.side], event.id, event.worst) } };
    case "CueSpoken":
      // a count is shown as the count
      return event.kind === "count" ? set : { ...set, cue: { text: event.text, kind: event.kind, at_s: event.t_s } };
    case "NotAssessed":
      return { ...set, unjudged: { ...set.unjudged, [event.what]: { reason: event.reason, advice: event.advice } } };
    case "SetPaused":
      return { ...set, paused: true, inPosition: false };
    case "SetResumed":
      return { ...set, paused: false };
    case "RestStarted":
      return { ...set, between: event.seconds, cue: null };
    case "RestEnded":
      return { ...set, between: null };
    case "SideSwitched":
      return { ...set, side: event.side, between: null, inPosition: false, cue: null };
    case "PainReported":
      return { ...set, stoppedByPain: set.stoppedByPain || event.stops };
    case "SetFinished":
      return { ...set, finished: true, paused: false, between: null, cue: null };
    default:
      return set;
  }
}

type Movement = Extract<CoachEvent, { event: "RepetitionCounted" | "PartialRepetition" }>;

function repetitionOf(event: Movement, number: number, complete: boolean): Repetition {
  const { side, start_s, peak_s, end_s, range, up_s, hold_s, down_s, faults } = event;
  return { side, number, complete, start_s, peak_s, end_s, range, up_s, hold_s, down_s, faults };
}

function withFault(faults: Faults, id: string, worst: number): Faults {
  const before = faults[id];
  const furthest = before && Math.abs(before.worst) > Math.abs(worst) ? before.worst : worst;
  return { ...faults, [id]: { count: (before?.count ?? 0) + 1, worst: furthest } };
}

/** What is shown large: repetitions or seconds of the side that works. */
export const shown = (set: SetState): number => Math.floor(set.plan.timed ? set.held_s[set.side] : set.counted[set.side]);

/** How much of the aim is done on the side that works, from 0 to 1. */
export const share = (set: SetState): number => Math.min(1, shown(set) / Math.max(1, set.plan.aim));

/** Whether nothing happened that is worth keeping: nothing was done, and nothing hurt. */
export const isEmpty = (set: SetState): boolean =>
  !set.pain.length && set.counted.left + set.counted.right + set.held_s.left + set.held_s.right === 0;

/** The side after the one that works, where there is one. */
export function nextSide(set: SetState): Side | null {
  return set.plan.sides[set.plan.sides.indexOf(set.side) + 1] ?? null;
}
