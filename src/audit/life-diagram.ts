import type { Life } from './audit.ts';

/**
 * A life as a state diagram of Mermaid: one arrow for each step, in the order of the table.
 *
 * A status that nothing follows is an end.
 */
export function lifeDiagram(life: Life): string {
  const steps = Object.entries(life).flatMap(([from, events]) =>
    Object.entries(events).map(([event, to]) => ({ from, event, to })),
  );
  const begins = new Set(steps.map(({ from }) => from));
  const ends = [...new Set(steps.map(({ to }) => to))].filter((status) => !begins.has(status));
  const nameOf = (status: string) => (status === 'none' ? '[*]' : status);
  return [
    'stateDiagram-v2',
    ...steps.map(({ from, event, to }) => `  ${nameOf(from)} --> ${nameOf(to)}: ${event}`),
    ...ends.map((status) => `  ${status} --> [*]`),
    '',
  ].join('\n');
}
