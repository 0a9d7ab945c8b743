import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const LODESTOCK = fileURLToPath(new URL('../../bin/lodestock.mjs', import.meta.url));

export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  /** Resolves once stderr or stdout holds the text. */
  readonly says: (text: string) => Promise<void>;
  readonly interrupt: () => void;
  readonly kill: (signal: NodeJS.Signals) => void;
  /** What it has said so far, on stdout and stderr. */
  readonly said: () => string;
  readonly ended: Promise<Ended>;
}

/** Runs the real command line in a process of its own, as a person would. */
export function lodestock(args: readonly string[], environment: NodeJS.ProcessEnv = {}) {
  return startLodestock(args, environment).ended;
}

/** The same for what does not end by itself. */
export function startLodestock(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Running {
  const child = spawn(process.execPath, [LODESTOCK, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...environment },
  });
  let stdout = '';
  let stderr = '';
  const listeners = new Set<() => void>();
  const hear = () => {
    for (const listen of listeners) listen();
  };
  child.stdout.setEncoding('utf8').on('data', (part) => {
    stdout += part;
    hear();
  });
  child.stderr.setEncoding('utf8').on('data', (part) => {
    stderr += part;
    hear();
  });
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (exitCode) => {
      hear();
      resolve({ exitCode, stdout, stderr });
    });
  });
  return {
    ended,
    interrupt: () => void child.kill('SIGINT'),
    kill: (signal) => void child.kill(signal),
    said: () => `${stdout}${stderr}`,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (`${stdout}${stderr}`.includes(text)) resolve();
          else if (child.exitCode !== null) {
            reject(new Error(`it ended without saying '${text}':\n${stdout}${stderr}`));
          } else return;
          listeners.delete(look);
        };
        listeners.add(look);
        look();
      }),
  };
}

/** The error of a command that was run with `--json`: the last line of stderr. */
export function errorOf({ stderr }: Ended): { code: string; message: string; hint: string } {
  return JSON.parse(stderr.trim().split('\n').at(-1) ?? '');
}
