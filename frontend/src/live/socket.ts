// The connection to the coach for one set: it comes back by itself, and goes on from what the page has shown.

import { CLOSED, type FromCoach, type ToCoach } from "./protocol";

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
/** Frames are dropped, not queued, while this much has not left yet: what is late helps nobody. */
const MOST_WAITING_BYTES = 40_000;

export interface Listener {
  told(message: FromCoach): void;
  connection(state: "connecting" | "open" | "lost"): void;
  /** It will not come back by itself. */
  refused(code: number): void;
  /** What to begin with, each time anew. */
  start(): ToCoach;
}

export type MakeSocket = (address: string) => WebSocket;

export class LiveSocket {
  private socket: WebSocket | null = null;
  private wait_ms = FIRST_WAIT_MS;
  private timer = 0;
  private ended = false;
  /** Commands that could not be sent yet; a pause must not be lost with a connection. */
  private unsent: ToCoach[] = [];

  constructor(
    private readonly address: string,
    private readonly listener: Listener,
    private readonly make: MakeSocket = (to) => new WebSocket(to),
    private readonly random: () => number = Math.random,
  ) {
    this.connect();
  }

  send(message: ToCoach): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
    else if (message.type !== "ping") this.unsent.push(message);
  }

  /** Send a frame, if the line is free. */
  frame(bytes: ArrayBuffer): void {
    if (this.socket?.readyState === WebSocket.OPEN && this.socket.bufferedAmount < MOST_WAITING_BYTES) this.socket.send(bytes);
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket?.close(1000);
  }

  private connect(): void {
    this.listener.connection("connecting");
    const socket = this.make(this.address);
    socket.binaryType = "arraybuffer";
    this.socket = socket;
    socket.onopen = () => {
      this.wait_ms = FIRST_WAIT_MS;
      socket.send(JSON.stringify(this.listener.start()));
      this.unsent.splice(0).forEach((message) => this.send(message));
      this.listener.connection("open");
    };
    socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.listener.told(JSON.parse(data) as FromCoach);
    };
    socket.onclose = ({ code }) => {
      if (this.ended || this.socket !== socket) return;
      if (Object.values<number>(CLOSED).includes(code) && code !== CLOSED.tooMany) {
        this.ended = true;
        this.listener.refused(code);
        return;
      }
      this.listener.connection("lost");
      // half of it at random, so that a server that comes back is not met by all at once
      const wait = this.wait_ms / 2 + (this.random() * this.wait_ms) / 2;
      this.wait_ms = Math.min(LONGEST_WAIT_MS, 2 * this.wait_ms);
      this.timer = window.setTimeout(() => this.connect(), wait);
    };
  }
}
