import { DRAW_MODULE } from './draw-module.ts';

/*
 * The fast kernel as a running program: the sources in wasm/, compiled to WebAssembly and kept as
 * text in draw-module.ts. One program serves a thread.
 */

/** What the program offers; numbers and addresses that it waits for stand there by their names. */
export interface DrawProgram {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly clearMemory: () => void;
  readonly reserve: (bytes: number) => number;
  readonly layOut: () => void;
  readonly keepOutcomesAt: (draws: number, ...addresses: number[]) => void;
  readonly simulate: (from: number, draws: number) => void;
  readonly simulateGaps: (from: number, draws: number, ...addresses: number[]) => number;
  readonly [name: string]: unknown;
}

/** The part of WebAssembly that we use; the language's own types do not have it. */
interface Engine {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
}

let running: DrawProgram | null | undefined;

/** The program of this thread, or null where the engine lacks vectors of WebAssembly. */
export function drawProgram(): DrawProgram | null {
  if (running === undefined) running = startProgram();
  return running;
}

function startProgram(): DrawProgram | null {
  const { WebAssembly: engine } = globalThis as unknown as { WebAssembly?: Engine };
  const bytes = bytesOf(DRAW_MODULE);
  if (engine === undefined || !engine.validate(bytes)) return null;
  return new engine.Instance(new engine.Module(bytes)).exports as DrawProgram; // compiled by us
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The bytes that a text in base64 stands for. */
export function bytesOf(text: string): Uint8Array {
  const values = new Map([...DIGITS].map((digit, value) => [digit, value]));
  const digits = text.replace(/[=]+$/, '');
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let at = 0;
  for (const digit of digits) {
    bits = (bits << 6) | values.get(digit)!;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[at++] = (bits >> held) & 255;
  }
  return bytes;
}
