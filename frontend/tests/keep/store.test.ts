import "fake-indexeddb/auto";
import { expect, it } from "vitest";
import { bodyOf } from "../../src/keep/body";
import { flush, type Answer } from "../../src/keep/outbox";
import { Store } from "../../src/keep/store";
import { newSet } from "../../src/session/set";
import { counted, dayOf, planned } from "../examples";

const set = (id: string) => newSet(id, planned(), "2026-11-26", true);
const waiting = (id: string) => ({ id, key: planned().key, body: bodyOf(set(id), null, ""), final: true });

it("a set that was cut off comes back with every repetition that was told", async () => {
  const store = await Store.open("cut-off");
  await store.begin(set("s1"));
  await store.add("s1", [counted(1), counted(2)]);
  store.close();
  const again = await Store.open("cut-off");
  expect((await again.underWay())?.counted.left).toBe(2);
});

it("a finished set leaves the day's list and waits to be sent", async () => {
  const store = await Store.open("finished");
  await store.keepDay(dayOf(planned(), planned({ key: "bridge/1" })));
  await store.begin(set("s1"));
  await store.finish(waiting("s1"));
  expect(await store.underWay()).toBeNull();
  expect((await store.dayLeft())?.sets.map(({ key }) => key)).toEqual(["bridge/1"]);
  expect((await store.waiting()).map(({ id }) => id)).toEqual(["s1"]);
});

it("what is sent leaves, what is refused stays with its reason, and what cannot be sent now stays as it was", async () => {
  const store = await Store.open("sending");
  for (const id of ["a", "b", "c"]) await store.finish(waiting(id));
  const answers: Record<string, Answer> = { a: "kept", b: { refused: "It does not fit." }, c: "later" };
  expect(await flush(store, ({ id }) => Promise.resolve(answers[id] ?? "later"))).toBe(2);
  expect((await store.waiting()).map(({ id, refused }) => [id, refused])).toEqual([["b", "It does not fit."], ["c", undefined]]);
});
