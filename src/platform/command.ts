import type { Act } from '../base/act.ts';
import { isIsoDate } from '../base/day-count.ts';
import { Refusal } from '../base/refusal.ts';
import type { Db } from './db.ts';
import type { Folder, OutFolder } from './folder.ts';
import type { OnProgress, Parallel } from './parallel.ts';
import type { Secrets } from './secrets.ts';
import type { Solver } from './solver.ts';

/** What a feature may ask of the machine, whichever face calls it. */
export interface Workshop {
  /** The reserve's own tables. */
  readonly tables: Folder;
  /** Opens the database at the first call. */
  readonly openDb: () => Promise<Db>;
  readonly parallel: Parallel;
  readonly solver: Solver;
  /** SHA-256 of a text, as `sha256-` and 64 hexadecimal digits. */
  readonly digestOf: (text: string) => string;
  readonly secrets: Secrets;
  /** Milliseconds since some fixed moment; for elapsed times only, never for a result. */
  readonly clockMs: () => number;
  readonly codeVersion: string;
  /** How many threads a long run uses when nobody says. */
  readonly threads: number;
  /** How much memory this machine lets the program have [bytes]. */
  readonly memoryBytes: number;
}

/** What a command may touch: no globals, no process, no clock. */
export interface CommandContext extends Workshop {
  readonly act: Act;
  /** Writes a line to stdout. */
  readonly print: (line: string) => void;
  /** Writes a line to stderr, for what is not the answer. */
  readonly note: (line: string) => void;
  readonly json: boolean;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
  readonly openFolder: (path: string) => Promise<Folder>;
  readonly openOutFolder: (path: string) => Promise<OutFolder>;
  /** Reads a file named on the command line. @throws Refusal `file.not_readable` */
  readonly readFile: (path: string) => Promise<string>;
  /** Writes a file whole or not at all. @throws Refusal `file.not_writable` */
  readonly writeFile: (path: string, text: string | AsyncIterable<string>) => Promise<void>;
}

/** A flag of a command: `--name VALUE`, or `--name` alone when `value` is absent. */
export interface Flag {
  readonly name: string; // 'draws'
  readonly value?: string; // what stands after it in the help: 'N'
  readonly many?: boolean; // may be repeated
  readonly summary: string;
}

/** A flag with a value: `--name VALUE`. */
export const flag = (name: string, value: string, summary: string): Flag => ({
  name,
  value,
  summary,
});

/** A flag with a value that may be repeated. */
export const many = (name: string, value: string, summary: string): Flag => ({
  ...flag(name, value, summary),
  many: true,
});

/** A command with this flag runs on the workers of an engine where it is given. */
export const ENGINE_FLAG: Flag = {
  name: 'engine',
  value: 'URL',
  summary: 'Redis server whose workers do the run (redis://host:6379); see `engine work`',
};

/** Prints an answer as JSON or as lines, as was asked for. */
export function tell(
  { json, print }: Pick<CommandContext, 'json' | 'print'>,
  answer: unknown,
  lines: readonly string[],
): void {
  if (json) print(JSON.stringify(answer));
  else for (const line of lines) print(line);
}

/** The flags and parameters of one call, still as text. */
export interface CommandInput {
  readonly params: readonly string[];
  readonly flag: (name: string) => string | undefined;
  readonly flags: (name: string) => readonly string[];
  readonly has: (name: string) => boolean;
}

/** How a command ended: 0 by default, 3 when a check found rows to mend, 8 with a best-so-far answer. */
export type ExitCode = 0 | 3 | 8;

/** One command, as data: dispatch, help and docs/cli.md all come from these fields. */
export interface Command {
  readonly name: string; // 'stress run'
  readonly params?: readonly string[]; // ['mineral']
  readonly flags?: readonly Flag[];
  readonly summary: string;
  readonly examples?: readonly string[];
  run(context: CommandContext, input: CommandInput): Promise<ExitCode | undefined>;
}

/** The deed of this key is done once, however often the command is repeated. */
export const KEY_FLAG: Flag = {
  name: 'key',
  value: 'TEXT',
  summary: 'do it once: the same key with the same words gives the first answer again',
};

const ON_FLAG: Flag = { name: 'on', value: 'DATE', summary: 'day on which it counts (today)' };

export const REASON_FLAG: Flag = { name: 'reason', value: 'TEXT', summary: 'why; kept for ever' };

/** A deed as a command: what it does, and how its answer is told. */
export interface DeedCommand<Answer> extends Omit<Command, 'run'> {
  run(call: DeedOfCommand, input: CommandInput): Promise<Answer>;
  lines(answer: Answer): readonly string[];
  /** How it ended, where that is not always well. */
  ended?(answer: Answer): ExitCode;
}

/** Who does a deed from the command line, where, and under which key. */
export interface DeedOfCommand {
  readonly context: CommandContext;
  readonly db: Db;
  readonly act: Act;
  readonly key: string | undefined;
}

/** The command of a deed: with `--on` and `--key`, its answer as JSON or as lines. */
export function deedCommand<Answer>({
  run,
  lines,
  ended = () => 0,
  flags = [],
  ...rest
}: DeedCommand<Answer>): Command {
  return {
    ...rest,
    flags: [...flags, ON_FLAG, KEY_FLAG],
    async run(context, input) {
      const call = {
        context,
        db: await context.openDb(),
        act: actOf(context.act, input),
        key: input.flag('key'),
      };
      const answer = await run(call, input);
      tell(context, answer, lines(answer));
      return ended(answer);
    },
  };
}

function actOf({ by, on }: Act, input: CommandInput): Act {
  const day = input.flag('on') ?? on;
  if (isIsoDate(day)) return { by, on: day };
  throw new Refusal(
    'usage',
    'command.bad_day',
    `'${day}' is no day of the calendar`,
    'write a day as in 2026-06-30',
  );
}

/** The value of a flag that a command cannot do without. @throws Refusal `command.flag_missing` */
export function needed(input: CommandInput, name: string): string {
  const value = input.flag(name);
  if (value !== undefined) return value;
  throw new Refusal(
    'usage',
    'command.flag_missing',
    `--${name} is missing`,
    'the help of the command says what it takes',
  );
}
