// A finished set in small pictures: each repetition with its range, its tempo and what slipped.

import type { Ready } from "../live/protocol";
import type { Repetition, SetState } from "../session/set";
import type { Speak } from "../words";
import { make } from "./dom";

export function summary(set: SetState, ready: Ready | null, say: Speak): HTMLElement[] {
  const parts: HTMLElement[] = [];
  // what was tapped has neither range nor tempo
  const sides = set.watched ? (set.plan.sides.length ? set.plan.sides : (["left", "right"] as const)) : [];
  for (const side of sides) {
    const own = set.repetitions.filter((one) => one.side === side);
    if (!own.length) continue;
    if (set.plan.sides.length > 1 || set.plan.alternating) parts.push(make("h2", say(side), "side-name"));
    parts.push(line(own, ready, say));
    const complete = own.filter((one) => one.complete);
    const clean = complete.filter((one) => !one.faults.length).length;
    parts.push(make("p", say("clean_of", { n: clean, of: complete.length }), "small", "quiet"));
  }
  if (!parts.length && set.watched && !set.plan.timed) parts.push(make("p", say("no_reps_seen"), "quiet"));
  const advice = [...new Set(Object.values(set.unjudged).map((one) => one.advice))];
  if (advice.length) {
    const list = make("ul", "", "small", "advice");
    list.append(...advice.map((one) => make("li", one)));
    parts.push(list);
  }
  if (set.pain.length) {
    const worst = Math.max(...set.pain.map((one) => one.score));
    parts.push(make("p", say("pain_told", { n: worst }), "small", "hurt"));
  }
  return parts;
}

function line(repetitions: readonly Repetition[], ready: Ready | null, say: Speak): HTMLElement {
  const list = make("ol", "", "reps");
  const furthest = Math.max(1, ...repetitions.map((one) => Math.abs(one.range)));
  const unit = ready?.signal?.unit === "deg" ? "°" : "";
  for (const one of repetitions) {
    const item = make("li", "", "rep");
    if (!one.complete) item.classList.add("partial");
    if (one.faults.length) item.classList.add("slipped");
    const bar = make("span", "", "bar");
    bar.style.setProperty("--share", String(Math.abs(one.range) / furthest));
    bar.setAttribute("aria-hidden", "true");
    const tempo = [one.up_s, one.hold_s, one.down_s].map((seconds) => seconds.toFixed(1)).join(" – ");
    const words = [`${Math.round(Math.abs(one.range))}${unit}`, `${tempo} s`, one.complete ? "" : say("partial")];
    item.append(bar, make("span", one.complete ? String(one.number) : "·", "number"), make("span", words.filter(Boolean).join(", "), "hidden"));
    item.title = words.filter(Boolean).join("\n");
    list.append(item);
  }
  return list;
}
