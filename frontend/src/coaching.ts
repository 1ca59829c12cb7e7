// Joins the machine to the world: camera, pose, socket, store, sound and screen.

import { bodyOf } from "./keep/body";
import { flush, poster } from "./keep/outbox";
import { markWaiting } from "./keep/waiting";
import type { Store } from "./keep/store";
import { CLOSED, type CoachEvent, type FromCoach } from "./live/protocol";
import { LiveSocket } from "./live/socket";
import { encode } from "./live/wire";
import { askSigned, type PageData } from "./page";
import { PoseFinder } from "./pose/finder";
import type { Seen } from "./pose/landmarks";
import { cameras, closeVideo, isCamera, openCamera, openFilm, watch } from "./pose/source";
import { part } from "./screen/dom";
import { drawSkeleton, type Colours } from "./screen/skeleton";
import { View } from "./screen/view";
import { coming, isEmpty, newFlow, restIsOver, startOf, step, type Action, type Effect, type Flow, type Mode } from "./session/flow";
import { RaisedHand } from "./session/hand";
import type { Day } from "./session/plan";
import type { SetState } from "./session/set";
import { Sound } from "./sound/sound";
import { bindControls } from "./screen/controls";
import { speaker, type Speak, type Word } from "./words";

const TICK_MS = 100;
const SEND_AGAIN_MS = 15_000;
const CAMERA = "kilter.camera";

export class Coaching {
  private flow: Flow;
  private readonly view: View;
  private readonly say: Speak;
  private readonly sound: Sound;
  private readonly hand = new RaisedHand();
  private readonly video: HTMLVideoElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly colours: Colours;
  private finder: PoseFinder | null = null;
  private socket: LiveSocket | null = null;
  private stopWatching: (() => void) | null = null;
  private film: File | null = null;
  private wakeLock: WakeLockSentinel | null = null;
  /** Writing goes one after the other, so that what is shown was kept before. */
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly root: HTMLElement,
    private readonly page: PageData,
    private readonly owner: string,
    day: Day,
    private readonly store: Store,
  ) {
    this.say = speaker(page.words);
    this.flow = newFlow(day);
    this.view = new View(root, this.say);
    this.sound = new Sound(page.language);
    this.video = part(root, "[data-video]") as HTMLVideoElement;
    this.canvas = part(root, "[data-canvas]") as HTMLCanvasElement;
    this.colours = coloursOf(root);
  }

  async begin(): Promise<void> {
    await this.store.finalise();
    const cut = await this.store.underWay();
    if (cut) this.act({ type: "resume", set: cut });
    this.bind();
    this.view.sound(this.sound.on);
    this.view.show(this.flow);
    part(this.root, `[data-part=${this.flow.phase === "end" ? "end" : "welcome"}] h1`).focus({ preventScroll: true });
    setInterval(() => this.tick(), TICK_MS);
    setInterval(() => void this.sendWaiting(), SEND_AGAIN_MS);
    window.addEventListener("online", () => void this.sendWaiting());
    await this.sendWaiting();
  }

  /** Another tab coaches: show that, and touch nothing of what it keeps. */
  leaveToOther(): void {
    this.bind();
    this.act({ type: "taken" });
  }

  private bind(): void {
    bindControls(this.root, {
      act: (action) => this.act(action),
      mode: (mode, film) => this.choose(mode, film),
      go: () => this.go(),
      camera: (id) => void this.useCamera(id),
      sound: () => this.view.sound(this.sound.toggle()),
      flow: () => this.flow,
      touched: () => this.sound.wake(),
    });
  }

  /** Take what happened, show it, and do what follows from it. */
  act(action: Action): void {
    const before = this.flow.phase;
    const [flow, effects] = step(this.flow, action);
    this.flow = flow;
    this.view.show(flow);
    for (const effect of effects) this.carryOut(effect);
    if (before !== flow.phase) this.moved();
  }

  private moved(): void {
    this.hand.reset();
    const { phase } = this.flow;
    if (phase === "rest" || phase === "end") part(this.root, `[data-part=${phase === "rest" ? "after" : "end"}] h1`).focus({ preventScroll: true });
    if (phase === "set") void this.keepAwake();
    window.scrollTo({ top: 0 });
  }

  private choose(mode: Mode, film: File | null): void {
    this.film = film;
    this.sound.wake();
    this.act({ type: "choose", mode });
    if (mode === "taps") this.go();
  }

  private go(): void {
    this.sound.wake();
    this.act({ type: "go", now_ms: performance.now(), id: crypto.randomUUID() });
  }

  private tick(): void {
    this.act({ type: "tick", now_ms: performance.now() });
    if (restIsOver(this.flow)) this.act({ type: "go", now_ms: performance.now(), id: crypto.randomUUID() });
  }

  private carryOut(effect: Effect): void {
    switch (effect.type) {
      case "open":
        void this.open(effect.mode);
        break;
      case "close":
        this.closePicture();
        break;
      case "connect":
        this.connect();
        break;
      case "send":
        this.socket?.send(effect.message);
        break;
      case "begin":
        this.write(() => this.store.begin(effect.set));
        break;
      case "note":
        this.hear(effect.events);
        break;
      case "keep":
        this.keep(effect.set, effect.reserve, effect.load, effect.final);
        break;
      case "say":
        this.view.spoken(effect.text);
        this.sound.say(effect.text, effect.urgent);
        break;
      case "sayWord": {
        const word: Word = effect.word;
        this.view.spoken(this.say(word));
        this.sound.say(this.say(word), true);
        break;
      }
      case "beep":
        this.sound.beep(effect.tone);
    }
  }

  // the picture

  private async open(mode: Mode): Promise<void> {
    try {
      await (mode === "film" && this.film ? openFilm(this.video, this.film) : openCamera(this.video, localStorage.getItem(CAMERA)));
    } catch (error) {
      return this.cannotOpen(mode, error);
    }
    try {
      this.finder ??= await PoseFinder.open(this.page.dist, "lite");
    } catch (error) {
      console.error(error);
      return this.act({ type: "failed", message: this.say("pose_failed"), mend: this.say("pose_failed_mend") });
    }
    this.canvas.width = this.video.videoWidth;
    this.canvas.height = this.video.videoHeight;
    this.root.style.setProperty("--ratio", String(this.video.videoWidth / this.video.videoHeight));
    if (mode === "camera") await this.listCameras();
    this.act({ type: "opened" });
    this.startWatching();
    if (mode === "film") this.go();
  }

  private cannotOpen(mode: Mode, error: unknown): void {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "OverconstrainedError" && localStorage.getItem(CAMERA)) {
      // the camera that was chosen is gone
      localStorage.removeItem(CAMERA);
      void this.open(mode);
      return;
    }
    const why: Word =
      mode === "film" ? "film_unreadable" : name === "NotAllowedError" ? "camera_refused" : name === "NotFoundError" ? "camera_missing" : "camera_busy";
    this.act({ type: "failed", message: this.say(why), mend: this.say(`${why}_mend` as Word) });
  }

  private startWatching(): void {
    if (!this.finder) return;
    this.stopWatching?.();
    this.stopWatching = watch(this.video, this.finder, {
      seen: (seen) => this.see(seen),
      ended: () => this.act({ type: "filmEnded" }),
      failed: (error) => {
        console.error(error);
        this.act({ type: "failed", message: this.say("pose_failed"), mend: this.say("pose_failed_mend") });
      },
      waits: () => this.flow.phase !== "set" || this.flow.connection !== "open" || !this.flow.ready || (this.flow.set?.paused ?? false),
    });
  }

  private see(seen: Seen): void {
    const { phase, set } = this.flow;
    const together = !set || !set.plan.sides.length;
    drawSkeleton(this.canvas, seen.pose, phase === "set" && !together ? set.side : null, this.colours);
    this.root.dataset["frames"] = String(Number(this.root.dataset["frames"] ?? 0) + 1);
    if (phase === "set" && set?.watched) this.socket?.frame(encode(seen));
    if (phase === "ready" || phase === "rest") {
      const raised = this.hand.feed(seen, this.canvas.width / Math.max(1, this.canvas.height));
      this.view.hand(this.hand.share);
      if (raised && isCamera(this.video)) this.go();
    }
  }

  private async useCamera(id: string): Promise<void> {
    localStorage.setItem(CAMERA, id);
    if (this.flow.mode !== "camera" || this.flow.phase === "welcome") return;
    this.stopWatching?.();
    await this.open("camera");
  }

  private async listCameras(): Promise<void> {
    const found = await cameras();
    const select = part(this.root, "[data-cameras]") as HTMLSelectElement;
    select.replaceChildren(...found.map((device, index) => new Option(device.label || String(index + 1), device.deviceId)));
    const track = this.video.srcObject instanceof MediaStream ? this.video.srcObject.getVideoTracks()[0] : undefined;
    select.value = track?.getSettings().deviceId ?? "";
    part(this.root, "[data-part=pick]").hidden = found.length < 2;
  }

  private closePicture(): void {
    this.stopWatching?.();
    this.stopWatching = null;
    closeVideo(this.video);
    this.socket?.close();
    this.socket = null;
    void this.wakeLock?.release();
    this.wakeLock = null;
  }

  private async keepAwake(): Promise<void> {
    // only a wish: where it is refused the screen dims as it always does
    this.wakeLock ??= (await navigator.wakeLock?.request("screen").catch(() => null)) ?? null;
  }

  // the coach

  private connect(): void {
    this.socket?.close();
    const address = new URL(this.page.addresses.live, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.socket = new LiveSocket(address.href, {
      told: (message) => this.told(message),
      connection: (connection) => {
        this.act({ type: "connection", connection });
        if (connection === "open" && this.flow.set?.paused) this.socket?.send({ type: "pause" });
      },
      refused: (code) => this.refused(code),
      start: () => startOf(this.flow.set as SetState, this.video.videoWidth, this.video.videoHeight),
    });
  }

  private told(message: FromCoach): void {
    if (message.type === "events") this.hear(message.events);
    else if (message.type === "value") this.view.band(this.flow, message.value);
    else if (message.type === "ready") this.act({ type: "ready", ready: message });
    // that another tab goes on is told by the code that the connection closes with
    else if (message.type === "error" && message.fatal && message.code !== "other_tab") this.act({ type: "failed", message: message.message, mend: message.mend });
  }

  private refused(code: number): void {
    if (code === CLOSED.elsewhere) this.act({ type: "taken" });
    else if (code === CLOSED.signedOut || code === CLOSED.notYours) {
      this.act({ type: "failed", message: this.say("signed_out"), mend: this.say("signed_out_mend") });
    } else this.act({ type: "failed", message: this.say("lost"), mend: this.say("pose_failed_mend") });
  }

  /** Keep events, then show them. */
  private hear(events: readonly CoachEvent[]): void {
    const set = this.flow.set;
    if (!set) return;
    this.write(async () => {
      await this.store.add(set.id, events);
      if (this.flow.set?.id === set.id) this.act({ type: "told", events, now_ms: performance.now() });
    });
  }

  private write(what: () => Promise<void>): void {
    this.writing = this.writing.then(what).catch((error: unknown) => console.error(error));
  }

  private keep(set: SetState, reserve: number | null, load: string, final: boolean): void {
    this.socket?.close();
    this.socket = null;
    this.write(async () => {
      if (isEmpty(set) || !this.page.keeps) await this.store.drop(set.id);
      else await this.store.finish({ id: set.id, key: set.plan.key, body: bodyOf(set, reserve, load), final });
      if (final || coming(this.flow) === null) await this.sendWaiting();
      else await this.countWaiting();
    });
  }

  private sending: Promise<void> | null = null;

  private sendWaiting(): Promise<void> {
    this.sending ??= this.send().finally(() => {
      this.sending = null;
    });
    return this.sending;
  }

  private async send(): Promise<void> {
    const ready = (await this.store.waiting()).filter((one) => one.final && one.refused === undefined);
    if (ready.length) {
      const signed = await askSigned(this.page.addresses.coach_day);
      if (signed?.owner === this.owner) await flush(this.store, poster(this.page.addresses.sets, () => signed.token));
    }
    await this.countWaiting();
  }

  private async countWaiting(): Promise<void> {
    const waiting = await this.store.waiting();
    markWaiting(waiting.length > 0);
    this.view.waiting(waiting.filter((one) => one.final).length);
    this.view.refused(waiting);
  }
}

function coloursOf(root: HTMLElement): Colours {
  const style = getComputedStyle(root);
  const colour = (name: string): string => style.getPropertyValue(name).trim();
  return { working: colour("--bone"), other: colour("--bone-other"), outline: colour("--bone-edge") };
}
