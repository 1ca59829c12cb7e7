// Buttons, keys and the question about pain.

import type { Action, Flow, Mode } from "../session/flow";
import { takeOver } from "../keep/sole";
import { part } from "./dom";

export interface Controls {
  act(action: Action): void;
  mode(mode: Mode, film: File | null): void;
  go(): void;
  camera(id: string): void;
  sound(): void;
  flow(): Flow;
  /** Somebody touched the page: from now on it may sound. */
  touched(): void;
}

export function bindControls(root: HTMLElement, to: Controls): void {
  const dialog = part(root, "[data-pain]") as HTMLDialogElement;
  const askPain = (): void => {
    if (dialog.open || !to.flow().set) return;
    to.act({ type: "askPain", open: true });
    dialog.showModal();
    dialog.querySelector<HTMLElement>("input:checked")?.focus();
  };
  const press: Record<string, () => void> = {
    camera: () => to.mode("camera", null),
    taps: () => to.mode("taps", null),
    go: () => to.go(),
    next: () => to.go(),
    pause: () => to.act({ type: "pause" }),
    skipSide: () => to.act({ type: "skipSide" }),
    finish: () => to.act({ type: "finish" }),
    takeOver,
    leave: () => to.act({ type: "leave" }),
    sound: () => to.sound(),
    askPain,
  };
  root.addEventListener("pointerdown", () => to.touched());
  root.addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>("[data-do], [data-count], [data-reserve]");
    if (!pressed) return;
    if (pressed.dataset["do"] !== undefined) press[pressed.dataset["do"]]?.();
    else if (pressed.dataset["reserve"] !== undefined) rate(to, Number(pressed.dataset["reserve"]));
    else to.act({ type: "tap", now_ms: performance.now() });
  });
  const film = part(root, "[data-film]") as HTMLInputElement;
  film.addEventListener("change", () => {
    const [chosen] = film.files ?? [];
    if (chosen) to.mode("film", chosen);
    film.value = "";
  });
  const select = part(root, "[data-cameras]") as HTMLSelectElement;
  select.addEventListener("change", () => to.camera(select.value));
  const load = part(root, "[data-load]") as HTMLInputElement;
  load.addEventListener("change", () => to.act({ type: "load", load: load.value.trim() }));
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "tell") tellPain(dialog, to);
    else to.act({ type: "askPain", open: false });
    dialog.returnValue = "";
  });
  document.addEventListener("keydown", (event) => key(event, to, dialog, askPain));
}

function key(event: KeyboardEvent, to: Controls, dialog: HTMLDialogElement, askPain: () => void): void {
  const at = event.target as HTMLElement;
  const writes = at.matches("input, select, textarea") && !at.matches("[type=radio], [type=checkbox], [type=file]");
  if (dialog.open || writes || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const { phase } = to.flow();
  to.touched();
  if (event.key.toLowerCase() === "p") askPain();
  // a button that has the focus answers to the space bar itself
  else if (event.key === " " && !at.matches("button, a, summary, input, label")) {
    if (phase === "set") to.act({ type: "pause" });
    else if (phase === "ready" || phase === "rest") to.go();
    else return;
  } else if (phase === "rest" && /^[0-4]$/.test(event.key)) rate(to, Number(event.key));
  else return;
  event.preventDefault();
}

/** The same answer once more takes it back. */
function rate(to: Controls, reserve: number): void {
  to.act({ type: "reserve", reserve: to.flow().reserve === reserve ? null : reserve });
}

function tellPain(dialog: HTMLDialogElement, to: Controls): void {
  const told = new FormData(part(dialog, "form") as HTMLFormElement);
  to.act({
    type: "pain",
    pain: { score: Number(told.get("score") ?? 0), place: String(told.get("place") ?? ""), sharp: told.get("sharp") !== null },
  });
}
