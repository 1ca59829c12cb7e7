// One picture's landmarks as bytes, the way the coach reads them: little endian, of one of three sizes.

import { LANDMARKS, type Seen } from "../pose/landmarks";

const VERSION = 1;
const HEAD = 16;
const BLOCK = 4 * 3 * LANDMARKS;
const PERSON = 1;
const WORLD = 2;

/** Bytes of a frame: version, flags, nothing, number, time in seconds, then the landmarks that the flags announce. */
export function encode({ frame, t_s, pose }: Seen): ArrayBuffer {
  const blocks = pose ? [pose.image, ...(pose.world ? [pose.world] : [])] : [];
  const bytes = new ArrayBuffer(HEAD + BLOCK * blocks.length);
  const view = new DataView(bytes);
  view.setUint8(0, VERSION);
  view.setUint8(1, (pose ? PERSON : 0) | (pose?.world ? WORLD : 0));
  view.setUint32(4, frame, true);
  view.setFloat64(8, t_s, true);
  blocks.forEach((block, number) => {
    for (let index = 0; index < 3 * LANDMARKS; index++) {
      view.setFloat32(HEAD + BLOCK * number + 4 * index, block[index] ?? 0, true);
    }
  });
  return bytes;
}
