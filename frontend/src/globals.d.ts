// What build.mjs writes into the scripts.
/** The folder of MediaPipe's WebAssembly, below the built files. */
declare const __VISION__: string;
/** Where each pose model lies, below the built files. */
declare const __MODELS__: Record<"lite" | "full", string>;
/** Marks this build; another one has another mark. */
declare const __BUILD__: string;
