// The skeleton over the picture: the side that works in the colour of warmth, the other one quieter.

import { BONES, visibility, x, y, type Pose } from "../pose/landmarks";
import type { Side } from "../session/plan";

const SHOWN = 0.4;
const JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28] as const;

export interface Colours {
  readonly working: string;
  readonly other: string;
  readonly outline: string;
}

/** Draw a pose on a canvas as large as the picture; the mirroring of both is left to the style. */
export function drawSkeleton(canvas: HTMLCanvasElement, pose: Pose | null, working: Side | null, colours: Colours): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { width, height } = canvas;
  context.clearRect(0, 0, width, height);
  if (!pose) return;
  const at = (landmark: number): [number, number] => [x(pose, landmark) * width, y(pose, landmark) * height];
  const thick = Math.max(3, Math.hypot(width, height) / 190);
  context.lineCap = context.lineJoin = "round";
  for (const [widened, outlined] of [[thick * 2, true], [thick, false]] as const) {
    for (const [from, to, side] of BONES) {
      if (Math.min(visibility(pose, from), visibility(pose, to)) < SHOWN) continue;
      context.strokeStyle = outlined ? colours.outline : working === null || side === working ? colours.working : colours.other;
      context.lineWidth = widened;
      context.beginPath();
      context.moveTo(...at(from));
      context.lineTo(...at(to));
      context.stroke();
    }
  }
  for (const joint of JOINTS) {
    if (visibility(pose, joint) < SHOWN) continue;
    context.fillStyle = colours.outline;
    context.beginPath();
    context.arc(...at(joint), thick * 0.9, 0, 2 * Math.PI);
    context.fill();
  }
}
