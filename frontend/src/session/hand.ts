// A raised hand: an arm held up for a second, from the elbow to well above the head, after it was seen down.
//
// Who lies on the side to train has a hand above the nose in the picture all the time; that is no sign.

import { LEFT_WRIST, NOSE, RIGHT_WRIST, visibility, x, y, type Pose, type Seen } from "../pose/landmarks";

export const HELD_S = 1;
const SURE = 0.5;
/** A flicker of a picture or two does not count as taking it down. */
const FORGIVEN_S = 0.2;
/** How far the wrist stands above the nose, in lengths of the trunk. */
const ABOVE = 0.2;
const ARMS = [
  { shoulder: 11, elbow: 13, wrist: LEFT_WRIST, hip: 23 },
  { shoulder: 12, elbow: 14, wrist: RIGHT_WRIST, hip: 24 },
] as const;

export class RaisedHand {
  private since_s: number | null = null;
  private last_s = -Infinity;
  /** Whether a hand must come down first: at the beginning, and after it was answered. */
  private answered = true;

  /** Take the next picture, `ratio` its width to its height; true once each time that a hand was up long enough. */
  feed({ t_s, pose }: Seen, ratio: number): boolean {
    if (t_s < this.last_s) this.reset();
    if (pose && isUp(pose, ratio)) {
      this.since_s ??= t_s;
      this.last_s = t_s;
    } else if (pose && t_s - this.last_s > FORGIVEN_S) {
      this.since_s = null;
      this.answered = false;
    }
    if (this.answered || this.since_s === null || t_s - this.since_s < HELD_S) return false;
    this.answered = true;
    return true;
  }

  /** How far it is on its way, from 0 to 1. */
  get share(): number {
    return this.answered || this.since_s === null ? 0 : Math.min(1, (this.last_s - this.since_s) / HELD_S);
  }

  reset(): void {
    this.since_s = null;
    this.last_s = -Infinity;
    this.answered = true;
  }
}

function isUp(pose: Pose, ratio: number): boolean {
  if (visibility(pose, NOSE) < SURE) return false;
  return ARMS.some(({ shoulder, elbow, wrist, hip }) => {
    if (Math.min(visibility(pose, elbow), visibility(pose, wrist)) < SURE) return false;
    const trunk = Math.hypot((x(pose, shoulder) - x(pose, hip)) * ratio, y(pose, shoulder) - y(pose, hip));
    const straightUp = y(pose, wrist) < y(pose, elbow) && y(pose, elbow) < y(pose, shoulder);
    return straightUp && y(pose, wrist) < y(pose, NOSE) - ABOVE * trunk;
  });
}
