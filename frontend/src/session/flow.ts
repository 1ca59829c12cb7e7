// The way through a session: from the camera to the first set, through sets and rests, to the end of the day.
//
// A pure machine. What happens comes in as an action; the new state and what is to be done about it come out.

import type { CoachEvent, Ready, ToCoach } from "../live/protocol";
import type { Day, PlannedSet } from "./plan";
import { isEmpty, newSet, nextSide, shown, told, type Pain, type SetState } from "./set";

export type Mode = "camera" | "film" | "taps";
export type Phase = "welcome" | "opening" | "ready" | "countdown" | "set" | "rest" | "end";
export type Connection = "off" | "connecting" | "open" | "lost";

export const COUNTDOWN_S = 3;
/** A film has no one to get ready. */
const FILM_COUNTDOWN_S = 0;
const LAST_SECONDS = 3;

export interface Flow {
  readonly phase: Phase;
  readonly mode: Mode;
  readonly day: Day;
  /** Which of the day's sets is done now, or comes next. */
  readonly at: number;
  /** The set that is done now, or in a rest the one that was. */
  readonly set: SetState | null;
  readonly ready: Ready | null;
  readonly connection: Connection;
  /** Where a countdown or a rest ends, on the clock of the page (ms). */
  readonly until_ms: number | null;
  /** Whole seconds left of it. */
  readonly left_s: number | null;
  /** When the hold by timer began (ms); null while none runs. */
  readonly holding_ms: number | null;
  readonly reserve: number | null;
  readonly load: string;
  /** A set was told to be coached somewhere else. */
  readonly taken: boolean;
  readonly trouble: { readonly message: string; readonly mend: string } | null;
  readonly askingPain: boolean;
  /** Whether the set was paused for the question about pain, and by nothing else. */
  readonly pausedToAsk: boolean;
}

export type Action =
  | { readonly type: "choose"; readonly mode: Mode }
  | { readonly type: "opened" }
  | { readonly type: "failed"; readonly message: string; readonly mend: string }
  | { readonly type: "go"; readonly now_ms: number; readonly id: string }
  | { readonly type: "tick"; readonly now_ms: number }
  | { readonly type: "ready"; readonly ready: Ready }
  | { readonly type: "told"; readonly events: readonly CoachEvent[]; readonly now_ms: number }
  | { readonly type: "tap"; readonly now_ms: number }
  | { readonly type: "pause" }
  | { readonly type: "skipSide" }
  | { readonly type: "finish" }
  | { readonly type: "filmEnded" }
  | { readonly type: "askPain"; readonly open: boolean }
  | { readonly type: "pain"; readonly pain: Pain }
  | { readonly type: "reserve"; readonly reserve: number | null }
  | { readonly type: "load"; readonly load: string }
  | { readonly type: "connection"; readonly connection: Connection }
  | { readonly type: "taken" }
  | { readonly type: "resume"; readonly set: SetState }
  | { readonly type: "leave" };

export type Effect =
  | { readonly type: "open"; readonly mode: Mode }
  | { readonly type: "close" }
  | { readonly type: "connect"; readonly set: SetState }
  | { readonly type: "send"; readonly message: ToCoach }
  | { readonly type: "begin"; readonly set: SetState }
  /** Keep events that the page told itself; they come back as `told`. */
  | { readonly type: "note"; readonly events: readonly CoachEvent[] }
  | { readonly type: "keep"; readonly set: SetState; readonly reserve: number | null; readonly load: string; readonly final: boolean }
  | { readonly type: "say"; readonly text: string; readonly urgent: boolean }
  | { readonly type: "sayWord"; readonly word: SpokenWord }
  | { readonly type: "beep"; readonly tone: "low" | "high" | "done" };

/** What the page itself says; the words are the page's. */
export type SpokenWord = "go" | "left" | "right" | "rest" | "set_done" | "session_done" | "paused" | "go_on" | "lost";

export type Step = readonly [Flow, readonly Effect[]];

export function newFlow(day: Day): Flow {
  return {
    phase: day.sets.length ? "welcome" : "end",
    mode: "camera", day, at: 0, set: null, ready: null, connection: "off", until_ms: null, left_s: null,
    holding_ms: null, reserve: null, load: day.sets[0]?.load ?? "", taken: false, trouble: null, askingPain: false, pausedToAsk: false,
  };
}

/** The set that comes next, or is done now. */
export const coming = (flow: Flow): PlannedSet | null => flow.day.sets[flow.at] ?? null;

/** Whether the coach on the server leads this set. */
export const isCoached = (flow: Flow): boolean => flow.set !== null && flow.set.watched;

export function step(flow: Flow, action: Action): Step {
  // another tab tells of the set from now on
  if (flow.taken) return [flow, []];
  switch (action.type) {
    case "choose":
      if (action.mode === "taps") return byHand(flow);
      return [{ ...flow, mode: action.mode, phase: "opening", trouble: null }, [{ type: "open", mode: action.mode }]];
    case "opened":
      return opened(flow);
    case "failed":
      return failed(flow, { message: action.message, mend: action.mend });
    case "go":
      return go(flow, action.now_ms, action.id);
    case "tick":
      return tick(flow, action.now_ms);
    case "ready":
      return [{ ...flow, ready: action.ready, trouble: null }, []];
    case "told":
      return action.events.reduce<Step>(
        ([now, effects], event) => {
          const [next, more] = hear(now, event, action.now_ms);
          return [next, [...effects, ...more]];
        },
        [flow, []],
      );
    case "tap":
      return tap(flow, action.now_ms);
    case "pause":
      return pause(flow);
    case "skipSide":
      return skip(flow);
    case "finish":
    case "filmEnded":
      if (flow.phase !== "set" || !flow.set) return [flow, []];
      // without a connection nobody else can end it
      return isCoached(flow) && flow.connection === "open" ? [flow, [{ type: "send", message: { type: "finish" } }]] : noting(flow, { event: "SetFinished", t_s: 0 });
    case "askPain":
      return askPain(flow, action.open);
    case "pain":
      return pain(flow, action.pain);
    case "reserve":
      return keepAgain({ ...flow, reserve: action.reserve });
    case "load":
      return keepAgain({ ...flow, load: action.load });
    case "connection": {
      const lost = action.connection === "lost" && flow.connection === "open";
      return [{ ...flow, connection: action.connection }, lost ? [{ type: "sayWord", word: "lost" }] : []];
    }
    case "taken":
      return [{ ...flow, taken: true, holding_ms: null }, [{ type: "close" }]];
    case "resume":
      return [
        { ...flow, set: action.set, at: Math.max(0, flow.day.sets.findIndex((one) => one.key === action.set.plan.key)), load: action.set.plan.load },
        [],
      ];
    case "leave":
      return [{ ...flow, phase: "end" }, [...finalKeep(flow), { type: "close" }]];
  }
}

/** Picture or coach are gone for good: a set that was cut off waits for the choice of how to go on, a rest goes on. */
function failed(flow: Flow, trouble: Flow["trouble"]): Step {
  const next: Flow = { ...flow, connection: "off", ready: null, trouble };
  if (flow.phase === "rest") return [{ ...next, mode: "taps" }, [{ type: "close" }]];
  return [{ ...next, phase: "welcome", until_ms: null, left_s: null, holding_ms: null }, [{ type: "close" }]];
}

/** No camera from now on: a set that was cut off goes on by timer and taps, and no longer counts as watched. */
function byHand(flow: Flow): Step {
  const next: Flow = { ...flow, mode: "taps", phase: "ready", connection: "off", until_ms: null, left_s: null, trouble: null };
  if (!flow.set || flow.set.finished || !flow.set.watched) return [next, [{ type: "close" }]];
  const set: SetState = { ...flow.set, watched: false, paused: false, between: null };
  return [{ ...next, set }, [{ type: "close" }, { type: "begin", set }]];
}

/** The camera is there: a set that was cut off goes on at once, a new one waits for a raised hand. */
function opened(flow: Flow): Step {
  if (flow.set && !flow.set.finished) {
    const set = { ...flow.set, paused: false };
    return [{ ...flow, phase: "set", set }, [{ type: "connect", set }]];
  }
  return [{ ...flow, phase: "ready" }, []];
}

/** Somebody raised a hand or pressed the button. */
function go(flow: Flow, now_ms: number, id: string): Step {
  const plan = coming(flow);
  if (!plan || flow.askingPain) return [flow, []];
  if (flow.phase === "rest") return flow.at + 1 < flow.day.sets.length ? afterRest(flow, now_ms, id) : [flow, []];
  if (flow.phase !== "ready") return [flow, []];
  if (flow.set && !flow.set.finished) return [{ ...flow, phase: "set" }, []];
  return countdown(flow, now_ms, id);
}

function countdown(flow: Flow, now_ms: number, id: string): Step {
  const plan = coming(flow);
  if (!plan) return [{ ...flow, phase: "end" }, [{ type: "close" }]];
  const watched = flow.mode !== "taps" && plan.watched;
  const set = newSet(id, plan, flow.day.on, watched);
  const seconds = flow.mode === "film" ? FILM_COUNTDOWN_S : COUNTDOWN_S;
  const next: Flow = {
    ...flow, phase: "countdown", set, until_ms: now_ms + 1000 * seconds, left_s: seconds, reserve: null, load: plan.load,
    ready: null, holding_ms: null, trouble: null,
  };
  const effects: Effect[] = [{ type: "begin", set }, ...(watched ? [{ type: "connect", set } as const] : [])];
  return [next, seconds ? [...effects, { type: "beep", tone: "low" }] : effects];
}

function tick(flow: Flow, now_ms: number): Step {
  if (flow.until_ms !== null) {
    const left_s = Math.max(0, Math.ceil((flow.until_ms - now_ms) / 1000));
    if (left_s === flow.left_s && left_s > 0) return [flow, []];
    const next = { ...flow, left_s };
    if (left_s > 0) return [next, flow.phase === "countdown" || left_s <= LAST_SECONDS ? [{ type: "beep", tone: "low" }] : []];
    return timeIsUp({ ...next, until_ms: null }, now_ms);
  }
  if (flow.phase === "set" && flow.holding_ms !== null && flow.set && !flow.set.paused) {
    const seconds = Math.floor((now_ms - flow.holding_ms) / 1000);
    if (seconds > flow.set.held_s[flow.set.side]) {
      return noting(flow, { event: "HoldTicked", t_s: now_ms / 1000, side: flow.set.side, seconds });
    }
  }
  return [flow, []];
}

function timeIsUp(flow: Flow, now_ms: number): Step {
  if (flow.phase === "countdown" && flow.set) {
    const side = flow.set.plan.sides[0];
    const next: Flow = { ...flow, phase: "set", left_s: null, holding_ms: !flow.set.watched && flow.set.plan.timed ? now_ms : null };
    return [next, [{ type: "beep", tone: "high" }, { type: "sayWord", word: side ?? "go" }]];
  }
  if (flow.phase === "rest" && flow.mode !== "film") return [{ ...flow, left_s: 0 }, [{ type: "beep", tone: "high" }]];
  if (flow.set?.between !== null && flow.set && !flow.set.watched) return sideByHand(flow, now_ms);
  return [{ ...flow, left_s: null }, []];
}

/** After the rest the next set begins by itself; a new id is needed for it, so the driver asks with `go`. */
export const restIsOver = (flow: Flow): boolean =>
  flow.phase === "rest" && flow.left_s === 0 && flow.mode !== "film" && !flow.askingPain && !flow.set?.stoppedByPain;

function afterRest(flow: Flow, now_ms: number, id: string): Step {
  const kept = finalKeep(flow);
  const next = { ...flow, at: flow.at + 1 };
  const [counting, effects] = countdown(next, now_ms, id);
  return [counting, [...kept, ...effects]];
}

function hear(flow: Flow, event: CoachEvent, now_ms: number): Step {
  if (!flow.set || flow.set.finished) return [flow, []];
  const before = flow.set;
  const set = told(before, event);
  const next: Flow = { ...flow, set };
  switch (event.event) {
    case "RepetitionCounted":
    case "Tapped": {
      if (set.counted[set.side] === before.counted[set.side] && set.side === before.side) return [next, []];
      const reached = set.counted[event.side] === set.plan.aim;
      const effects: Effect[] = [{ type: "beep", tone: reached ? "done" : "high" }];
      return [next, event.event === "Tapped" ? effects : [...effects, { type: "say", text: String(set.counted[event.side]), urgent: false }]];
    }
    case "HoldTicked": {
      const reached = event.seconds === set.plan.aim;
      const tens = event.seconds % 10 === 0 || set.plan.aim - event.seconds === 5;
      const next_: Step = [next, reached ? [{ type: "beep", tone: "done" }] : tens ? [{ type: "say", text: String(event.seconds), urgent: false }] : []];
      return reached && !set.watched ? doneByHand(next_, now_ms) : next_;
    }
    case "CueSpoken":
      return [next, event.kind === "count" ? [] : [{ type: "say", text: event.text, urgent: event.kind === "correction" }]];
    case "RestStarted":
      return [
        { ...next, until_ms: now_ms + 1000 * event.seconds, left_s: Math.ceil(event.seconds), holding_ms: null },
        [{ type: "beep", tone: "done" }, { type: "sayWord", word: "rest" }],
      ];
    case "SideSwitched":
      return [{ ...next, until_ms: null, left_s: null }, [{ type: "beep", tone: "high" }, { type: "sayWord", word: event.side }]];
    case "SetPaused":
      return [{ ...next, holding_ms: null }, [{ type: "sayWord", word: "paused" }]];
    case "SetResumed":
      return [{ ...next, holding_ms: !set.watched && set.plan.timed ? now_ms - 1000 * shown(set) : null }, [{ type: "sayWord", word: "go_on" }]];
    case "SetFinished":
      return finished(next, now_ms);
    default:
      return [next, []];
  }
}

function finished(flow: Flow, now_ms: number): Step {
  const set = flow.set;
  if (!set) return [flow, []];
  const last = flow.at + 1 >= flow.day.sets.length;
  const resting = !last && !set.stoppedByPain && flow.mode !== "film";
  const next: Flow = {
    ...flow, phase: "rest", connection: "off", holding_ms: null,
    until_ms: resting ? now_ms + 1000 * set.plan.rest_s : null,
    left_s: resting ? Math.ceil(set.plan.rest_s) : null,
  };
  const kept: Effect[] = [{ type: "keep", set, reserve: null, load: flow.load, final: false }];
  return [next, [...kept, { type: "beep", tone: "done" }, { type: "sayWord", word: last ? "session_done" : "set_done" }]];
}

/** What was told after the set goes with it, until the next one begins. */
function keepAgain(flow: Flow): Step {
  if (flow.phase !== "rest" || !flow.set) return [flow, []];
  return [flow, [{ type: "keep", set: flow.set, reserve: flow.reserve, load: flow.load, final: false }]];
}

function finalKeep(flow: Flow): Effect[] {
  if (flow.phase !== "rest" || !flow.set) return [];
  return [{ type: "keep", set: flow.set, reserve: flow.reserve, load: flow.load, final: true }];
}

function pause(flow: Flow): Step {
  if (flow.phase !== "set" || !flow.set) return [flow, []];
  const { paused, watched } = flow.set;
  if (watched) return [flow, [{ type: "send", message: { type: paused ? "resume" : "pause" } }]];
  return noting(flow, { event: paused ? "SetResumed" : "SetPaused", t_s: 0 });
}

function skip(flow: Flow): Step {
  if (flow.phase !== "set" || !flow.set) return [flow, []];
  if (flow.set.watched) return [flow, [{ type: "send", message: { type: "skip_side" } }]];
  const side = nextSide(flow.set);
  return noting(flow, side ? { event: "SideSwitched", t_s: 0, side } : { event: "SetFinished", t_s: 0 });
}

/** A tap counts one, or stops and goes on with a hold. */
function tap(flow: Flow, now_ms: number): Step {
  if (flow.phase !== "set" || !flow.set || flow.set.watched || flow.set.paused || flow.set.between !== null) return [flow, []];
  if (flow.set.plan.timed) return flow.holding_ms === null ? [{ ...flow, holding_ms: now_ms - 1000 * shown(flow.set) }, []] : skip(flow);
  return noting(flow, { event: "Tapped", t_s: now_ms / 1000, side: flow.set.side });
}

/** Without a coach the page itself ends a hold at its aim. */
function doneByHand([flow, effects]: Step, now_ms: number): Step {
  if (!flow.set) return [flow, effects];
  const side = nextSide(flow.set);
  const event: CoachEvent = side
    ? { event: "RestStarted", t_s: now_ms / 1000, seconds: flow.set.plan.rest_s }
    : { event: "SetFinished", t_s: now_ms / 1000 };
  return [flow, [...effects, { type: "note", events: [event] }]];
}

function sideByHand(flow: Flow, now_ms: number): Step {
  const side = flow.set && nextSide(flow.set);
  if (!side) return noting(flow, { event: "SetFinished", t_s: 0 });
  const timed = flow.set?.plan.timed ?? false;
  return noting({ ...flow, left_s: null, holding_ms: timed ? now_ms : null }, { event: "SideSwitched", t_s: now_ms / 1000, side });
}

function askPain(flow: Flow, open: boolean): Step {
  if (!open) {
    // it was nothing: the set goes on as it was
    const closed: Flow = { ...flow, askingPain: false, pausedToAsk: false };
    return flow.pausedToAsk && flow.set?.paused ? pause(closed) : [closed, []];
  }
  const pauses = flow.phase === "set" && flow.set !== null && !flow.set.paused;
  const asking: Flow = { ...flow, askingPain: true, pausedToAsk: pauses };
  return pauses ? pause(asking) : [asking, []];
}

function pain(flow: Flow, hurt: Pain): Step {
  if (!flow.set) return [{ ...flow, askingPain: false, pausedToAsk: false }, []];
  const set: SetState = { ...flow.set, pain: [...flow.set.pain, hurt] };
  const next: Flow = { ...flow, set, askingPain: false, pausedToAsk: false };
  if (flow.phase === "rest") {
    // sharp pain ends the session: the rest does not run on into the next set
    const stops = hurt.sharp;
    const stopped: Flow = stops ? { ...next, set: { ...set, stoppedByPain: true }, until_ms: null, left_s: null } : next;
    return keepAgain(stopped);
  }
  const effects: Effect[] = [{ type: "begin", set }];
  // without a connection nobody else would stop it
  if (flow.set.watched && !(hurt.sharp && flow.connection !== "open")) return [next, [...effects, { type: "send", message: { type: "pain", ...hurt } }]];
  const events: CoachEvent[] = [{ event: "PainReported", t_s: 0, score: hurt.score, place: hurt.place, stops: hurt.sharp }];
  if (hurt.sharp) events.push({ event: "SetFinished", t_s: 0 });
  return [next, [...effects, { type: "note", events }]];
}

const noting = (flow: Flow, event: CoachEvent): Step => [flow, [{ type: "note", events: [event] }]];

/** What the coach is told at the beginning, and after every lost connection. */
export function startOf(set: SetState, width_px: number, height_px: number): ToCoach {
  const { plan } = set;
  return {
    type: "start", set: set.id, exercise: plan.exercise, level: plan.level,
    side: plan.sides[0] ?? null, reps: plan.timed ? null : plan.aim, hold_s: plan.timed ? plan.aim : null,
    then_other: plan.sides.length > 1, width_px, height_px, counted: set.counted, held_s: set.held_s,
  };
}

export { isEmpty };
