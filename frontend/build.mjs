// Builds what the camera page needs into the web app's static folder: the page's script, the worker that finds the pose,
// the service worker, MediaPipe's WebAssembly and the pose models, each with its compressed forms beside it.
//
// Scripts keep stable names. What is large stands in a folder or under a name that changes with its contents, so that a
// browser may keep it for good.

import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import zlib from "node:zlib";
import { build } from "vite";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.dirname(here);
const out = path.join(root, "src/kilter/web/static/dist");
const bundles = path.join(root, "src/kilter/adapters/pose_model/bundles");
const vision = path.join(here, "node_modules/@mediapipe/tasks-vision");
const MODELS = ["lite", "full"];
const SCRIPTS = [
  { name: "coach", entry: "src/main.ts", format: "es" },
  { name: "carry", entry: "src/carry.ts", format: "es" },
  { name: "pose.worker", entry: "src/pose/worker.ts", format: "iife" },
  { name: "sw", entry: "src/offline/worker.ts", format: "iife" },
];

const brotli = promisify(zlib.brotliCompress);
const gzip = promisify(zlib.gzip);

/** Write a file and what WhiteNoise hands out in its place; what is already there for good is left alone. */
async function put(name, content, { forGood = false } = {}) {
  const file = path.join(out, name);
  if (forGood && (await stat(`${file}.br`).catch(() => null))) return;
  await mkdir(path.dirname(file), { recursive: true });
  const [small, smaller] = await Promise.all([
    gzip(content, { level: 9 }),
    brotli(content, {
      params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 9, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 },
    }),
  ]);
  await writeFile(file, content);
  await writeFile(`${file}.gz`, small);
  await writeFile(`${file}.br`, smaller);
}

async function models() {
  const named = {};
  for (const model of MODELS) {
    const content = await readFile(path.join(bundles, `pose_${model}.task`)).catch(() => {
      throw new Error(`the pose model “${model}” is missing; run “python -m tools.build_pose_bundles” first.`);
    });
    const mark = createHash("sha256").update(content).digest("hex").slice(0, 12);
    named[model] = `models/pose_${model}.${mark}.task`;
    await put(named[model], content, { forGood: true });
  }
  return named;
}

async function webAssembly() {
  const { version } = JSON.parse(await readFile(path.join(vision, "package.json"), "utf8"));
  const folder = `vision-${version}`;
  for (const name of ["vision_wasm_internal.js", "vision_wasm_internal.wasm"]) {
    await put(`${folder}/${name}`, await readFile(path.join(vision, "wasm", name)), { forGood: true });
  }
  return folder;
}

async function script({ name, entry, format }, define) {
  const [made] = [
    await build({
      root: here,
      configFile: false,
      logLevel: "warn",
      define,
      build: {
        write: false,
        target: "es2022",
        minify: true,
        modulePreload: false,
        lib: { entry: path.join(here, entry), formats: [format], name: "kilter", fileName: () => `${name}.js` },
      },
    }),
  ].flat();
  const chunks = made.output.filter((each) => each.type === "chunk");
  if (chunks.length !== 1) throw new Error(`${entry} came out as ${chunks.length} files; one was meant.`);
  await put(`${name}.js`, Buffer.from(chunks[0].code));
  return chunks[0].code;
}

async function forget(kept) {
  for (const folder of [".", "models"]) {
    for (const entry of await readdir(path.join(out, folder), { withFileTypes: true }).catch(() => [])) {
      const name = path.posix.join(folder, entry.name);
      const known = kept.some((one) => name === one || name === `${one}.gz` || name === `${one}.br`);
      if (!known) await rm(path.join(out, name), { recursive: true });
    }
  }
}

const named = await models();
const folder = await webAssembly();
const places = { __VISION__: JSON.stringify(folder), __MODELS__: JSON.stringify(named) };
const code = [];
for (const each of SCRIPTS.filter((one) => one.name !== "sw")) code.push(await script(each, places));
// The service worker is another one as soon as anything that it keeps is.
const styles = await readFile(path.join(root, "src/kilter/web/static/css/coach.css")).catch(() => "");
const mark = createHash("sha256").update(code.join("")).update(styles).digest("hex").slice(0, 12);
await script(SCRIPTS.find((one) => one.name === "sw"), { ...places, __BUILD__: JSON.stringify(mark) });
await forget([folder, "models", ...Object.values(named), ...SCRIPTS.map((each) => `${each.name}.js`)]);
