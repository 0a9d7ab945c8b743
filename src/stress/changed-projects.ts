import { nearest } from '../base/nearest.ts';
import { Refusal } from '../base/refusal.ts';
import {
  changeOf,
  isMeant,
  type ProjectChange,
  projectOf,
  slipped,
} from '../projects/project-change.ts';
import type { AddedSupply, Scenario } from './stress.ts';
import type { PipelineProject, StressModel } from './supply-chain.ts';

/*
 * Projects under the suppositions of a scenario: later, sooner, larger or smaller than their
 * records say. Both ways in which a project may come are changed: by itself, and by a plan.
 */

/** The projects of a model as a scenario supposes them. */
export function withProjectChanges(model: StressModel, { projects }: Scenario): StressModel {
  if (projects === undefined || projects.length === 0) return model;
  const changed = (product: PipelineProject): PipelineProject => {
    const { slipQuarters, tonnesPerYear } = changeOf(product, projects);
    return {
      ...product,
      startQuarter: slipped(product.startQuarter, slipQuarters),
      tonnesPerYear: tonnesPerYear ?? product.tonnesPerYear,
    };
  };
  return { ...model, pipeline: model.pipeline.map(changed) };
}

/** Likewise what a plan puts in place; how much a project delivers there, the plan has decided. */
export function withSlippedSupply(
  supply: readonly AddedSupply[],
  { projects = [] }: Pick<Scenario, 'projects'>,
): readonly AddedSupply[] {
  if (projects.length === 0) return supply;
  return supply.map((each) => {
    const id = each.project;
    if (id === undefined) return each;
    const { slipQuarters } = changeOf({ id, project: projectOf(id, each.mineral) }, projects);
    return { ...each, startQuarter: slipped(each.startQuarter, slipQuarters) };
  });
}

/** @throws Refusal `stress.unknown_project`, and where an output is for more than one product */
export function requireProjects(
  { pipeline }: Pick<StressModel, 'pipeline'>,
  { projects = [] }: Pick<Scenario, 'projects'>,
): void {
  for (const change of projects) requireProject(pipeline, change);
}

function requireProject(
  pipeline: readonly PipelineProject[],
  { project: wanted, tonnesPerYear }: ProjectChange,
): void {
  const meant = pipeline.filter((product) => isMeant(product, wanted));
  if (meant.length === 0) {
    const known = pipeline.flatMap(({ id, project }) => [project, id]);
    throw new Refusal(
      'not_found',
      'stress.unknown_project',
      `there is no U.S. project '${wanted}' with a product that is modelled`,
      `the nearest are ${nearest(wanted, known).join(', ')}`,
    );
  }
  if (tonnesPerYear === undefined || meant.length === 1) return;
  throw new Refusal(
    'invalid',
    'stress.output_of_many',
    `${wanted} has ${meant.length} products, and tonnesPerYear is the output of one`,
    `name one of ${meant.map(({ id }) => id).join(', ')}`,
  );
}

/** A sentence for each supposition that changes nothing, because nothing counts the project. */
export function idleProjectNotes(
  { pipeline }: Pick<StressModel, 'pipeline'>,
  { projects = [], levers }: Pick<Scenario, 'projects' | 'levers'>,
  addedSupply: readonly AddedSupply[],
): string[] {
  if (levers.pipelineShare > 0) return [];
  const planned = new Set(addedSupply.map(({ project }) => project));
  return projects
    .filter(({ project: wanted }) =>
      pipeline.every((product) => !isMeant(product, wanted) || !planned.has(product.id)),
    )
    .map(
      ({ project }) =>
        `nothing counts ${project}: its change does nothing while the lever pipelineShare is 0 and no plan holds it`,
    );
}
