// The camera page: carries what happens to the machine in session/flow.ts, and carries out what that decides.

import { Coaching } from "./coaching";
import { readPage, askSigned, type PageData } from "./page";
import { keepReady } from "./offline/shell";
import { becomeSole } from "./keep/sole";
import { lastOwner, rememberOwner, Store } from "./keep/store";
import type { Day } from "./session/plan";
import { part, write } from "./screen/dom";
import { speaker } from "./words";

async function dayOf(page: PageData, store: Store, owner: string, sole: boolean): Promise<Day | null> {
  if (page.day) {
    if (page.keeps && sole) await store.keepDay(page.day);
    return page.day;
  }
  const signed = await askSigned(page.addresses.coach_day);
  if (signed?.owner === owner && signed.day) return signed.day;
  return store.dayLeft();
}

async function begin(): Promise<void> {
  const page = readPage();
  const root = part(document, "#coach");
  const say = speaker(page.words);
  const owner = page.owner ?? lastOwner();
  if (owner === null) {
    const box = part(root, "[data-part=offline]");
    write(part(box, ".word"), say("nothing_kept"));
    box.hidden = false;
    return;
  }
  const store = await Store.open(owner);
  if (page.owner && page.keeps) rememberOwner(page.owner);
  let coaching: Coaching | null = null;
  const sole = await becomeSole(owner, () => coaching?.act({ type: "taken" }));
  const day = await dayOf(page, store, owner, sole);
  coaching = new Coaching(root, page, owner, day ?? { on: "", sets: [], done: 0, total: 0 }, store);
  if (sole) await coaching.begin();
  else coaching.leaveToOther();
  if (page.owner) await keepReady(page, day);
}

void begin();
