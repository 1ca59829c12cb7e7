// What the browser keeps of its owner: the day, the sets under way with every event, and sets that wait to be sent.
//
// Each owner has a database of their own; signing out erases them all.

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { CoachEvent } from "../live/protocol";
import type { Day, PlannedSet } from "../session/plan";
import { newSet, told, type Pain, type SetState } from "../session/set";
import type { SetBody } from "./body";

interface KeptSet {
  readonly id: string;
  readonly plan: PlannedSet;
  readonly on: string;
  readonly watched: boolean;
  readonly pain: readonly Pain[];
}

export interface Waiting {
  readonly id: string;
  /** Of the planned set. */
  readonly key: string;
  readonly body: SetBody;
  /** Whether nothing more is told of it: it may be sent. */
  readonly final: boolean;
  /** Why the server will not have it; such a set is shown, and not sent again by itself. */
  readonly refused?: string;
}

interface Schema extends DBSchema {
  sets: { key: string; value: KeptSet };
  events: { key: number; value: { set: string; event: CoachEvent }; indexes: { set: string } };
  outbox: { key: string; value: Waiting };
  day: { key: string; value: Day };
}

export class Store {
  private constructor(private readonly db: IDBPDatabase<Schema>) {}

  static async open(owner: string): Promise<Store> {
    const db = await openDB<Schema>(`kilter-${owner}`, 1, {
      upgrade(made) {
        made.createObjectStore("sets", { keyPath: "id" });
        made.createObjectStore("events", { autoIncrement: true }).createIndex("set", "set");
        made.createObjectStore("outbox", { keyPath: "id" });
        made.createObjectStore("day");
      },
      // another version of the page, or signing out, wants it
      blocking: (_now, _then, event) => (event.target as IDBDatabase).close(),
    });
    return new Store(db);
  }

  close(): void {
    this.db.close();
  }

  /** Keep that a set began, or what hurt in it. */
  async begin({ id, plan, on, watched, pain }: SetState): Promise<void> {
    await this.db.put("sets", { id, plan, on, watched, pain });
  }

  /** Keep events of a set, in their order, all or none. */
  async add(set: string, events: readonly CoachEvent[]): Promise<void> {
    const writing = this.db.transaction("events", "readwrite", { durability: "strict" });
    for (const event of events) void writing.store.add({ set, event });
    await writing.done;
  }

  /** The set that was under way, folded from its events; null where none was. */
  async underWay(): Promise<SetState | null> {
    for (const kept of (await this.db.getAll("sets")).reverse()) {
      const events = await this.db.getAllFromIndex("events", "set", kept.id);
      const begun: SetState = { ...newSet(kept.id, kept.plan, kept.on, kept.watched), pain: kept.pain };
      const set = events.reduce((so_far, { event }) => told(so_far, event), begun);
      if (!set.finished) return set;
    }
    return null;
  }

  /** Put a finished set into the outbox, off the day's list, and forget its events with it. */
  async finish(waiting: Waiting): Promise<void> {
    const writing = this.db.transaction(["sets", "events", "outbox", "day"], "readwrite", { durability: "strict" });
    await writing.objectStore("outbox").put(waiting);
    const day = await writing.objectStore("day").get("day");
    const sets = day?.sets.filter(({ key }) => key !== waiting.key);
    if (day && sets && sets.length < day.sets.length) {
      await writing.objectStore("day").put({ ...day, sets, done: day.done + 1 }, "day");
    }
    await this.forgetIn(writing.objectStore("sets"), writing.objectStore("events"), waiting.id);
    await writing.done;
  }

  /** Forget a set that nothing came of. */
  async drop(id: string): Promise<void> {
    const writing = this.db.transaction(["sets", "events"], "readwrite");
    await this.forgetIn(writing.objectStore("sets"), writing.objectStore("events"), id);
    await writing.done;
  }

  private async forgetIn(
    sets: { delete(key: string): Promise<void> },
    events: { index(name: "set"): { getAllKeys(query: string): Promise<number[]> }; delete(key: number): Promise<void> },
    id: string,
  ): Promise<void> {
    for (const key of await events.index("set").getAllKeys(id)) await events.delete(key);
    await sets.delete(id);
  }

  waiting(): Promise<Waiting[]> {
    return this.db.getAll("outbox");
  }

  /** Nothing more will be told of the sets that wait: a page that was closed had its say. */
  async finalise(): Promise<void> {
    const writing = this.db.transaction("outbox", "readwrite");
    for (const one of await writing.store.getAll()) if (!one.final) void writing.store.put({ ...one, final: true });
    await writing.done;
  }

  async refuse(id: string, why: string): Promise<void> {
    const one = await this.db.get("outbox", id);
    if (one) await this.db.put("outbox", { ...one, refused: why });
  }

  async sent(id: string): Promise<void> {
    await this.db.delete("outbox", id);
  }

  async keepDay(day: Day): Promise<void> {
    await this.db.put("day", day, "day");
  }

  /** The sets of the day that are left; null where no day was kept. */
  async dayLeft(): Promise<Day | null> {
    return (await this.db.get("day", "day")) ?? null;
  }
}

const OWNER = "kilter.owner";

/** Whose page was open last on this device: without a network nobody else can tell. */
export const lastOwner = (): string | null => localStorage.getItem(OWNER);
export const rememberOwner = (owner: string): void => localStorage.setItem(OWNER, owner);
