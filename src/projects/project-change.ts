import * as z from 'zod';
import { Refusal } from '../base/refusal.ts';

/*
 * What somebody supposes of a project otherwise than its record says: that it comes later or
 * sooner, or that it delivers more or less. A supposition is the user's own input. It stands in a
 * scenario, so a stress run, a plan and a screen that name the scenario mean the same by it.
 */

const MONTHS_PER_QUARTER = 3;
export const SLIP_MONTHS = { least: -60, most: 240 } as const;

export const ProjectChange = z
  .strictObject({
    project: z
      .string()
      .describe("a project, such as 'mp-materials-10x', or its product, '…-neodymium'"),
    slipMonths: z
      .int()
      .min(SLIP_MONTHS.least)
      .max(SLIP_MONTHS.most)
      .multipleOf(MONTHS_PER_QUARTER, 'the model counts in quarters: slip by 3, 6, 9 … months')
      .default(0)
      .describe('later than its record says; negative: sooner [months]'),
    tonnesPerYear: z
      .number()
      .min(0)
      .optional()
      .describe('output to count instead of what evidence supports [t/year]'),
  })
  .meta({ id: 'ProjectChange' });
export type ProjectChange = z.infer<typeof ProjectChange>;

/** A product of a project, as models know it: the project's name and the mineral's. */
export interface ProjectProduct {
  readonly id: string; // 'mp-materials-10x-neodymium'
  readonly project: string; // 'mp-materials-10x'
}

/** The project that a product belongs to: its name without the mineral's. */
export const projectOf = (id: string, mineral: string): string =>
  id.endsWith(`-${mineral}`) ? id.slice(0, -mineral.length - 1) : id;

/** Whether a name means a product: its own name, or that of its project. */
export const isMeant = ({ id, project }: ProjectProduct, name: string): boolean =>
  name === id || name === project;

/** The changes of a scenario that mean a product, joined: slips add up, the last output counts. */
export function changeOf(
  product: ProjectProduct,
  changes: readonly ProjectChange[],
): { readonly slipQuarters: number; readonly tonnesPerYear: number | null } {
  let slipQuarters = 0;
  let tonnesPerYear: number | null = null;
  for (const change of changes) {
    if (!isMeant(product, change.project)) continue;
    slipQuarters += change.slipMonths / MONTHS_PER_QUARTER;
    tonnesPerYear = change.tonnesPerYear ?? tonnesPerYear;
  }
  return { slipQuarters, tonnesPerYear };
}

/** The first quarter after a slip; what is sooner than today begins today. */
export const slipped = (startQuarter: number, slipQuarters: number): number =>
  Math.max(0, startQuarter + slipQuarters);

/**
 * Reads slips, each as in `stibnite=6mo`.
 *
 * @throws Refusal `project.bad_slip` naming the text and what to write
 */
export function readSlips(texts: readonly string[]): ProjectChange[] {
  return texts.map((text) => {
    const [, project, months] =
      /^\s*([a-z0-9-]+)\s*=\s*([+-]?\d+)\s*(?:mo|months?)?\s*$/.exec(text) ?? [];
    if (project === undefined) {
      throw new Refusal(
        'invalid',
        'project.bad_slip',
        `cannot read '${text}' as a project that slips`,
        'write the project, an equals sign and months, such as stibnite=6mo',
      );
    }
    return slipOf(project, Number(months));
  });
}

/** @throws Refusal `project.bad_slip` where the months are no quarters, or too many */
export function slipOf(project: string, slipMonths: number): ProjectChange {
  const { least, most } = SLIP_MONTHS;
  const isWhole = Number.isInteger(slipMonths) && slipMonths % MONTHS_PER_QUARTER === 0;
  if (isWhole && slipMonths >= least && slipMonths <= most) return { project, slipMonths };
  throw new Refusal(
    'invalid',
    'project.bad_slip',
    `${project} cannot slip by ${slipMonths} months: the model counts in quarters, from ${least} to ${most} months`,
    'write a multiple of 3, such as --months 6',
  );
}
