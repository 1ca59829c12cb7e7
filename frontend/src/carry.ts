// On every page of somebody who is signed in: send what waits from a session without a network, and see to it that
// nothing waits any more before they sign out.

import { flush, poster } from "./keep/outbox";
import { Store } from "./keep/store";
import { isWaiting, markWaiting } from "./keep/waiting";
import { askSigned } from "./page";

async function carry({ day, sets }: DOMStringMap): Promise<void> {
  if (!isWaiting() || !day || !sets) return;
  const signed = await askSigned(day);
  if (!signed) return;
  const store = await Store.open(signed.owner);
  const left = await flush(store, poster(sets, () => signed.token));
  markWaiting(left > 0);
  store.close();
}

const own = document.querySelector<HTMLElement>("[data-carry]");
// the camera page sees to it itself
if (own && !document.getElementById("coach")) void carry(own.dataset);
