// Makes the page ready for a day without a network: the service worker, and the pictures of today's exercises.

import type { PageData } from "../page";
import type { Day } from "../session/plan";

export const PICTURES = "kilter-pictures";

export async function keepReady(page: PageData, day: Day | null): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  try {
    await navigator.serviceWorker.register(page.addresses.worker, { scope: page.addresses.coach });
    await navigator.serviceWorker.ready;
    await keepPictures(day);
  } catch (error) {
    // without it everything works but a day without a network
    console.info("no service worker:", error);
  }
}

async function keepPictures(day: Day | null): Promise<void> {
  const wanted = new Set(day?.sets.flatMap(({ pictures }) => (pictures ? Object.values(pictures) : [])));
  const kept = await caches.open(PICTURES);
  for (const request of await kept.keys()) if (!wanted.has(new URL(request.url).pathname)) await kept.delete(request);
  for (const address of wanted) if (!(await kept.match(address))) await kept.add(address);
}
