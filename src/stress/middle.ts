import { exactly, type Range } from '../dependency/assumptions.ts';
import { isMeant, type ProjectChange } from '../projects/project-change.ts';
import type { EnsembleInputs } from './ensemble.ts';
import { middleOf, type Shock } from './shock.ts';
import type { AddedSupply } from './stress.ts';
import type { ChainMineral, ChainSettings, PipelineProject } from './supply-chain.ts';

/*
 * The model without chance: one future that a reader can follow quarter by quarter, and recompute.
 * It is not the mean of many futures, for what is lost grows faster than what is missing.
 */

/**
 * The same run with nothing random in it, so that all draws are the same.
 *
 * Every assumption and every shock stands at its middle; demand and prices do not fluctuate; shares
 * are as published; nothing happens that the scenario does not name. A project comes by its mean
 * delay, with its output times the chance that it comes at all.
 *
 * @source docs/models/stress.md, section 8
 */
export function atMiddle(inputs: EnsembleInputs): EnsembleInputs {
  const { model, scenario } = inputs;
  return {
    ...inputs,
    model: {
      ...model,
      minerals: model.minerals.map(mineralAtMiddle),
      pipeline: model.pipeline.map(projectAtMiddle),
      settings: settingsAtMiddle(model.settings),
    },
    scenario: {
      ...scenario,
      shocks: scenario.shocks.map(shockAtMiddle),
      levers: { ...scenario.levers, hazardScale: 0 },
      ...(scenario.projects === undefined
        ? {}
        : { projects: scenario.projects.map((each) => changeAtMiddle(each, model.pipeline)) }),
    },
    addedSupply: inputs.addedSupply.map(supplyAtMiddle),
  };
}

const narrow = ({ mid }: Range): Range => exactly(mid);

function mineralAtMiddle(mineral: ChainMineral): ChainMineral {
  return {
    ...mineral,
    importShare: narrow(mineral.importShare),
    demandElasticity: narrow(mineral.demandElasticity),
    supplyElasticity: narrow(mineral.supplyElasticity),
    spareShare: narrow(mineral.spareShare),
    stakeMusdPerYear: narrow(mineral.stakeMusdPerYear),
    feedSlack: narrow(mineral.feedSlack),
  };
}

function settingsAtMiddle(settings: ChainSettings): ChainSettings {
  return {
    ...settings,
    firstAnswer: narrow(settings.firstAnswer),
    lastingAnswer: narrow(settings.lastingAnswer),
    rerouteShare: narrow(settings.rerouteShare),
    demandDeviation: 0,
    priceDeviation: 0,
    exposureDeviation: 0,
  };
}

const shockAtMiddle = (shock: Shock): Shock => ({
  ...shock,
  startQuarter: middleOf(shock.startQuarter),
  quarters: middleOf(shock.quarters),
  depth: middleOf(shock.depth),
});

function projectAtMiddle(project: PipelineProject): PipelineProject {
  const { startQuarter, tonnesPerYear, delayQuarters, failureProbability } = project;
  return {
    ...project,
    startQuarter: startQuarter + Math.floor(delayQuarters + 0.5),
    tonnesPerYear: tonnesPerYear * (1 - failureProbability),
    delayQuarters: 0,
    failureProbability: 0,
  };
}

/** A supposed output, times the chance that the project comes at all. */
function changeAtMiddle(
  change: ProjectChange,
  pipeline: readonly PipelineProject[],
): ProjectChange {
  const { project: wanted, tonnesPerYear } = change;
  if (tonnesPerYear === undefined) return change;
  const product = pipeline.find((each) => isMeant(each, wanted));
  return { ...change, tonnesPerYear: tonnesPerYear * (1 - (product?.failureProbability ?? 0)) };
}

/** Supply that is certain stays as it is: it comes in full at once, where a project ramps up. */
function supplyAtMiddle(supply: AddedSupply): AddedSupply {
  const { delayQuarters, failureProbability } = supply;
  if (delayQuarters === undefined && failureProbability === undefined) return supply;
  return {
    ...supply,
    startQuarter: supply.startQuarter + Math.floor((delayQuarters ?? 0) + 0.5),
    tonnesPerYear: supply.tonnesPerYear * (1 - (failureProbability ?? 0)),
    delayQuarters: 0,
    failureProbability: 0,
  };
}
