// Sets, events and poses that the tests begin with.

import type { CoachEvent } from "../src/live/protocol";
import { LANDMARKS, type Pose } from "../src/pose/landmarks";
import type { Day, PlannedSet, Side } from "../src/session/plan";

export function planned(other: Partial<PlannedSet> = {}): PlannedSet {
  return {
    key: "clamshell/1", exercise: "clamshell", name: "Clamshell", level: "bodyweight", level_name: "Bodyweight",
    sides: ["left", "right"], alternating: false, number: 1, of: 2, timed: false, aim: 3, high: 5, load: "", load_kind: "",
    reserve: 2, rest_s: 45, tempo_s: null, facing: "front", height_m: 0.5, watched: true, cues: [], how_to: [], pictures: null,
    ...other,
  };
}

export function dayOf(...sets: PlannedSet[]): Day {
  return { on: "2026-11-26", sets, done: 0, total: sets.length };
}

export function counted(number: number, side: Side = "left", faults: readonly string[] = []): CoachEvent {
  const start_s = 4 * number;
  return {
    event: "RepetitionCounted", t_s: start_s + 3, number, side, start_s, peak_s: start_s + 1, end_s: start_s + 3,
    range: 40, up_s: 1, hold_s: 0.5, down_s: 1.5, faults,
  };
}

/** Somebody who stands in the middle of the picture with both arms down. */
export function standing(): Pose {
  const image = new Float32Array(3 * LANDMARKS).fill(0.9);
  const put = (landmark: number, x: number, y: number): void => image.set([x, y, 0.9], 3 * landmark);
  put(0, 0.5, 0.2);
  [[11, 0.45], [12, 0.55]].forEach(([landmark, x]) => put(landmark as number, x as number, 0.35));
  [[13, 0.44], [14, 0.56]].forEach(([landmark, x]) => put(landmark as number, x as number, 0.5));
  [[15, 0.44], [16, 0.56]].forEach(([landmark, x]) => put(landmark as number, x as number, 0.65));
  [[23, 0.46], [24, 0.54]].forEach(([landmark, x]) => put(landmark as number, x as number, 0.65));
  return { image, world: null };
}

/** The same with the left arm straight up. */
export function reaching(): Pose {
  const pose = standing();
  pose.image.set([0.44, 0.22, 0.9], 3 * 13);
  pose.image.set([0.44, 0.08, 0.9], 3 * 15);
  return pose;
}
