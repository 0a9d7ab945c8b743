import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import type { Command, CommandInput, Flag } from '../platform/command.ts';

/** Flags that every command takes, beside its own. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  { name: 'json', summary: 'answer as JSON on stdout, errors as JSON on stderr' },
  { name: 'data-dir', value: 'DIR', summary: 'folder of the embedded database (.lodestock)' },
  {
    name: 'database-url',
    value: 'URL',
    summary: 'PostgreSQL server to use instead (postgres://user@host/database)',
  },
  { name: 'as', value: 'PERSON', summary: 'who does it (the user of this machine)' },
  { name: 'port', value: 'N', summary: 'where the web application answers (4317)' },
  { name: 'threads', value: 'N', summary: "threads of a long run (the machine's cores)" },
  { name: 'progress', value: 'KIND', summary: 'json: one line of JSON a second on stderr' },
  { name: 'quiet', summary: 'nothing on stderr but errors' },
  { name: 'no-color', summary: 'no colour' },
  { name: 'help', summary: 'explain the command' },
];

/** What one line of words asks for. */
export type Request =
  | { readonly kind: 'help'; readonly topic: string }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly command: Command; readonly input: CommandInput };

/**
 * Reads the words of a command line: which command, its parameters and its flags.
 *
 * A flag may be written `--name value` or `--name=value`; what follows `--` is never a flag. A
 * value may begin with one hyphen, so that `-5t` is read and then refused for what it is.
 *
 * @throws Refusal `command.unknown`, `command.unknown_flag`, `command.missing_value`,
 *   `command.repeated_flag`, `command.wrong_parameters`
 */
export function readArguments(commands: readonly Command[], words: readonly string[]): Request {
  const { before, rest } = splitLeadingFlags(words);
  if (rest.length === 0) {
    return before.includes('--version') ? { kind: 'version' } : { kind: 'help', topic: '' };
  }
  if (rest[0] === 'version') return { kind: 'version' };
  if (rest[0] === 'help') return { kind: 'help', topic: topicOf(commands, rest.slice(1)) };

  const command = findCommand(commands, rest);
  const after = rest.slice(command === undefined ? 0 : command.name.split(' ').length);
  if (asksForHelp([...before, ...after])) {
    return { kind: 'help', topic: command?.name ?? topicOf(commands, rest) };
  }
  if (command === undefined) throw unknownCommand(commands, rest);
  return { kind: 'run', command, input: readInput(command, [...before, ...after]) };
}

/** Whether the words ask for JSON, read before anything can go wrong with them. */
export function wantsJson(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  return words.slice(0, end === -1 ? undefined : end).includes('--json');
}

function splitLeadingFlags(words: readonly string[]) {
  let at = 0;
  while (at < words.length && words[at]!.startsWith('-')) {
    const flag = GLOBAL_FLAGS.find(({ name }) => words[at] === `--${name}`);
    at += flag?.value === undefined ? 1 : 2;
  }
  return { before: words.slice(0, at), rest: words.slice(at) };
}

function asksForHelp(words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const flags = words.slice(0, end === -1 ? undefined : end);
  return flags.includes('--help') || flags.includes('-h');
}

function findCommand(commands: readonly Command[], words: readonly string[]): Command | undefined {
  return commands
    .filter(({ name }) => name.split(' ').every((word, i) => words[i] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

/** A topic of the help: a command, or the first word of several. */
function topicOf(commands: readonly Command[], words: readonly string[]): string {
  const plain = words.filter((word) => !word.startsWith('-'));
  if (plain.length === 0) return '';
  const command = findCommand(commands, plain);
  if (command !== undefined) return command.name;
  const group = plain[0]!;
  if (plain.length === 1 && commands.some(({ name }) => name.startsWith(`${group} `))) return group;
  throw unknownCommand(commands, plain);
}

function unknownCommand(commands: readonly Command[], words: readonly string[]): Refusal {
  const plain = words.filter((word) => !word.startsWith('-'));
  const group = commands.filter(({ name }) => name.startsWith(`${plain[0]} `));
  if (plain.length === 1 && group.length > 0) {
    return new Refusal(
      'usage',
      'command.incomplete',
      `'${plain[0]}' needs a second word`,
      `one of: ${group.map(({ name }) => name).join(', ')}`,
    );
  }
  const wanted = plain.slice(0, 2).join(' ');
  const near = nearest(
    wanted,
    commands.map(({ name }) => name),
  );
  return new Refusal(
    'usage',
    'command.unknown',
    `there is no command '${wanted}'`,
    `did you mean ${near.join(', or ')}? \`lodestock help\` lists all`,
  );
}

function readInput(command: Command, words: readonly string[]): CommandInput {
  const flags = [...(command.flags ?? []), ...GLOBAL_FLAGS];
  const values = new Map<string, string[]>();
  const params: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--') {
      params.push(...words.slice(at + 1));
      break;
    }
    if (!/^-(-|[a-z](=|$))/.test(word)) {
      params.push(word);
      continue;
    }
    const [given, inline] = splitAtEquals(word);
    const flag = flagNamed(command, flags, given);
    const value = flag.value === undefined ? noValue(flag, inline) : (inline ?? words[++at]);
    if (value === undefined) throw missingValue(flag);
    const known = values.get(flag.name) ?? [];
    if (known.length > 0 && !flag.many) throw repeated(flag);
    const more = flag.many && command.params === undefined ? plainWords(words, at + 1) : [];
    at += more.length;
    values.set(flag.name, [...known, value, ...more]);
  }
  checkParams(command, params);
  return {
    params,
    flag: (name) => values.get(name)?.[0],
    flags: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
  };
}

/** Words up to the next flag: `--stock gallium=20t tin=1t` gives two values. */
function plainWords(words: readonly string[], from: number): readonly string[] {
  const end = words.findIndex((word, at) => at >= from && word.startsWith('-'));
  return words.slice(from, end === -1 ? undefined : end);
}

function splitAtEquals(word: string): readonly [string, string | undefined] {
  const at = word.indexOf('=');
  return at === -1 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** A flag by its name, or by its first letter where that is enough: `-o` is `--out` or `--output`. */
function flagNamed(command: Command, flags: readonly Flag[], given: string): Flag {
  const isShort = !given.startsWith('--');
  const name = given.replace(/^-+/, '');
  const exact = flags.find((flag) => flag.name === name);
  const found =
    exact ?? (isShort ? command.flags?.find((flag) => flag.name.startsWith(name)) : undefined);
  if (found !== undefined) return found;
  const near = nearest(
    name,
    flags.map((flag) => flag.name),
    2,
  ).map((each) => `--${each}`);
  throw new Refusal(
    'usage',
    'command.unknown_flag',
    `'${command.name}' has no flag '${given}'`,
    `did you mean ${near.join(' or ')}? \`lodestock help ${command.name}\` lists all`,
  );
}

function noValue(flag: Flag, inline: string | undefined): string {
  if (inline === undefined) return '';
  throw new Refusal(
    'usage',
    'command.unexpected_value',
    `--${flag.name} takes no value, and '${inline}' was given`,
  );
}

function missingValue(flag: Flag): Refusal {
  return new Refusal(
    'usage',
    'command.missing_value',
    `--${flag.name} needs a value`,
    `write --${flag.name} ${flag.value}: ${flag.summary}`,
  );
}

function repeated(flag: Flag): Refusal {
  return new Refusal(
    'usage',
    'command.repeated_flag',
    `--${flag.name} is given twice`,
    'give it once',
  );
}

/** Parameters in order: `name`, `name?` when it may be left out, `name...` when there may be more. */
function checkParams(command: Command, params: readonly string[]): void {
  const declared = command.params ?? [];
  const least = declared.filter((each) => !each.endsWith('?')).length;
  const most = declared.some((each) => each.endsWith('...')) ? Infinity : declared.length;
  if (params.length >= least && params.length <= most) return;
  const missing = declared[params.length];
  const sentence =
    params.length < least
      ? `'${command.name}' needs <${missing}>`
      : `'${command.name}' does not know what to do with '${params[most]}'`;
  throw new Refusal(
    'usage',
    'command.wrong_parameters',
    sentence,
    `write \`lodestock ${usageOf(command)}\``,
  );
}

/** A command and its parameters as a person types them: `contract show <id>`. */
export function usageOf({ name, params = [] }: Command): string {
  const words = params.map((param) =>
    param.endsWith('?') ? `[${param.slice(0, -1)}]` : `<${param}>`,
  );
  return [name, ...words].join(' ');
}
