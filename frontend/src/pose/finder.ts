// The pose of each picture of a camera or a film, found in the worker; one picture at a time, so that none queues up.

import type { Seen } from "./landmarks";
import type { FromPose, ToPose } from "./messages";

/** Pictures are made no wider than this before they are looked at; the model sees no more than a quarter of it. */
const WIDEST_PX = 640;

export class PoseFinder {
  private readonly worker: Worker;
  private answered: ((seen: Seen) => void) | null = null;
  private failed: ((error: Error) => void) | null = null;

  private constructor(worker: Worker) {
    this.worker = worker;
  }

  /** Start the worker and load the model; rejects where it cannot. */
  static async open(dist: string, model: "lite" | "full"): Promise<PoseFinder> {
    const worker = new Worker(`${dist}pose.worker.js`);
    const finder = new PoseFinder(worker);
    await new Promise<void>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message || "the worker did not start"));
      worker.onmessage = ({ data }: MessageEvent<FromPose>) => {
        if (data.type === "ready") resolve();
        else if (data.type === "failed") reject(new Error(data.reason));
      };
      const opening: ToPose = { type: "open", dist: absolute(dist), model: absolute(`${dist}${__MODELS__[model]}`) };
      worker.postMessage(opening);
    });
    worker.onmessage = ({ data }: MessageEvent<FromPose>) => {
      if (data.type === "seen") finder.answered?.(data.seen);
      else if (data.type === "failed") finder.failed?.(new Error(data.reason));
    };
    return finder;
  }

  /** Look at what a video shows now. Ask for the next only when this has answered. */
  async look(video: HTMLVideoElement, frame: number, t_s: number): Promise<Seen> {
    const width = Math.min(WIDEST_PX, video.videoWidth);
    const picture = await createImageBitmap(video, { resizeWidth: width, resizeQuality: "low" });
    return new Promise((resolve, reject) => {
      this.answered = resolve;
      this.failed = reject;
      const looking: ToPose = { type: "look", picture, frame, t_s };
      this.worker.postMessage(looking, [picture]);
    });
  }

  close(): void {
    this.worker.terminate();
  }
}

const absolute = (address: string): string => new URL(address, location.href).href;
