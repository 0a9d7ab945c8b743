import { grouped } from '../base/number-text.ts';
import { Refusal } from '../base/refusal.ts';
import type { ProjectResource } from '../minerals/project-statements.ts';

/*
 * Resource and reserve statements. A resource is rock that may be mined one day, a reserve rock that
 * a study shows to pay; the classes say how well each is known. They are never added up.
 */

export type Statement = Pick<
  ProjectResource,
  'mineral' | 'analyte' | 'resourceClass' | 'tonnes' | 'grade' | 'gradeUnit'
>;

const isReserve = (resourceClass: string): boolean => /proven|probable/.test(resourceClass);

/**
 * Rock of one class [t]. Statements of two classes have no sum.
 *
 * @throws Refusal `project.sum_across_classes` with the classes, and why
 */
export function rockTonnes(statements: readonly Pick<Statement, 'resourceClass' | 'tonnes'>[]) {
  requireOneClass(statements.map(({ resourceClass }) => resourceClass));
  let sum = 0;
  for (const { tonnes } of statements) sum += tonnes;
  return sum;
}

/** @throws Refusal `project.sum_across_classes` where there is more than one class */
export function requireOneClass(classes: readonly string[]): void {
  const found = [...new Set(classes)];
  if (found.length < 2) return;
  const reserve = found.find(isReserve);
  const inferred = found.find((each) => /inferred|all resources/.test(each));
  const why =
    reserve !== undefined && inferred !== undefined
      ? `${inferred} rock is known too little for any study of its mining, and a reserve is what a study shows to pay: the sum would be neither`
      : 'they are known to different degrees, and a reserve is a part of the resource it was made from';
  throw new Refusal(
    'invalid',
    'project.sum_across_classes',
    `cannot add ${found.join(' and ')}: ${why}`,
    'give each class its own figure',
  );
}

/** What is in the rock [t of the analyte]. */
export const containedTonnes = ({ tonnes, grade, gradeUnit }: Statement): number =>
  tonnes * gradeShare(grade, gradeUnit);

/** A grade as a share in [0, 1]. */
export const gradeShare = (grade: number, unit: 'percent' | 'ppm'): number =>
  unit === 'percent' ? grade / 100 : grade / 1e6;

/** Mined in rock of which they are a good part; below this, the unit is likely wrong. */
const BULK: ReadonlySet<string> = new Set(
  (
    'aluminum barite boron chromium fluorspar graphite lead magnesium manganese metallurgical_coal ' +
    'phosphate potash silicon titanium zinc zirconium'
  ).split(' '),
);
const LEAST_BULK_PPM = 1000;

/** Mined at a few grams a tonne or less. */
const TRACE: ReadonlySet<string> = new Set(
  (
    'cesium gallium germanium hafnium indium iridium palladium platinum rhenium rhodium rubidium ' +
    'ruthenium scandium silver tellurium'
  ).split(' '),
);
const LEAST_TRACE_PPM = 0.01;
const LEAST_OTHER_PPM = 10;

/**
 * What is wrong with a grade, or nothing: a percentage over 100, or a figure so low for its mineral
 * that percent was written as ppm.
 *
 * The least grades are round figures well below what is mined anywhere; they are this project's own.
 */
export function gradeProblem(
  grade: number,
  unit: 'percent' | 'ppm',
  mineral: string,
): string | undefined {
  if (!(grade > 0)) return `a grade of ${grade} ${unit} is none`;
  const share = gradeShare(grade, unit);
  if (share > 1) {
    const remedy = unit === 'percent' ? '; was ppm meant?' : '';
    return `a grade of ${grouped(grade, 0)} ${unit} is more than the whole rock${remedy}`;
  }
  const leastPpm = BULK.has(mineral)
    ? LEAST_BULK_PPM
    : TRACE.has(mineral)
      ? LEAST_TRACE_PPM
      : LEAST_OTHER_PPM;
  if (share * 1e6 >= leastPpm) return undefined;
  const meant = unit === 'ppm' ? '; was percent meant?' : '';
  return `a grade of ${grade} ${unit} is far below what ${mineral} is mined at (${grouped(leastPpm, leastPpm < 1 ? 2 : 0)} ppm)${meant}`;
}
