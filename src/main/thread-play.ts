import { Refusal } from '../base/refusal.ts';
import type { CommandContext } from '../platform/command.ts';
import { readArguments } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { THREAD } from './thread.ts';
import { THREAD_FILES } from './thread-contract.ts';
import type { ThreadStep } from './thread-step.ts';
import type { OpenWorkshop } from './workshop.ts';

/** Where a play is shown. */
export interface ThreadStage {
  readonly print: (line: string) => void;
  /** What steps read as files; those of the thread where nobody says. */
  readonly files?: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/**
 * Plays the thread on a database: every step as a person would type it.
 *
 * A step that has to be refused must be refused with its code; every other one must succeed.
 *
 * @returns what was kept under names, such as the number of the plan
 * @throws Refusal `thread.not_refused`, and that of a step that should have succeeded
 */
export async function playThread(
  { tools }: OpenWorkshop,
  { print, files = THREAD_FILES, signal }: ThreadStage,
  steps: readonly ThreadStep[] = THREAD,
): Promise<ReadonlyMap<string, string>> {
  const kept = new Map<string, string>();
  for (const [name, text] of Object.entries(files)) {
    kept.set(`digest ${name}`, tools.digestOf(text));
  }
  for (const step of steps) {
    const words = step.words.map((word) =>
      word.replaceAll(/\{([^}]+)\}/g, (_, name) => kept.get(name) ?? `{${name}}`),
    );
    print(`\n${step.on}  ${step.by}$ lodestock ${words.map(quoted).join(' ')}`);
    const lines = await runStep(tools, { ...step, words }, { files, signal });
    const isJson = words.includes('--json');
    for (const line of lines) print(`  ${isJson ? `${line.slice(0, 160)} ...` : line}`);
    if (step.keep !== undefined) keep(kept, step.keep, lines);
  }
  return kept;
}

async function runStep(
  tools: OpenWorkshop['tools'],
  step: ThreadStep,
  { files, signal }: Required<Pick<ThreadStage, 'files' | 'signal'>>,
): Promise<string[]> {
  const lines: string[] = [];
  const request = readArguments(COMMANDS, step.words);
  if (request.kind !== 'run') throw new Error(`'${step.words.join(' ')}' runs nothing`);
  const context: CommandContext = {
    ...tools,
    act: { by: step.by, on: step.on },
    print: (line) => void lines.push(line),
    note: () => {},
    json: step.words.includes('--json'),
    onProgress: () => {},
    signal,
    readFile: async (path) => files[path] ?? tools.readFile(path),
  };
  try {
    await request.command.run(context, request.input);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== step.refused) throw error;
    return [`Refused (${error.code}): ${error.message}`];
  }
  if (step.refused === undefined) return lines;
  throw new Refusal(
    'check_failed',
    'thread.not_refused',
    `'${step.words.join(' ')}' was not refused with ${step.refused}`,
  );
}

function keep(
  kept: Map<string, string>,
  { name, field }: { name: string; field: string },
  lines: readonly string[],
): void {
  const value = String(JSON.parse(lines.join('\n'))[field]);
  kept.set(name, field === 'digest' ? value.slice('sha256-'.length, 'sha256-'.length + 12) : value);
}

const quoted = (word: string) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word}'`);
