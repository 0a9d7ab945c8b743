import { readSlips } from '../projects/project-change.ts';
import type { Scenario } from './stress.ts';

/** Projects that come later than their records say, for every command that takes a scenario. */
export const SLIP_FLAG = {
  name: 'slip',
  value: 'PROJECT=MONTHS',
  many: true,
  summary: 'a project that comes later (negative: sooner), such as stibnite=6mo',
} as const;

/** A scenario with the slips of the flags added. @throws Refusal `project.bad_slip` */
export function withSlips(
  scenario: Scenario,
  input: { readonly flags: (name: string) => readonly string[] },
): Scenario {
  const slips = readSlips(input.flags('slip'));
  if (slips.length === 0) return scenario;
  return { ...scenario, projects: [...(scenario.projects ?? []), ...slips] };
}
