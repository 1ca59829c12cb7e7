import { describe, expect, it } from "vitest";
import { bodyOf } from "../../src/keep/body";
import { newSet, told } from "../../src/session/set";
import { counted, planned } from "../examples";

const begun = (other = {}) => newSet("s1", planned(other), "2026-11-26", true);

describe("a finished set as it is sent", () => {
  it("has each side with its repetitions, and leaves out a side that did nothing", () => {
    const body = bodyOf([counted(1), counted(2, "left", ["pelvis_rolls_back"])].reduce(told, begun()), 2, " ");
    expect(body.sides.map(({ side, repetitions }) => [side, repetitions.length])).toEqual([["left", 2]]);
    expect(body.sides[0]?.repetitions[1]).toMatchObject({ start_s: 8, peak_s: 9, end_s: 11, faults: ["pelvis_rolls_back"] });
    expect(body).toMatchObject({ reserve: 2, load: null, pain: 0, pain_kind: "ache" });
  });

  it("in turn is as long as its shorter side, with the faults of both", () => {
    const events = [counted(1), counted(1, "right", ["low_back_lifts"]), counted(2)];
    const [only] = bodyOf(events.reduce(told, begun({ sides: [], alternating: true })), null, "").sides;
    expect(only?.side).toBeNull();
    expect(only?.repetitions.map(({ faults }) => faults)).toEqual([["low_back_lifts"]]);
  });

  it("that hurt before anything was done has the side that was to work, and nothing of the other", () => {
    const pain = [{ score: 7, place: "front", sharp: true }];
    const { sides } = bodyOf({ ...begun(), side: "right", pain }, null, "");
    expect(sides.map(({ side, repetitions }) => [side, repetitions.length])).toEqual([["right", 0]]);
  });

  it("tells the worst pain, and that any of it was sharp", () => {
    const pain = [{ score: 6, place: "front", sharp: false }, { score: 3, place: "side", sharp: true }];
    expect(bodyOf({ ...begun(), pain }, null, "")).toMatchObject({ pain: 6, pain_place: "front", pain_kind: "sharp" });
  });
});
