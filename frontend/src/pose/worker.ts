// The worker that finds the pose. Pictures come in, landmarks go out; a picture goes no further than this.
//
// It is a classic script, since MediaPipe loads its WebAssembly with importScripts, which modules do not have.

import { PoseLandmarker, type NormalizedLandmark, type Landmark } from "@mediapipe/tasks-vision";
import { LANDMARKS } from "./landmarks";
import type { FromPose, ToPose } from "./messages";

// The page's types are those of a window; here `self` is the worker.
const worker = self as unknown as {
  postMessage(message: FromPose, transfer?: Transferable[]): void;
  onmessage: ((event: MessageEvent<ToPose>) => void) | null;
};

let landmarker: PoseLandmarker | null = null;
/** MediaPipe wants times that rise; those of the next film begin anew. */
let last_ms = 0;
let shift_ms = 0;

/** Whether there is a graphics card: software that imitates one is slower than the processor itself. */
function hasGraphicsCard(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  if (!context) return false;
  const named = context.getExtension("WEBGL_debug_renderer_info");
  const renderer = named ? String(context.getParameter(named.UNMASKED_RENDERER_WEBGL)) : "";
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return !/swiftshader|llvmpipe|software|basic render/i.test(renderer);
}

async function open(dist: string, model: string): Promise<void> {
  const files = {
    wasmLoaderPath: `${dist}${__VISION__}/vision_wasm_internal.js`,
    wasmBinaryPath: `${dist}${__VISION__}/vision_wasm_internal.wasm`,
  };
  const answer = await fetch(model);
  if (!answer.ok) throw new Error(`${answer.status} for ${model}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const make = (delegate: "GPU" | "CPU"): Promise<PoseLandmarker> =>
    PoseLandmarker.createFromOptions(files, {
      baseOptions: { modelAssetBuffer: bytes.slice(), delegate },
      runningMode: "VIDEO",
      numPoses: 1,
      canvas: new OffscreenCanvas(1, 1),
    });
  let delegate: "GPU" | "CPU" = hasGraphicsCard() ? "GPU" : "CPU";
  try {
    landmarker = await make(delegate);
  } catch (error) {
    if (delegate === "CPU") throw error;
    delegate = "CPU";
    landmarker = await make(delegate);
  }
  worker.postMessage({ type: "ready", delegate });
}

function flat(points: readonly (NormalizedLandmark | Landmark)[], third: (point: NormalizedLandmark | Landmark) => number): Float32Array {
  const values = new Float32Array(3 * LANDMARKS);
  points.slice(0, LANDMARKS).forEach((point, index) => values.set([point.x, point.y, third(point)], 3 * index));
  return values;
}

function look(picture: ImageBitmap, frame: number, t_s: number): void {
  const begun = performance.now();
  if (1000 * t_s + shift_ms <= last_ms) shift_ms = last_ms + 1 - 1000 * t_s;
  last_ms = 1000 * t_s + shift_ms;
  const found = landmarker?.detectForVideo(picture, last_ms);
  picture.close();
  const [image] = found?.landmarks ?? [];
  const [world] = found?.worldLandmarks ?? [];
  const pose = image && {
    image: flat(image, (point) => point.visibility),
    world: world ? flat(world, (point) => point.z) : null,
  };
  worker.postMessage(
    { type: "seen", seen: { frame, t_s, pose: pose ?? null }, took_ms: performance.now() - begun },
    pose ? [pose.image.buffer, ...(pose.world ? [pose.world.buffer] : [])] : [],
  );
}

worker.onmessage = ({ data }) => {
  if (data.type === "open") {
    open(data.dist, data.model).catch((error: unknown) => worker.postMessage({ type: "failed", reason: String(error) }));
  } else {
    try {
      look(data.picture, data.frame, data.t_s);
    } catch (error) {
      worker.postMessage({ type: "failed", reason: String(error) });
    }
  }
};
