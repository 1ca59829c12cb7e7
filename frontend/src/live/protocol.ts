// What the page and the coach tell each other over the live socket, besides the frames.

import type { Side } from "../session/plan";

export type PerSide = { readonly left: number; readonly right: number };

export interface Start {
  readonly type: "start";
  readonly set: string;
  readonly exercise: string;
  readonly level: string | null;
  readonly side: Side | null;
  readonly reps: number | null;
  readonly hold_s: number | null;
  readonly then_other: boolean;
  readonly width_px: number;
  readonly height_px: number;
  /** What was shown already, for the coach to go on from. */
  readonly counted: PerSide;
  readonly held_s: PerSide;
}

export type ToCoach =
  | Start
  | { readonly type: "pause" | "resume" | "skip_side" | "finish" }
  | { readonly type: "pain"; readonly score: number; readonly place: string; readonly sharp: boolean }
  | { readonly type: "ping"; readonly at: number };

/** Between what the main signal counts; null where it is open. */
export interface Range {
  readonly low: number | null;
  readonly high: number | null;
}

export interface Ready {
  readonly type: "ready";
  readonly set: string;
  readonly name: string;
  readonly signal: { readonly id: string; readonly name: string; readonly unit: string } | null;
  readonly target: Range | null;
  /** What the main signal reads at rest and at the peak of the reference movement. */
  readonly scale: { readonly rest: number; readonly peak: number } | null;
}

interface Movement {
  readonly side: Side;
  readonly start_s: number;
  readonly peak_s: number;
  readonly end_s: number;
  readonly range: number;
  readonly up_s: number;
  readonly hold_s: number;
  readonly down_s: number;
  readonly faults: readonly string[];
}

/** What the coach tells; one that the page does not know is kept all the same, and changes nothing. */
export type CoachEvent = { readonly t_s: number } & (
  | { readonly event: "SetStarted"; readonly sides: readonly Side[] }
  | { readonly event: "PersonFound" | "PersonLost" | "PositionLeft" | "SetPaused" | "SetResumed" | "RestEnded" }
  | { readonly event: "PositionReached"; readonly side: Side }
  | { readonly event: "SideSwitched"; readonly side: Side }
  | ({ readonly event: "RepetitionCounted"; readonly number: number } & Movement)
  | ({ readonly event: "PartialRepetition" } & Movement)
  | { readonly event: "HoldTicked"; readonly side: Side; readonly seconds: number }
  | { readonly event: "FaultSeen"; readonly id: string; readonly side: Side; readonly worst: number; readonly beyond: number }
  | { readonly event: "FaultMended"; readonly id: string; readonly side: Side }
  | { readonly event: "CueSpoken"; readonly id: string; readonly text: string; readonly kind: "correction" | "praise" | "count" | "advice" }
  | { readonly event: "NotAssessed"; readonly what: string; readonly reason: string; readonly advice: string }
  | { readonly event: "RestStarted"; readonly seconds: number }
  | { readonly event: "PainReported"; readonly score: number; readonly place: string; readonly stops: boolean }
  | { readonly event: "SetFinished" }
  // told by the page itself, where no camera watches
  | { readonly event: "Tapped"; readonly side: Side }
);

export type FromCoach =
  | Ready
  | { readonly type: "events"; readonly frame: number | null; readonly sequence: number; readonly events: readonly CoachEvent[] }
  | { readonly type: "value"; readonly frame: number; readonly value: number | null; readonly state: string }
  | { readonly type: "error"; readonly code: string; readonly message: string; readonly mend: string; readonly fatal: boolean }
  | { readonly type: "pong"; readonly at: number };

/** Why the server ended a connection. */
export const CLOSED = { signedOut: 4401, notYours: 4403, elsewhere: 4409, tooLarge: 4413, tooMany: 4429, malformed: 4400 } as const;
