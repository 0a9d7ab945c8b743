import { useEffect, useState } from 'react';
import { LEVERS } from '../../src/stress/levers.ts';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { StressLevers } from './stress-levers.tsx';
import { type LabState, labAddress, startingState, withLevers } from './stress-query.ts';
import { StressResult } from './stress-result.tsx';
import { useLaboratory } from './use-laboratory.ts';

export interface StressProps {
  readonly presets: readonly Scenario[]; // 'base' among them
  readonly model: StressModel;
  readonly mineral: string;
  readonly path: MineralPath; // of the mineral, under the scenario and with the stock
  readonly baseline: MineralPath; // of the mineral, under 'base' and with no stock
  readonly scenario: Scenario; // a preset under the levers asked for
  readonly stockTonnes: number;
  readonly seed: number;
  readonly draws: number;
  readonly corrections: readonly string[]; // of the address, where it went out of range
}

/** Move a lever and see what a shock does to one mineral. */
export function StressPage(props: StressProps) {
  const { presets, model, path, baseline, seed, draws } = props;
  const [state, setState] = useState<LabState>(stateOf(props));
  const choices = {
    presets: presets.map(({ id }) => id),
    minerals: model.minerals.map(({ mineral }) => mineral),
  };
  const start = startingState(choices);
  const preset = presets.find(({ id }) => id === state.preset) ?? props.scenario;
  const base = presets.find(({ id }) => id === 'base') ?? { ...preset, shocks: [] };
  const result = useLaboratory({
    model,
    base,
    first: { path, baseline },
    question: {
      kind: 'path',
      scenario: withLevers(preset, state.levers),
      mineral: state.mineral,
      stockTonnes: state.stockTonnes,
      draws,
      seed,
      years: path.quarters / 4,
    },
  });
  const address = labAddress(state);
  useEffect(() => {
    const isUntouched = location.search === '' && address === labAddress(start);
    if (!isUntouched && location.search !== address) history.replaceState(null, '', address);
  }, [address, start]);

  return (
    <>
      <section className="answer">
        <h1>What would a shock do?</h1>
        <p className="lead">
          {preset.title}. {preset.story}
        </p>
        {preset.source !== '' && (
          <p className="source-line">Source of the story: {preset.source}</p>
        )}
      </section>
      <div className="lab">
        <StressLevers
          state={state}
          start={start}
          presets={presets}
          model={model}
          scenario={preset}
          corrections={address === labAddress(stateOf(props)) ? props.corrections : []}
          demandTonnesPerQuarter={demandOf(model, state.mineral)}
          command={commandOf(state, { draws, seed, years: path.quarters / 4 })}
          onChange={setState}
        />
        <StressResult result={result} presetTitle={preset.title} edition={model.dataVersion} />
      </div>
      <EvidenceKey />
    </>
  );
}

const stateOf = ({ scenario, mineral, stockTonnes }: StressProps): LabState => ({
  preset: scenario.id,
  mineral,
  stockTonnes,
  levers: scenario.levers,
});

const demandOf = (model: StressModel, mineral: string): number =>
  (model.minerals.find((each) => each.mineral === mineral)?.demandTonnesPerYear ?? 0) / 4;

/** The same question on the command line. */
function commandOf(
  { preset, mineral, stockTonnes, levers }: LabState,
  { draws, seed, years }: { draws: number; seed: number; years: number },
): string {
  const stock = stockTonnes > 0 ? ` --stock ${mineral}=${stockTonnes}t` : '';
  const moved = LEVERS.filter((lever) => levers[lever.id] !== lever.default)
    .map(({ id, flag }) => ` --${flag} ${Number(levers[id].toFixed(8))}`)
    .join('');
  return `npx lodestock stress run --preset ${preset}${stock}${moved} --draws ${draws} --seed ${seed} --years ${years}`;
}
