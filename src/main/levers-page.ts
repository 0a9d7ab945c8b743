import { LEVERS, type Lever, type LeverUnit } from '../stress/levers.ts';

const UNIT: Readonly<Record<LeverUnit, string>> = {
  share: 'a share, in the stress lab in percent',
  'per year': 'a share per year, in the stress lab in percent a year',
  times: 'a factor',
  days: 'days of U.S. consumption',
};

const NEED: Readonly<Record<Lever['needs'], string>> = {
  nothing: 'always',
  shock: 'where a named shock reaches a mineral',
  cut: 'where a named shock cuts exports',
  stock: 'where the reserve holds stock',
};

const MORE: Readonly<Record<Lever['more'], string>> = {
  raises: 'raises the loss',
  lowers: 'lowers the loss',
  shifts: 'moves the loss from military users to others',
};

/** docs/levers.md, from the declaration. */
export function leversAsMarkdown(): string {
  return `# Levers

<!-- Made from src/stress/levers.ts by \`npm run golden\`; do not edit. -->

What a person may move in a scenario: in \`levers\` of a scenario file, with a flag of \`stress run\` and of the
plans, in the query of \`GET /api/v1/stress/paths\`, and in the stress lab. A flag goes before the scenario. A value
out of range is refused; in an address of the lab the nearest allowed one is used, and the page says so. Equations and
sections are those of [models/stress.md](models/stress.md).

${LEVERS.map(section).join('\n')}`;
}

function section(lever: Lever): string {
  const { min, max, step, unit, zones } = lever;
  const words = zones.map(({ from, word }) => `${word} (from ${from})`).join(', ');
  const plans = lever.inPlans ? '' : ' A plan decides this by itself, so it has no such flag.';
  return `## ${lever.label}: \`${lever.id}\`

${lever.definition}${plans}

| | |
|---|---|
| flag | \`--${lever.flag}\` |
| range | ${min} to ${max}, in steps of ${step} on the slider; ${UNIT[unit]} |
| default | ${lever.default}; ${lever.basis} |
| words | ${words} |
| how it acts | ${lever.effect} |
| a higher value | ${MORE[lever.more]} |
| matters | ${NEED[lever.needs]} |
`;
}
