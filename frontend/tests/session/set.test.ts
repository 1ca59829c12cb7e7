import { describe, expect, it } from "vitest";
import { newSet, share, shown, told } from "../../src/session/set";
import { counted, planned } from "../examples";

const begun = (other = {}) => newSet("s1", planned(other), "2026-11-26", true);

describe("a set, folded from its events", () => {
  it("counts a repetition once, however often it is told", () => {
    const set = [counted(1), counted(1), counted(2)].reduce(told, begun());
    expect(set.counted).toEqual({ left: 2, right: 0 });
    expect(set.repetitions).toHaveLength(2);
    expect(share(set)).toBeCloseTo(2 / 3);
  });

  it("keeps what a tap counted as a repetition of its own time", () => {
    const set = told(begun(), { event: "Tapped", t_s: 7, side: "right" });
    expect(shown(set)).toBe(1);
    expect(set.repetitions[0]).toMatchObject({ side: "right", number: 1, start_s: 7, end_s: 7, complete: true });
  });

  it("counts a fault on its side, with the value furthest beyond the limit", () => {
    const fault = (worst: number) => ({ event: "FaultSeen", t_s: 1, id: "pelvis_rolls_back", side: "left", worst, beyond: 1 }) as const;
    const set = [fault(-12), fault(-20), fault(-15)].reduce(told, begun());
    expect(set.faults).toEqual({ left: { pelvis_rolls_back: { count: 3, worst: -20 } }, right: {} });
  });

  it("never takes held seconds back", () => {
    const tick = (seconds: number) => ({ event: "HoldTicked", t_s: 1, side: "left", seconds }) as const;
    expect([tick(5), tick(3)].reduce(told, begun({ timed: true })).held_s.left).toBe(5);
  });
});
