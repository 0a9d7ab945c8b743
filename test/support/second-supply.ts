import { uniform } from '../../src/base/random.ts';
import type { ChainMineral, SupplyLink } from '../../src/stress/supply-chain.ts';
import { type Cause, courseOf, type Future, streamOf, waiting } from './second-events.ts';

/*
 * What causes and shocks make of a mineral's supply and demand in a quarter; part of the second
 * program of second-stress.ts.
 */

/** A link of one mineral, with what may cut it. */
export interface CausedLink {
  readonly flow: SupplyLink['flow'];
  readonly share: number;
  readonly causes: readonly { part: number; bars: boolean; depth: readonly number[] }[];
}

export function causedLinks(
  { model }: Future,
  causes: readonly Cause[],
  { feed }: ChainMineral,
  m: number,
): CausedLink[] {
  return model.links.flatMap(({ flow, of, share }, link) => {
    if (of !== (flow === 'feed' ? feed : m)) return [];
    const own = causes.flatMap(({ depth, cuts }) =>
      cuts.filter((cut) => cut.link === link).map((cut) => ({ ...cut, depth })),
    );
    return [{ flow, share, causes: own }];
  });
}

/** Shares of a mineral's flows that are cut: imports destroyed and held back, home, and its ore. */
export interface CutFlows {
  readonly gone: number;
  readonly held: number;
  readonly home: number;
  readonly ore: number;
}

/** Looks at every link anew: of all causes of one kind the deepest counts. */
export function cutFlows(links: readonly CausedLink[], quarter: number): CutFlows {
  const sum = { gone: 0, held: 0, home: 0, ore: 0 };
  links.forEach(({ flow, share, causes }) => {
    const deepest = (bars: boolean) =>
      Math.max(
        0,
        ...causes
          .filter((cause) => cause.bars === bars)
          .map(({ part, depth }) => depth[quarter]! * part),
      );
    const destroyed = deepest(false);
    if (flow === 'home') sum.home += share * destroyed;
    if (flow === 'feed') sum.ore += share * destroyed;
    if (flow !== 'imports') return;
    sum.gone += share * destroyed;
    sum.held += share * Math.max(0, deepest(true) - destroyed);
  });
  return sum;
}

/** What named shocks do to demand, prices and mines at home in a quarter. */
export interface AtHome {
  readonly surge: number;
  readonly open: number; // share of mines that a price war has not closed
  readonly logDump: number;
}

export function atHome(future: Future, { mineral }: ChainMineral, quarter: number): AtHome {
  const { model, scenario, arithmetic } = future;
  const { dumpingExitShare } = model.settings;
  let [surge, open, logDump] = [1, 1, 0];
  for (const shock of scenario.shocks) {
    const isMine = shock.minerals === 'all' || shock.minerals.includes(mineral);
    const { start, end, depth } = courseOf(future, shock);
    if (!isMine || quarter < start) continue;
    const lasts = quarter < end;
    const full = depth * scenario.levers.severity * (1 - shock.leakage);
    if (shock.kind === 'demand-surge' && lasts) surge *= 1 + full;
    if (shock.kind !== 'dumping') continue;
    const closed = lasts ? Math.min(1, (quarter - start + 1) / 4) : 1;
    open *= 1 - closed * full * dumpingExitShare;
    if (lasts) logDump += arithmetic.log(1 - Math.min(full, 0.95));
  }
  return { surge, open, logDump };
}

/** New supply by quarter, in quarters of demand a quarter. */
export function addedSupply(future: Future, mineral: ChainMineral, m: number): number[] {
  const { model, scenario, addedSupply: given, quarters, arithmetic } = future;
  const isTimed = (supply: (typeof given)[number]) =>
    supply.delayQuarters !== undefined || supply.failureProbability !== undefined;
  const planned = given.filter(isTimed).map((supply) => ({
    ...supply,
    id: supply.project ?? supply.mineral,
    delayQuarters: supply.delayQuarters ?? 0,
    failureProbability: supply.failureProbability ?? 0,
  }));
  const { pipelineShare } = scenario.levers;
  const supposed = (...names: string[]) => {
    const mine = (scenario.projects ?? []).filter((each) => names.includes(each.project));
    const late = mine.reduce((sum, { slipMonths }) => sum + slipMonths, 0) / 3;
    return {
      late,
      output: mine.findLast((each) => each.tonnesPerYear !== undefined)?.tonnesPerYear,
    };
  };
  const begins = (start: number, ...names: string[]) =>
    Math.max(0, start + supposed(...names).late);
  const alone = model.pipeline
    .filter(({ id }) => !planned.some((each) => each.id === id))
    .map((each) => ({
      ...each,
      mineral: model.minerals[each.mineral]!.mineral,
      tonnesPerYear: pipelineShare * (supposed(each.id, each.project).output ?? each.tonnesPerYear),
    }));
  const sum = Array.from({ length: quarters }, () => 0);
  const add = (from: number, tonnesPerYear: number, rampQuarters: number) => {
    for (let quarter = from; quarter < quarters; quarter++) {
      const part = Math.min(1, (quarter - from + 1) / rampQuarters);
      sum[quarter]! += part * (tonnesPerYear / model.minerals[m]!.demandTonnesPerYear);
    }
  };
  for (const supply of given) {
    if (supply.mineral !== mineral.mineral || isTimed(supply)) continue;
    const name = supply.project ?? '';
    const project = name.replace(new RegExp(`-${supply.mineral}$`), '');
    add(begins(supply.startQuarter, name, project), supply.tonnesPerYear, 1);
  }
  for (const project of [...planned, ...alone]) {
    if (project.mineral !== mineral.mineral) continue;
    const [fails, late] = streamOf(future, `project ${project.id}`).words.map(uniform) as [
      number,
      number,
    ];
    if (fails < project.failureProbability) continue;
    const delay = waiting(late, 1 / (project.delayQuarters + 1), arithmetic);
    const name = project.id.replace(new RegExp(`-${project.mineral}$`), '');
    const start = begins(project.startQuarter, project.id, name);
    add(start + delay, project.tonnesPerYear, model.settings.rampQuarters);
  }
  return sum;
}
