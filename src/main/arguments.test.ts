import { expect, test } from 'vitest';
import { Refusal } from '../base/refusal.ts';
import type { Command } from '../platform/command.ts';
import { type Request, readArguments } from './arguments.ts';

const command = (name: string, more: Partial<Command> = {}): Command => ({
  name,
  summary: `does ${name}`,
  run: async () => undefined,
  ...more,
});

const COMMANDS = [
  command('stress run', {
    flags: [
      { name: 'draws', value: 'N', summary: 'how many' },
      { name: 'stock', value: 'MINERAL=MASS', many: true, summary: 'what is held' },
    ],
  }),
  command('stress presets'),
  command('plan solve', { flags: [{ name: 'output', value: 'FILE', summary: 'where to' }] }),
  command('lot'),
  command('lot show', { params: ['lot-id', 'day?'] }),
];

const read = (line: string) => readArguments(COMMANDS, line === '' ? [] : line.split(' '));

function inputOf(line: string) {
  const request = read(line);
  if (request.kind !== 'run') throw new Error(`'${line}' asks for ${request.kind}`);
  return { name: request.command.name, input: request.input };
}

function refusalOf(line: string): Refusal {
  try {
    read(line);
  } catch (error) {
    if (error instanceof Refusal) return error;
  }
  throw new Error(`'${line}' was not refused`);
}

test('flags may stand before or after the command, with a space or an equals sign', () => {
  for (const line of ['stress run --draws 5 --json', '--json stress run --draws=5']) {
    const { name, input } = inputOf(line);
    expect([name, input.flag('draws'), input.has('json')]).toEqual(['stress run', '5', true]);
  }
});

test('the longest name that fits is the command', () => {
  expect(inputOf('lot show L-1').name).toBe('lot show');
  expect(inputOf('lot').name).toBe('lot');
});

test('a value may begin with a hyphen, so that it is refused for what it is', () => {
  expect(inputOf('stress run --stock -5t').input.flags('stock')).toEqual(['-5t']);
});

test('a value keeps the equals signs after the first', () => {
  const { input } = inputOf('stress run --stock=gallium=20t --stock tin=1t');
  expect(input.flags('stock')).toEqual(['gallium=20t', 'tin=1t']);
});

test('a flag that may be repeated takes all words up to the next flag', () => {
  const { input } = inputOf('stress run --stock gallium=20t tin=1t --draws 5');
  expect(input.flags('stock')).toEqual(['gallium=20t', 'tin=1t']);
  expect(input.flag('draws')).toBe('5');
});

test('one hyphen and a letter is the flag that begins with it', () => {
  expect(inputOf('plan solve -o plan.json').input.flag('output')).toBe('plan.json');
});

test('parameters are counted, and may be left out where they are optional', () => {
  expect(inputOf('lot show L-1').input.params).toEqual(['L-1']);
  expect(inputOf('lot show L-1 2026-01-01').input.params).toHaveLength(2);
  expect(refusalOf('lot show').message).toBe("'lot show' needs <lot-id>");
  expect(refusalOf('lot show a b c').code).toBe('command.wrong_parameters');
  expect(inputOf('lot show -- --odd-name').input.params).toEqual(['--odd-name']);
});

test.each<[string, string, string]>([
  ['strss run', 'command.unknown', 'stress run'],
  ['stress rum', 'command.unknown', 'stress run'],
  ['stress', 'command.incomplete', 'stress presets'],
  ['stress run --darws 5', 'command.unknown_flag', '--draws'],
  ['stress run --draws', 'command.missing_value', '--draws N'],
  ['stress run --draws 1 --draws 2', 'command.repeated_flag', 'once'],
])('%s is refused as %s and points to %s', (line, code, word) => {
  const refusal = refusalOf(line);
  expect(refusal.kind).toBe('usage');
  expect(refusal.code).toBe(code);
  expect(refusal.hint).toContain(word);
});

test.each<[string, Request]>([
  ['', { kind: 'help', topic: '' }],
  ['--help', { kind: 'help', topic: '' }],
  ['help stress run', { kind: 'help', topic: 'stress run' }],
  ['stress run --draws 5 --help', { kind: 'help', topic: 'stress run' }],
  ['stress --help', { kind: 'help', topic: 'stress' }],
  ['version', { kind: 'version' }],
  ['--version', { kind: 'version' }],
])('"%s" asks for %o', (line, request) => {
  expect(read(line)).toEqual(request);
});
