// Sends the sets that wait, each until the server has answered for it; sending one twice keeps it once.

import type { Store, Waiting } from "./store";

/** Sent again it would be refused again: malformed, of an id that is taken, too large, not fitting the record. */
const FINAL = [400, 409, 413, 422];

export type Answer = "kept" | "later" | { readonly refused: string };
export type Post = (waiting: Waiting) => Promise<Answer>;

/** Send what waits; whatever cannot be sent now stays. Resolves to how many still wait. */
export async function flush(store: Store, post: Post): Promise<number> {
  for (const waiting of await store.waiting()) {
    if (!waiting.final || waiting.refused !== undefined) continue;
    const answer = await post(waiting);
    if (answer === "kept") await store.sent(waiting.id);
    else if (answer === "later") break;
    else await store.refuse(waiting.id, answer.refused);
  }
  return (await store.waiting()).length;
}

/** Post to the server; a network that is down and a server that is busy mean later, a set that it will not have is told. */
export function poster(address: string, token: () => string): Post {
  return async ({ body }) => {
    let answer: Response;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token() },
        body: JSON.stringify(body),
        redirect: "manual",
      });
    } catch {
      return "later";
    }
    if (answer.ok) return "kept";
    return FINAL.includes(answer.status) ? { refused: await reason(answer) } : "later";
  };
}

async function reason(answer: Response): Promise<string> {
  const told = (await answer.json().catch(() => null)) as { errors?: { what: string; mend: string }[] } | null;
  return told?.errors?.map(({ what, mend }) => `${what} ${mend}`).join(" ") || String(answer.status);
}
