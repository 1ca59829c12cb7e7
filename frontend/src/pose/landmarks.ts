// The landmarks of one person in one picture, and where each stands: BlazePose's order of 33.

export const LANDMARKS = 33;
export const NOSE = 0;
export const LEFT_WRIST = 15;
export const RIGHT_WRIST = 16;

/** One picture's landmarks. */
export interface Pose {
  /** 33 × (x as a share of the width, y as a share of the height, visibility), of the picture as the camera sees it. */
  readonly image: Float32Array;
  /** 33 × (x, y, z) in metres from the middle of the hips; null where the model gave none. */
  readonly world: Float32Array | null;
}

/** A picture that was looked at; `pose` is null where nobody was found. */
export interface Seen {
  readonly frame: number;
  /** Seconds, of the camera's or the film's own clock. */
  readonly t_s: number;
  readonly pose: Pose | null;
}

export const x = (pose: Pose, landmark: number): number => pose.image[3 * landmark] ?? NaN;
export const y = (pose: Pose, landmark: number): number => pose.image[3 * landmark + 1] ?? NaN;
export const visibility = (pose: Pose, landmark: number): number => pose.image[3 * landmark + 2] ?? 0;

/** The bones that are drawn, each with the side it belongs to. */
export const BONES: readonly (readonly [number, number, "left" | "right" | "middle"])[] = [
  [11, 12, "middle"], [23, 24, "middle"],
  [11, 13, "left"], [13, 15, "left"], [11, 23, "left"], [23, 25, "left"], [25, 27, "left"], [27, 29, "left"],
  [29, 31, "left"], [27, 31, "left"],
  [12, 14, "right"], [14, 16, "right"], [12, 24, "right"], [24, 26, "right"], [26, 28, "right"], [28, 30, "right"],
  [30, 32, "right"], [28, 32, "right"],
];
