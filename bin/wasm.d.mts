/** The text of src/stress/draw-module.ts from the sources of wasm/ as they are. */
export function compileModule(): Promise<string>;
