// What the page and the pose worker tell each other.

import type { Seen } from "./landmarks";

export type ToPose =
  | { readonly type: "open"; readonly dist: string; readonly model: string }
  | { readonly type: "look"; readonly picture: ImageBitmap; readonly frame: number; readonly t_s: number };

export type FromPose =
  | { readonly type: "ready"; readonly delegate: "GPU" | "CPU" }
  | { readonly type: "seen"; readonly seen: Seen; readonly took_ms: number }
  | { readonly type: "failed"; readonly reason: string };
