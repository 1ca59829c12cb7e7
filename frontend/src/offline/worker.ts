// The service worker of the camera page. It keeps a page that tells nothing about anybody, its styles and its script,
// and hands them out where there is no network. Pages about a person are never kept here: the browser holds the sets
// of the day in a database of their owner's, which signing out erases with all of this.

import { PICTURES } from "./shell";

interface Lifetime extends Event {
  waitUntil(done: Promise<unknown>): void;
}
interface Asked extends Lifetime {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  addEventListener(type: "install" | "activate", listen: (event: Lifetime) => void): void;
  addEventListener(type: "fetch", listen: (event: Asked) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
}
// The page's types are those of a window; here `self` is the service worker.
const worker = self as unknown as Worker;

const KEPT = `kilter-coach-${__BUILD__}`;
const OFFLINE = "/coach/offline/";
const PATIENCE_MS = 4000;

/** The page, and every style, script, font and picture that it names itself. */
async function install(): Promise<void> {
  const cache = await caches.open(KEPT);
  const page = await fetch(OFFLINE, { credentials: "omit", cache: "reload" });
  if (!page.ok) throw new Error(`${OFFLINE} answered ${page.status}`);
  const text = await page.clone().text();
  await cache.put(OFFLINE, page);
  const named = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map(([, address]) => address ?? "");
  await cache.addAll(new Set(named));
  for (const style of named.filter((address) => address.endsWith(".css"))) {
    const rules = await (await cache.match(style))?.text();
    const fonts = [...(rules ?? "").matchAll(/url\("?([^")]+\.(?:ttf|woff2))"?\)/g)].map(([, font]) => new URL(font ?? "", new URL(style, worker.location.origin)).pathname);
    await cache.addAll(new Set(fonts));
  }
}

async function activate(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith("kilter-coach-") && name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await worker.clients.claim();
}

/** A page comes from the network; without one, or where it takes too long, from here. */
async function page(request: Request): Promise<Response> {
  const kept = await caches.match(OFFLINE, { cacheName: KEPT });
  if (!kept) return fetch(request);
  try {
    return await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    return kept;
  }
}

/** A file comes from the network as it always does, which costs little where the browser has it, else from here. */
async function file(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = (await caches.match(request, { cacheName: KEPT })) ?? (await caches.match(request, { cacheName: PICTURES }));
    if (kept) return kept;
    throw error;
  }
}

worker.addEventListener("install", (event) => event.waitUntil(install().then(() => worker.skipWaiting())));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(request));
  else if (pathname.startsWith("/static/")) event.respondWith(file(request));
});
