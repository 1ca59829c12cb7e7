// What the server put on the page for the script.

import type { Day } from "./session/plan";
import type { Words } from "./words";

export interface PageData {
  /** Names what the browser keeps of the person; null on the page that tells nothing about anybody. */
  readonly owner: string | null;
  /** Whether sets are kept in the record; those of the example person are not. */
  readonly keeps: boolean;
  readonly day: Day | null;
  readonly language: string;
  /** Where the built files lie. */
  readonly dist: string;
  readonly addresses: Readonly<Record<"today" | "set" | "end" | "coach" | "coach_day" | "coach_offline" | "live" | "sets" | "worker", string>>;
  readonly words: Words;
}

/** Whose pages this browser is signed in to, and what to send sets with. */
export interface Signed {
  readonly owner: string;
  readonly token: string;
  readonly day: Day | null;
}

export function readPage(): PageData {
  return JSON.parse(document.getElementById("coach-data")?.textContent ?? "") as PageData;
}

/** Ask who is signed in; null without a network, or where nobody is. */
export async function askSigned(address: string): Promise<Signed | null> {
  try {
    const answer = await fetch(address, { redirect: "manual", headers: { Accept: "application/json" } });
    return answer.ok ? ((await answer.json()) as Signed) : null;
  } catch {
    return null;
  }
}
