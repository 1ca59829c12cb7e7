import { describe, expect, it } from "vitest";
import { RaisedHand } from "../../src/session/hand";
import { reaching, standing } from "../examples";

const feed = (hand: RaisedHand, pose: ReturnType<typeof standing>, from_s: number, to_s: number): boolean[] =>
  Array.from({ length: Math.round((to_s - from_s) * 10) }, (_, n) => hand.feed({ frame: n, t_s: from_s + n / 10, pose }, 16 / 9));

describe("a raised hand", () => {
  it("is one that was down, and then up for a second", () => {
    const hand = new RaisedHand();
    feed(hand, standing(), 0, 1);
    const told = feed(hand, reaching(), 1, 3);
    expect(told.filter(Boolean)).toHaveLength(1);
    expect(told.indexOf(true)).toBeGreaterThanOrEqual(10);
  });

  it("is none where the hand was up from the beginning", () => {
    expect(feed(new RaisedHand(), reaching(), 0, 3)).not.toContain(true);
  });

  it("is none where it goes up for half a second", () => {
    const hand = new RaisedHand();
    feed(hand, standing(), 0, 1);
    expect([...feed(hand, reaching(), 1, 1.5), ...feed(hand, standing(), 1.5, 3)]).not.toContain(true);
  });
});
