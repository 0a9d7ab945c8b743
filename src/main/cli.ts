import { Refusal } from '../base/refusal.ts';
import {
  type Command,
  type CommandContext,
  type CommandInput,
  ENGINE_FLAG,
} from '../platform/command.ts';
import { type Config, readConfig, readEngineUrl } from '../platform/config.ts';
import { currentAct } from './act.ts';
import { readArguments, wantsJson } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { describeFailure } from './failure.ts';
import { helpOn } from './help.ts';
import { CODE_VERSION } from './package.ts';
import { createProgress, type ProgressKind } from './progress.ts';
import { openWorkshop } from './workshop.ts';

/** The process as the command line sees it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly isErrTerminal: boolean;
  readonly signal: AbortSignal;
}

/** Runs one command line in this process and ends the process with its exit code. */
export async function main(words: readonly string[]): Promise<void> {
  leaveWhenReaderLeaves();
  const exitCode = await runCli(words, {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    isErrTerminal: process.stderr.isTTY === true,
    signal: stopSignal(),
  });
  await new Promise((resolve) => process.stdout.write('', resolve));
  process.exit(exitCode);
}

/**
 * Runs one command line and returns its exit code.
 *
 * The one exit for errors of the command line: a refusal is a sentence and the code of its kind,
 * anything else is a bug and 1.
 */
export async function runCli(words: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const request = readArguments(COMMANDS, words);
    if (request.kind === 'run') return await runCommand(request.command, request.input, terminal);
    const text =
      request.kind === 'version' ? CODE_VERSION : helpOn(COMMANDS, request.topic, CODE_VERSION);
    terminal.out(`${text}\n`);
    return 0;
  } catch (error) {
    const { lines, exitCode } = describeFailure(error, wantsJson(words));
    for (const line of lines) terminal.err(`${line}\n`);
    return exitCode;
  }
}

async function runCommand(
  command: Command,
  input: CommandInput,
  terminal: Terminal,
): Promise<number> {
  const progress = createProgress(progressKind(input, terminal), {
    write: terminal.err,
    nowMs: () => performance.now(),
  });
  const { tools, close } = await openWorkshop({
    ...configOf(input),
    threads: threadsOf(input),
    engineUrl: engineUrlOf(command, input),
  });
  const context: CommandContext = {
    ...tools,
    act: currentAct(input.flag('as')),
    print: (line) => {
      progress.clear();
      terminal.out(`${line}\n`);
    },
    note: (line) => {
      if (input.has('quiet')) return;
      progress.clear();
      terminal.err(`${line}\n`);
    },
    json: input.has('json'),
    onProgress: progress.onProgress,
    signal: terminal.signal,
  };
  try {
    return (await command.run(context, input)) ?? 0;
  } finally {
    progress.end();
    await close();
  }
}

function progressKind(input: CommandInput, terminal: Terminal): ProgressKind {
  const asked = input.flag('progress');
  if (asked !== undefined && asked !== 'json') {
    throw new Refusal(
      'usage',
      'command.unknown_progress',
      `there is no progress of the kind '${asked}'`,
      'write --progress=json, or leave it out',
    );
  }
  if (asked === 'json') return 'json';
  if (input.has('quiet')) return 'none';
  return terminal.isErrTerminal ? 'bar' : 'lines';
}

/** Where stored data lives, from the flags and the environment. */
export function configOf(input: CommandInput): Config {
  const [dataDir, databaseUrl, port] = ['data-dir', 'database-url', 'port'].map(input.flag);
  return readConfig({ dataDir, databaseUrl, port }, process.env);
}

/** Where the runs of a command go that can run on many machines. */
function engineUrlOf({ flags = [] }: Command, input: CommandInput): string | undefined {
  if (!flags.includes(ENGINE_FLAG)) return undefined;
  return readEngineUrl(input.flag('engine'), process.env);
}

const MOST_THREADS = 256;

function threadsOf(input: CommandInput): number | undefined {
  const text = input.flag('threads');
  if (text === undefined) return undefined;
  const threads = /^\d+$/.test(text) ? Number(text) : 0;
  if (threads >= 1 && threads <= MOST_THREADS) return threads;
  throw new Refusal(
    'invalid',
    'command.invalid_threads',
    `cannot run on '${text}' threads`,
    `write a whole number from 1 to ${MOST_THREADS}`,
  );
}

/** Aborts at the first Ctrl-C or request to end; at the second the process is killed. */
function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}

/** `lodestock ... | head` is no error: whoever reads has read enough. */
function leaveWhenReaderLeaves(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
}
