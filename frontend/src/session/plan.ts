// A set of the day as the page was given it; the server writes these by the same names (coaching/plan.py).

export type Side = "left" | "right";

export interface Pictures {
  readonly moving: string;
  readonly still: string;
  readonly moving_dark: string;
  readonly still_dark: string;
}

export interface PlannedSet {
  readonly key: string;
  readonly exercise: string;
  readonly name: string;
  readonly level: string;
  readonly level_name: string;
  /** That work one after the other; empty where both work at once or in turn. */
  readonly sides: readonly Side[];
  readonly alternating: boolean;
  readonly number: number;
  readonly of: number;
  readonly timed: boolean;
  /** Repetitions or seconds to reach, on each side. */
  readonly aim: number;
  readonly high: number;
  readonly load: string;
  readonly load_kind: string;
  /** Repetitions in reserve that are asked for; 0 where none are. */
  readonly reserve: number;
  readonly rest_s: number;
  readonly tempo_s: readonly [number, number, number] | null;
  readonly facing: "front" | "side" | "back";
  readonly height_m: number;
  /** Whether a camera tells anything here; else it is done by timer and taps. */
  readonly watched: boolean;
  readonly cues: readonly string[];
  readonly how_to: readonly string[];
  readonly pictures: Pictures | null;
}

/** The sets of a day. */
export interface Day {
  /** The date, as YYYY-MM-DD. */
  readonly on: string;
  readonly sets: readonly PlannedSet[];
  /** Sets that were done before these, and all of the day. */
  readonly done: number;
  readonly total: number;
}
