import type { CommandInput, Flag } from '../platform/command.ts';
import { readSlips } from '../projects/project-change.ts';
import type { Scenario } from './stress.ts';

/** Projects that come later than their records say, for every command that takes a scenario. */
export const SLIP_FLAG: Flag = {
  name: 'slip',
  value: 'PROJECT=MONTHS',
  many: true,
  summary: 'a project that comes later (negative: sooner), such as osceola-potash=6mo',
};

/** A scenario with the slips of the flags added. @throws Refusal `project.bad_slip` */
export function withSlips(scenario: Scenario, input: Pick<CommandInput, 'flags'>): Scenario {
  const slips = readSlips(input.flags('slip'));
  if (slips.length === 0) return scenario;
  return { ...scenario, projects: [...(scenario.projects ?? []), ...slips] };
}
