import { sentenceCase } from '../base/sentence-case.ts';
import type { Command, Flag } from '../platform/command.ts';
import { GLOBAL_FLAGS, usageOf } from './arguments.ts';

/** The help of a topic: '' for everything, a group such as 'stress', or one command. */
export function helpOn(commands: readonly Command[], topic: string, version: string): string {
  const command = commands.find(({ name }) => name === topic);
  if (command !== undefined) return helpOnCommand(command);
  const shown = commands.filter(({ name }) => topic === '' || name.startsWith(`${topic} `));
  const title =
    topic === '' ? [`lodestock ${version} - runs a national reserve of critical minerals`, ''] : [];
  return [
    ...title,
    ...columns(shown.map((each) => [`lodestock ${usageOf(each)}`, each.summary])),
    '',
    'For every command:',
    ...columns(GLOBAL_FLAGS.map(flagLine)),
    '',
    '`lodestock help <command>` explains one. Exit codes: 0 done, 1 unexpected, 2 usage, 3 input',
    'rejected, 4 not allowed, 5 not found, 6 conflict, 7 infeasible, 8 stopped early with the best',
    'so far, 20 a check failed, 130 interrupted.',
  ].join('\n');
}

function helpOnCommand(command: Command): string {
  const { summary, examples = [], flags = [] } = command;
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ['', title, ...lines];
  return [
    `lodestock ${usageOf(command)}${flags.length > 0 ? ' [flags]' : ''}`,
    '',
    sentence(summary),
    ...section(
      'Examples:',
      examples.map((each) => `  ${typed(each)}`),
    ),
    ...section('Flags:', columns(flags.map(flagLine))),
    ...section('For every command:', columns(globalsBeside(flags).map(flagLine))),
  ].join('\n');
}

/** docs/cli.md: every command from the same fields that dispatch reads. */
export function commandsAsMarkdown(commands: readonly Command[]): string {
  const sections = commands.map((command) => {
    const { summary, examples = [], flags = [] } = command;
    return [
      `## \`lodestock ${usageOf(command)}\``,
      '',
      sentence(summary),
      '',
      ...(flags.length > 0 ? [...flagTable(flags), ''] : []),
      ...(examples.length > 0 ? ['```sh', ...examples.map(typed), '```', ''] : []),
    ].join('\n');
  });
  return [
    '# The command line',
    '',
    '<!-- Made from the commands themselves by `npm run golden`; do not edit. -->',
    '',
    'Every command takes these flags, beside its own:',
    '',
    ...flagTable(GLOBAL_FLAGS),
    '',
    'The answer is on stdout and nothing else is. Exit codes: 0 done, 1 unexpected, 2 usage, 3 input',
    'rejected, 4 not allowed, 5 not found, 6 conflict, 7 infeasible, 8 stopped early with the best so',
    'far, 20 a check failed, 130 interrupted.',
    '',
    ...sections,
  ].join('\n');
}

function globalsBeside(flags: readonly Flag[]): readonly Flag[] {
  return GLOBAL_FLAGS.filter((each) => !flags.some(({ name }) => name === each.name));
}

function flagTable(flags: readonly Flag[]): string[] {
  const row = ({ name, value, many, summary }: Flag) =>
    `| \`${dashed(name)}${value === undefined ? '' : ` ${value}`}\`${many ? ' ...' : ''} | ${summary} |`;
  return ['| flag | meaning |', '|---|---|', ...flags.map(row)];
}

function flagLine({ name, value, many, summary }: Flag): readonly [string, string] {
  const repeat = many ? ' (may be repeated)' : '';
  return [`${dashed(name)}${value === undefined ? '' : ` ${value}`}`, `${summary}${repeat}`];
}

function dashed(name: string): string {
  return name.length === 1 ? `-${name}` : `--${name}`;
}

/** An example as it is typed. */
function typed(example: string): string {
  return example.startsWith('lodestock ') ? example : `lodestock ${example}`;
}

/** Two columns, the second aligned. */
function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}

function sentence(summary: string): string {
  return /[.!?]$/.test(summary) ? summary : `${sentenceCase(summary)}.`;
}
