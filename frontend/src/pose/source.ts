// Where pictures come from: a camera, or a film that is gone through picture by picture with its own time.

import type { PoseFinder } from "./finder";
import type { Seen } from "./landmarks";

/** Pictures of a film that are looked at in a second; the coach counts the same from twelve on. */
const FILM_HZ = 15;

/** Cameras by name; names are there once one was allowed. */
export async function cameras(): Promise<MediaDeviceInfo[]> {
  return (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === "videoinput");
}

/** Open a camera into a video; rejects with the browser's own reason where it is refused or missing. */
export async function openCamera(video: HTMLVideoElement, deviceId: string | null): Promise<void> {
  closeVideo(video);
  const wanted: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
  if (deviceId) wanted.deviceId = { exact: deviceId };
  else wanted.facingMode = "user";
  video.srcObject = await navigator.mediaDevices.getUserMedia({ video: wanted, audio: false });
  await video.play();
}

/** Open a film; rejects where the browser cannot read it. */
export async function openFilm(video: HTMLVideoElement, file: File): Promise<void> {
  closeVideo(video);
  await new Promise<void>((resolve, reject) => {
    video.onloadeddata = () => resolve();
    video.onerror = () => reject(new Error(video.error?.message ?? "unreadable"));
    video.src = URL.createObjectURL(file);
  });
  if (!Number.isFinite(video.duration) || !video.videoWidth) throw new Error("there is no picture in it");
}

export function closeVideo(video: HTMLVideoElement): void {
  if (video.srcObject instanceof MediaStream) video.srcObject.getTracks().forEach((track) => track.stop());
  if (video.src.startsWith("blob:")) URL.revokeObjectURL(video.src);
  video.srcObject = null;
  video.removeAttribute("src");
}

/** Whether the video plays a camera. */
export const isCamera = (video: HTMLVideoElement): boolean => video.srcObject !== null;

/** Look at pictures until told to stop; a camera gives its newest, a film every one of them in turn. */
export function watch(video: HTMLVideoElement, finder: PoseFinder, tell: Watcher): () => void {
  let going = true;
  const run = isCamera(video) ? watchCamera : watchFilm;
  run(video, finder, tell, () => going).catch((error: unknown) => {
    if (going) tell.failed(error instanceof Error ? error : new Error(String(error)));
  });
  return () => {
    going = false;
  };
}

export interface Watcher {
  seen(seen: Seen): void;
  /** The film is over. */
  ended(): void;
  failed(error: Error): void;
  /** Whether a film waits; a camera never does. */
  waits(): boolean;
}

async function watchCamera(video: HTMLVideoElement, finder: PoseFinder, tell: Watcher, going: () => boolean): Promise<void> {
  // the next picture is waited for while this one is looked at
  let coming = nextPicture(video);
  for (let frame = 0; going(); frame++) {
    const t_s = await coming;
    if (!going()) return;
    coming = nextPicture(video);
    tell.seen(await finder.look(video, frame, t_s));
  }
}

/** Wait for a new picture; resolves to its time on the clock of the page, in seconds. */
function nextPicture(video: HTMLVideoElement): Promise<number> {
  return new Promise((resolve) => {
    video.requestVideoFrameCallback((now, picture) => resolve((picture.captureTime ?? now) / 1000));
  });
}

async function watchFilm(video: HTMLVideoElement, finder: PoseFinder, tell: Watcher, going: () => boolean): Promise<void> {
  video.pause();
  const frames = Math.floor(video.duration * FILM_HZ);
  for (let frame = 0; going() && frame < frames; frame++) {
    while (tell.waits() && going()) await new Promise((resolve) => setTimeout(resolve, 100));
    const t_s = (frame + 0.5) / FILM_HZ;
    await seek(video, t_s);
    tell.seen(await finder.look(video, frame, frame / FILM_HZ));
  }
  if (going()) tell.ended();
}

function seek(video: HTMLVideoElement, t_s: number): Promise<void> {
  return new Promise((resolve, reject) => {
    video.onseeked = () => resolve();
    video.onerror = () => reject(new Error(video.error?.message ?? "unreadable"));
    video.currentTime = t_s;
  });
}
