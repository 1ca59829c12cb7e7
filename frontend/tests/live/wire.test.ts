import { describe, expect, it } from "vitest";
import { encode } from "../../src/live/wire";
import { standing } from "../examples";

describe("a frame on the wire", () => {
  it("begins with its version, its number and its time, and then has the landmarks", () => {
    const view = new DataView(encode({ frame: 7, t_s: 1.25, pose: standing() }));
    expect(view.byteLength).toBe(16 + 33 * 3 * 4);
    expect([view.getUint8(0), view.getUint8(1), view.getUint32(4, true), view.getFloat64(8, true)]).toEqual([1, 1, 7, 1.25]);
    expect(view.getFloat32(16, true)).toBeCloseTo(0.5);
  });

  it("of nobody is its head alone", () => {
    const view = new DataView(encode({ frame: 0, t_s: 0, pose: null }));
    expect([view.byteLength, view.getUint8(1)]).toEqual([16, 0]);
  });

  it("with points in space is twice as long", () => {
    const pose = { ...standing(), world: new Float32Array(99) };
    expect(encode({ frame: 0, t_s: 0, pose }).byteLength).toBe(16 + 2 * 33 * 3 * 4);
  });
});
