import { useEffect, useState } from 'react';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import { StressLevers } from './stress-levers.tsx';
import {
  type LabState,
  labAddress,
  startingState,
  whySeverityIsIdle,
  withSeverity,
} from './stress-query.ts';
import { StressResult } from './stress-result.tsx';
import { useLaboratory } from './use-laboratory.ts';

export interface StressProps {
  readonly presets: readonly Scenario[]; // 'base' among them
  readonly model: StressModel;
  readonly mineral: string;
  readonly path: MineralPath; // of the mineral, under the scenario and with the stock
  readonly baseline: MineralPath; // of the mineral, under 'base' and with no stock
  readonly scenario: Scenario; // a preset with the severity asked for
  readonly stockTonnes: number;
  readonly seed: number;
  readonly draws: number;
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
      scenario: withSeverity(preset, state.severity),
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
          minerals={model.minerals}
          idleSeverity={whySeverityIsIdle(preset, state.mineral)}
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
  severity: scenario.levers.severity,
});

const demandOf = (model: StressModel, mineral: string): number =>
  (model.minerals.find((each) => each.mineral === mineral)?.demandTonnesPerYear ?? 0) / 4;

/** The same question on the command line; a lever it has no flag for needs a scenario file. */
function commandOf(
  { preset, mineral, stockTonnes, severity }: LabState,
  { draws, seed, years }: { draws: number; seed: number; years: number },
): string | null {
  if (severity !== 1) return null;
  const stock = stockTonnes > 0 ? ` --stock ${mineral}=${stockTonnes}t` : '';
  return `npx lodestock stress run --preset ${preset}${stock} --draws ${draws} --seed ${seed} --years ${years}`;
}
