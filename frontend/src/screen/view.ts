// Shows where the session stands. It reads the state and writes the page, and keeps nothing of its own.

import { coming, isCoached, type Flow } from "../session/flow";
import type { PlannedSet } from "../session/plan";
import { nextSide, share, shown, type SetState } from "../session/set";
import type { Speak, Word } from "../words";
import type { Waiting } from "../keep/store";
import { make, part, picture, show, write } from "./dom";
import { summary } from "./summary";

const DISTANCE_M = "2–3";

export class View {
  private readonly texts: Readonly<Record<string, HTMLElement>>;
  private pictured = "";
  private summed: SetState | null = null;

  constructor(
    private readonly root: HTMLElement,
    private readonly say: Speak,
  ) {
    this.texts = Object.fromEntries(
      [...root.querySelectorAll<HTMLElement>("[data-text]")].map((element) => [element.dataset["text"] ?? "", element]),
    );
  }

  show(flow: Flow): void {
    const phase = flow.phase === "countdown" || flow.phase === "ready" || flow.phase === "opening" ? "stage" : flow.phase;
    const onStage = phase === "stage" || phase === "set";
    if (this.root.dataset["phase"] !== flow.phase) this.root.dataset["phase"] = flow.phase;
    this.root.dataset["mode"] = flow.mode;
    document.body.classList.toggle("on-stage", onStage);
    this.part("welcome", flow.phase === "welcome" && !flow.taken);
    this.part("stage", onStage && !flow.taken);
    this.part("after", flow.phase === "rest" && !flow.taken);
    this.part("end", flow.phase === "end" && !flow.taken);
    this.part("reach", (onStage || flow.phase === "rest") && !flow.taken);
    this.part("taken", flow.taken);
    this.trouble(flow);
    const plan = flow.phase === "rest" ? (flow.set?.plan ?? null) : coming(flow);
    if (!plan) return;
    this.picture(plan);
    if (flow.phase === "welcome") this.welcome(flow, plan);
    else if (onStage) this.stage(flow, plan);
    else if (flow.phase === "rest") this.after(flow, plan);
  }

  /** What was said last, for who cannot hear it. */
  spoken(text: string): void {
    write(part(this.root, "[data-spoken]"), text);
  }

  waiting(count: number): void {
    this.text("waiting", count === 0 ? "" : count === 1 ? this.say("keep_waiting_one") : this.say("keep_waiting", { n: count }));
  }

  /** Sets that the server would not have: told with its reason, and still kept here. */
  refused(waiting: readonly Waiting[]): void {
    const told = waiting.filter((one) => one.refused !== undefined);
    const lines = told.map((one) => make("p", this.say("not_kept", { why: one.refused ?? "" }), "box", "care"));
    part(this.root, "[data-refused]").replaceChildren(...lines);
  }

  sound(on: boolean): void {
    part(this.root, "[data-do=sound]").setAttribute("aria-pressed", String(on));
    this.text("sound", this.say(on ? "sound_on" : "sound_off"));
  }

  band(flow: Flow, value: number | null): void {
    const { target, signal, scale } = flow.ready ?? {};
    const shown = Boolean(target && signal && scale && flow.phase === "set");
    const band = part(this.root, "[data-band]");
    show(band, shown);
    if (!target || !signal || !scale || !shown) return;
    const place = placing(scale.rest, scale.peak);
    const ends = [target.low ?? -Infinity, target.high ?? Infinity].map(place).sort((one, other) => one - other);
    const share = (at: number): string => `${(100 * at).toFixed(1)}%`;
    band.style.setProperty("--low", share(ends[0] ?? 0));
    band.style.setProperty("--high", share(ends[1] ?? 1));
    band.style.setProperty("--at", share(value === null ? 0 : place(value)));
    const inside = value !== null && value >= (target.low ?? -Infinity) && value <= (target.high ?? Infinity);
    band.classList.toggle("inside", inside);
    this.text("bandName", signal.name);
    this.text("bandValue", value === null ? "–" : `${Math.round(value)}${signal.unit === "deg" ? "°" : ` ${signal.unit}`}`);
  }

  hand(share_: number): void {
    const hand = part(this.root, "[data-hand]");
    hand.style.setProperty("--share", String(share_));
    hand.classList.toggle("up", share_ > 0);
  }

  sideIn(plan: PlannedSet, side: "left" | "right" | undefined): string {
    if (!plan.sides.length) return this.say(plan.alternating ? "in_turn" : "both");
    return side ? this.say(side) : plan.sides.map((each) => this.say(each)).join(" · ");
  }

  private trouble(flow: Flow): void {
    const box = part(this.root, "[data-part=trouble]");
    show(box, flow.trouble !== null);
    write(part(box, ".word"), flow.trouble?.message ?? "");
    write(part(box, ".mend"), flow.trouble?.mend ?? "");
  }

  private welcome(flow: Flow, plan: PlannedSet): void {
    const { day } = flow;
    this.text("where", this.say("to_go", { done: day.done, of: day.total }));
    this.text("name", plan.name);
    this.text("ask", [this.setOf(plan), this.sideIn(plan, undefined), this.amount(plan), plan.load].filter(Boolean).join(" · "));
    const facing: Word = `facing_${plan.facing}`;
    const cut = flow.set && !flow.set.finished ? flow.set : null;
    this.text("goesOn", cut ? this.say("goes_on", { n: shown(cut), unit: this.unit(plan), side: this.sideIn(plan, cut.side) }) : "");
    this.text("stand", plan.watched ? this.say(facing, { d: DISTANCE_M, h: Math.round(100 * plan.height_m) }) : plan.level_name);
    show(part(this.root, "[data-do=camera]"), plan.watched);
    show(part(this.root, ".film"), plan.watched);
  }

  private stage(flow: Flow, plan: PlannedSet): void {
    const { set } = flow;
    const working = flow.phase === "set" && set !== null && !set.finished;
    const side = working || flow.phase === "countdown" ? set?.side : plan.sides[0];
    this.text("setOf", `${this.setOf(plan)} · ${plan.level_name}`);
    this.text("side", this.sideIn(plan, side));
    this.text("stageName", plan.name);
    const between = set?.between != null;
    const counting = flow.phase === "countdown" || between;
    this.text("count", String(counting ? (flow.left_s ?? 0) : set ? shown(set) : 0));
    this.text("unit", between ? this.say("rest") : flow.phase === "countdown" ? this.say("get_ready") : `${this.aim(plan)} ${this.unit(plan)}`);
    part(this.root, "[data-ring]").style.setProperty("--share", String(set && !counting ? share(set) : 0));
    const count = part(this.root, "[data-count]") as HTMLButtonElement;
    const byHand = working && set !== null && !set.watched && !between && !set.paused;
    count.disabled = !byHand;
    count.classList.toggle("reached", set !== null && !counting && share(set) >= 1);
    count.classList.toggle("counting", counting);
    const hint: Word = !plan.timed ? "tap_each" : flow.holding_ms === null ? "tap_hold" : "tap_stop";
    this.text("tapHint", byHand ? this.say(hint) : "");
    show(this.texts["tapHint"] as HTMLElement, byHand);
    this.call(flow, plan, working);
    this.cue(flow);
    this.connection(flow);
    show(part(this.root, "[data-do=go]"), flow.phase === "ready");
    show(part(this.root, "[data-do=pause]"), working);
    show(part(this.root, "[data-do=skipSide]"), working && set !== null && nextSide(set) !== null);
    show(part(this.root, "[data-do=finish]"), working);
    show(part(this.root, ".keys [data-do=taps]"), working && isCoached(flow) && flow.connection === "lost");
    this.text("pauseWord", this.say(set?.paused ? "resume" : "pause"));
    if (!flow.ready) this.band(flow, null);
    show(part(this.root, "[data-pictures-small]"), flow.mode === "taps" || !plan.watched);
    show(part(this.root, "[data-picture]"), flow.mode !== "taps");
  }

  private call(flow: Flow, plan: PlannedSet, working: boolean): void {
    const [big, more] = this.callWords(flow, plan, working);
    this.text("call", big);
    this.text("callMore", more);
    this.part("call", big !== "");
  }

  private callWords(flow: Flow, plan: PlannedSet, working: boolean): [string, string] {
    const { set } = flow;
    if (flow.phase === "opening") return [this.say(flow.mode === "film" ? "opening_film" : "opening"), ""];
    if (flow.phase === "ready") {
      if (flow.mode === "taps") return ["", ""];
      return [this.say("raise_hand"), this.say("or_press")];
    }
    if (flow.phase === "countdown") return flow.mode === "taps" ? ["", ""] : [String(flow.left_s ?? ""), this.sideIn(plan, plan.sides[0])];
    if (!working || !set) return ["", ""];
    if (set.paused) return [this.say("paused"), ""];
    if (set.between !== null) return [this.say("rest"), nextSide(set) ? this.say("change_sides") : ""];
    if (!set.watched || flow.connection !== "open" || set.inPosition) return ["", ""];
    return [this.say(set.seen ? "get_in_position" : "step_in"), ""];
  }

  private cue(flow: Flow): void {
    const cue = flow.phase === "set" && !flow.set?.paused ? flow.set?.cue : null;
    const box = part(this.root, "[data-cue]");
    show(box, Boolean(cue));
    if (!cue) return;
    this.text("cue", cue.text);
    box.dataset["kind"] = cue.kind;
  }

  private connection(flow: Flow): void {
    const line = part(this.root, "[data-connection]");
    const state = !isCoached(flow) ? "off" : flow.connection;
    line.dataset["state"] = state;
    show(line, flow.phase === "set" || flow.phase === "countdown");
    const words: Record<string, Word> = { off: "no_coach", connecting: "connecting", open: "connected", lost: "connection_lost" };
    this.text("connection", this.say(words[state] as Word));
  }

  private after(flow: Flow, plan: PlannedSet): void {
    const { set } = flow;
    if (!set) return;
    const next = flow.day.sets[flow.at + 1];
    this.part("resting", flow.left_s !== null);
    this.text("restLeft", String(flow.left_s ?? ""));
    part(this.root, "[data-rest-ring]").style.setProperty("--share", String((flow.left_s ?? 0) / Math.max(1, plan.rest_s)));
    this.text("afterOver", `${this.setOf(plan)} · ${this.sideIn(plan, undefined)}`);
    this.text("afterName", plan.name);
    this.text("afterSaid", set.stoppedByPain ? this.say("stopped_pain") : this.amountDone(set));
    this.part("effort", plan.reserve > 0);
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-reserve]")) {
      button.setAttribute("aria-pressed", String(button.dataset["reserve"] === String(flow.reserve)));
    }
    this.part("load", plan.load_kind !== "");
    const field = part(this.root, "[data-load]") as HTMLInputElement;
    if (document.activeElement !== field && field.value !== flow.load) field.value = flow.load;
    this.text("next", next && !set.stoppedByPain ? this.say("next", { name: `${next.name}, ${this.sideIn(next, undefined)}` }) : "");
    show(part(this.root, "[data-do=next]"), Boolean(next) && !set.stoppedByPain);
    if (this.summed !== set) {
      this.summed = set;
      part(this.root, "[data-summary]").replaceChildren(...summary(set, flow.ready, this.say));
    }
  }

  private amountDone(set: SetState): string {
    const sides = set.plan.sides.length ? set.plan.sides : ([set.side] as const);
    return sides
      .map((side) => {
        const done = set.plan.timed ? this.say("held_for", { n: set.held_s[side] }) : this.say("counted", { n: set.counted[side] });
        return set.plan.sides.length > 1 ? `${this.say(side)}: ${done}` : done;
      })
      .join(" · ");
  }

  private picture(plan: PlannedSet): void {
    if (this.pictured === plan.key) return;
    this.pictured = plan.key;
    const boxes = this.root.querySelectorAll<HTMLElement>("[data-pictures], [data-pictures-small]");
    for (const box of boxes) box.replaceChildren(...(plan.pictures ? [picture(plan.pictures, plan.name)] : []));
  }

  private setOf = (plan: PlannedSet): string => this.say("set_of", { n: plan.number, of: plan.of });
  private unit = (plan: PlannedSet): string => this.say(plan.timed ? "seconds" : "reps");
  private aim = (plan: PlannedSet): string =>
    plan.high > plan.aim ? this.say("of_aim_to", { aim: plan.aim, high: plan.high }) : this.say("of_aim", { aim: plan.aim });
  private amount = (plan: PlannedSet): string =>
    `${plan.aim}${plan.high > plan.aim ? `–${plan.high}` : ""} ${this.unit(plan)}`;

  private text(name: string, text: string): void {
    const element = this.texts[name];
    if (element) write(element, text);
  }

  private part(name: string, shown_: boolean): void {
    show(part(this.root, `[data-part=${name}]`), shown_);
  }
}

/** Where on the band a reading stands, from 0 to 1: rest to the left, the peak towards the right, with room beyond. */
function placing(rest: number, peak: number): (at: number) => number {
  const way = peak - rest || 1;
  const room = 0.15;
  return (at) => Math.min(1, Math.max(0, ((at - rest) / way + room) / (1 + 2 * room)));
}
