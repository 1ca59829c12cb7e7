import { describe, expect, it } from "vitest";
import { newFlow, restIsOver, step, type Action, type Effect, type Flow } from "../../src/session/flow";
import { newSet } from "../../src/session/set";
import { counted, dayOf, planned } from "../examples";

/** Carry actions out one after the other; what the page notes itself comes back as told, as it does there. */
function run(flow: Flow, ...actions: Action[]): [Flow, Effect[]] {
  const all: Effect[] = [];
  const queue = [...actions];
  for (let action = queue.shift(); action; action = queue.shift()) {
    const [next, effects] = step(flow, action);
    flow = next;
    all.push(...effects);
    queue.unshift(...effects.filter((one) => one.type === "note").map((one) => ({ type: "told", events: one.events, now_ms: 0 }) as const));
  }
  return [flow, all];
}

const go: Action = { type: "go", now_ms: 0, id: "s1" };
const toTheSet: Action[] = [go, ...[1000, 2000, 3000].map((now_ms) => ({ type: "tick", now_ms }) as const)];
const types = (effects: readonly Effect[]) => effects.map(({ type }) => type);

describe("the way through a session", () => {
  it("goes from the camera over a countdown to a set that a coach leads", () => {
    const [flow, effects] = run(newFlow(dayOf(planned())), { type: "choose", mode: "camera" }, { type: "opened" }, ...toTheSet);
    expect(flow.phase).toBe("set");
    expect(types(effects)).toEqual(expect.arrayContaining(["open", "begin", "connect"]));
  });

  it("ends a tapped set by hand, keeps it, and rests until the next", () => {
    const day = dayOf(planned({ sides: [] }), planned({ key: "clamshell/2", sides: [] }));
    const taps: Action[] = [1, 2, 3].map((n) => ({ type: "tap", now_ms: 4000 + n }));
    const [flow, effects] = run(newFlow(day), { type: "choose", mode: "taps" }, ...toTheSet, ...taps, { type: "finish" });
    const kept = effects.find((one) => one.type === "keep");
    expect(flow.phase).toBe("rest");
    expect(kept?.set.counted.left).toBe(3);
    const [rested] = run(flow, ...Array.from({ length: 45 }, (_, second) => ({ type: "tick", now_ms: 1000 * (second + 1) }) as const));
    expect(restIsOver(rested)).toBe(true);
  });

  it("ends the set and does not run on into the next after sharp pain", () => {
    const day = dayOf(planned({ sides: [] }), planned({ key: "clamshell/2", sides: [] }));
    const hurt: Action = { type: "pain", pain: { score: 6, place: "hip", sharp: true } };
    const [flow] = run(newFlow(day), { type: "choose", mode: "taps" }, ...toTheSet, { type: "tap", now_ms: 4000 }, hurt);
    expect(flow).toMatchObject({ phase: "rest", until_ms: null });
    expect(restIsOver({ ...flow, left_s: 0 })).toBe(false);
  });

  it("goes on after a reload with what was shown before", () => {
    const cut = { ...newSet("s9", planned(), "2026-11-26", true), counted: { left: 2, right: 0 } };
    const [flow, effects] = run(newFlow(dayOf(planned())), { type: "resume", set: cut }, { type: "choose", mode: "camera" }, { type: "opened" });
    expect(flow).toMatchObject({ phase: "set", set: { id: "s9", counted: { left: 2 } } });
    expect(types(effects)).toContain("connect");
  });

  it("goes on by taps with a set that a camera watched before, and does not call it watched any more", () => {
    const cut = { ...newSet("s9", planned(), "2026-11-26", true), counted: { left: 2, right: 0 } };
    const [flow] = run(newFlow(dayOf(planned())), { type: "resume", set: cut }, { type: "choose", mode: "taps" }, go, { type: "tap", now_ms: 10 });
    expect(flow).toMatchObject({ phase: "set", set: { id: "s9", watched: false, counted: { left: 3 } } });
  });

  it("ends a coached set by itself where the connection is lost", () => {
    const [flow, effects] = run(
      newFlow(dayOf(planned())), { type: "choose", mode: "camera" }, { type: "opened" }, ...toTheSet,
      { type: "connection", connection: "open" }, { type: "connection", connection: "lost" }, { type: "finish" },
    );
    expect(flow.phase).toBe("rest");
    expect(types(effects)).toContain("keep");
  });

  const coached: Action[] = [{ type: "choose", mode: "camera" }, { type: "opened" }, ...toTheSet, { type: "connection", connection: "open" }];
  const signedOut: Action = { type: "failed", message: "You are signed out.", mend: "Sign in again." };

  it("asks how to go on where picture or coach fail in mid-set, and keeps what was counted", () => {
    const [flow, effects] = run(newFlow(dayOf(planned())), ...coached, { type: "told", events: [counted(1)], now_ms: 0 }, signedOut);
    expect(flow).toMatchObject({ phase: "welcome", connection: "off", until_ms: null, set: { counted: { left: 1 }, finished: false } });
    expect(flow.trouble?.message).toBe("You are signed out.");
    expect(types(effects)).toContain("close");
    const [byTaps] = run(flow, { type: "choose", mode: "taps" }, go, { type: "tap", now_ms: 10 });
    expect(byTaps).toMatchObject({ phase: "set", trouble: null, set: { watched: false, counted: { left: 2 } } });
    const [byCamera, again] = run(flow, { type: "choose", mode: "camera" }, { type: "opened" });
    expect(byCamera).toMatchObject({ phase: "set", set: { watched: true, counted: { left: 1 } } });
    expect(types(again)).toContain("connect");
  });

  it("begins no set by itself after a failure in the countdown", () => {
    const [flow] = run(newFlow(dayOf(planned())), { type: "choose", mode: "camera" }, { type: "opened" }, go, signedOut, { type: "tick", now_ms: 9000 });
    expect(flow.phase).toBe("welcome");
  });

  it("stays in the rest where picture or coach fail in it, and goes on by taps", () => {
    const day = dayOf(planned({ sides: [] }), planned({ key: "clamshell/2", sides: [] }));
    const [resting] = run(newFlow(day), ...coached, { type: "told", events: [{ event: "SetFinished", t_s: 9 }], now_ms: 0 });
    const [flow] = run(resting, signedOut);
    expect(flow).toMatchObject({ phase: "rest", mode: "taps", at: 0 });
    const [next] = run(flow, go);
    expect(next).toMatchObject({ phase: "countdown", at: 1, set: { watched: false } });
  });

  it("lets a set whose connection is lost go on by taps", () => {
    const [flow] = run(newFlow(dayOf(planned())), ...coached, { type: "connection", connection: "lost" }, { type: "choose", mode: "taps" }, go, { type: "tap", now_ms: 10 });
    expect(flow).toMatchObject({ phase: "set", connection: "off", set: { watched: false, counted: { left: 1 } } });
  });

  it("ends a set at once for sharp pain where the connection is lost", () => {
    const hurt: Action = { type: "pain", pain: { score: 6, place: "hip", sharp: true } };
    const [flow] = run(newFlow(dayOf(planned())), ...coached, { type: "connection", connection: "lost" }, hurt);
    expect(flow).toMatchObject({ phase: "rest", set: { finished: true, stoppedByPain: true } });
  });

  it("tells nothing more of a set that goes on in another tab", () => {
    const [flow, effects] = run(newFlow(dayOf(planned())), { type: "choose", mode: "taps" }, ...toTheSet, { type: "taken" }, { type: "tap", now_ms: 4000 });
    expect(flow).toMatchObject({ taken: true, set: { counted: { left: 0 } } });
    expect(types(effects)).not.toContain("note");
  });

  it("begins a film at once, for it has no one to get ready", () => {
    const [flow] = run(newFlow(dayOf(planned())), { type: "choose", mode: "film" }, { type: "opened" }, go, { type: "tick", now_ms: 100 });
    expect(flow.phase).toBe("set");
  });

  it("says each repetition that the coach counted", () => {
    const [flow] = run(newFlow(dayOf(planned())), { type: "choose", mode: "camera" }, { type: "opened" }, ...toTheSet);
    const [, effects] = run(flow, { type: "told", events: [counted(1)], now_ms: 0 });
    expect(effects).toContainEqual({ type: "say", text: "1", urgent: false });
  });
});
