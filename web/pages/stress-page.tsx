import { type KeyboardEvent, useCallback, useEffect, useMemo, useReducer, useState } from 'react';
import { LEVERS } from '../../src/stress/levers.ts';
import { pathReceipts } from '../../src/stress/path-receipts.ts';
import { type AskedPath, runCommand } from '../../src/stress/question-text.ts';
import type { MineralPath, Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { EvidenceKey } from '../parts/evidence.tsx';
import type { PathQuestion, SwingId } from '../stress-messages.ts';
import { BringScenario } from './bring-scenario.tsx';
import { LabComparison } from './lab-comparison.tsx';
import { beginHistory, nextHistory } from './lab-history.ts';
import { LabNext } from './lab-next.tsx';
import { chosenScenario, type LabState, scenarioOf, startingState } from './lab-state.ts';
import { LabTools } from './lab-tools.tsx';
import { LabWarningList } from './lab-warning-list.tsx';
import { labWarnings } from './lab-warnings.ts';
import { StressLevers } from './stress-levers.tsx';
import { dataPinOf, LONGEST_ADDRESS, labAddress, stockLever, whyIdle } from './stress-query.ts';
import { StressResult } from './stress-result.tsx';
import { type LabResult, useLaboratory } from './use-laboratory.ts';

export interface StressProps {
  readonly presets: readonly Scenario[]; // 'base' among them
  readonly model: StressModel;
  readonly state: LabState;
  readonly path: MineralPath; // of the mineral, under the scenario and with the stock
  readonly baseline: MineralPath; // of the mineral, under 'base' and with no stock
  readonly pins: readonly MineralPath[]; // of the mineral, under each pinned setting
  readonly corrections: readonly string[]; // of the address, where it went out of range
}

/** Move a lever and see what a shock does to one mineral. */
export function StressPage(props: StressProps) {
  const { presets, model } = props;
  const lab = useLabState(props);
  const { state, start, pin, change } = lab;
  const chosen = chosenScenario(state, presets);
  const base = presets.find(({ id }) => id === 'base') ?? { ...chosen, shocks: [] };
  const { path, baseline, pins } = props;
  const result = useLaboratory({
    model,
    base,
    first: { path, baseline, pins },
    question: questionOf(state, props),
    inputMs: lab.inputMs,
  });
  const asked = useMemo(() => askedOf(state, presets), [state, presets]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is of the question
  const receipts = useMemo(() => receiptsOf(result, model), [result.path, model]);
  const warnings = useMemo(() => labWarnings(state, model, presets), [state, model, presets]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys that work wherever the focus is in it
    <div onKeyDown={lab.onKeyDown}>
      <section className="answer">
        <h1>What would a shock do?</h1>
        <p className="lead">
          {chosen.title}. {chosen.story}
        </p>
        {chosen.source !== '' && (
          <p className="source-line">Source of the story: {chosen.source}</p>
        )}
      </section>
      <div className="lab">
        <div className="panel">
          <StressLevers
            {...{ state, start, presets, model, pin }}
            scenario={chosen}
            corrections={state === props.state ? props.corrections : NONE}
            demandTonnesPerQuarter={demandOf(model, state.mineral)}
            swings={result.swings}
            onChange={change}
          />
          <BringScenario state={state} model={model} onChange={change} />
        </div>
        <StressResult
          result={result}
          edition={model.dataVersion}
          receipts={receipts}
          view={state.view}
          tools={
            <LabTools
              {...{ history: lab.history, start, pin }}
              scenarioId={chosen.id}
              onUndo={lab.undo}
              onRedo={lab.redo}
              onChange={change}
            />
          }
          warnings={<LabWarningList warnings={warnings} pin={pin} onChange={change} />}
          comparison={
            <LabComparison
              {...{ state, presets, pin, path: result.path, pins: result.pins }}
              onChange={change}
            />
          }
        />
      </div>
      <LabNext model={model} base={base} asked={asked} command={runCommand(asked)} />
      <EvidenceKey />
    </div>
  );
}

const NONE: readonly string[] = [];

/** The state of the lab with its steps back and forth, kept in the address. */
function useLabState({ presets, model, state: first }: StressProps) {
  const [history, act] = useReducer(nextHistory, first, beginHistory);
  const [inputMs, setInputMs] = useState<number | null>(null);
  const state = history.present;
  const start = useMemo(() => {
    const minerals = model.minerals.map(({ mineral }) => mineral);
    return startingState({ presets, minerals });
  }, [presets, model]);
  const pin = useMemo(() => dataPinOf(model), [model]);
  const address = labAddress(state, pin);
  useEffect(() => {
    if (state === first || address.length > LONGEST_ADDRESS) return;
    if (location.search !== address) window.history.replaceState(null, '', `/stress${address}`);
  }, [address, state, first]);

  const change = useCallback((to: LabState, control: string) => {
    const atMs = performance.now();
    setInputMs(atMs);
    act({ kind: 'change', to, control, atMs });
  }, []);
  const step = useCallback((kind: 'undo' | 'redo') => {
    setInputMs(performance.now());
    act({ kind });
  }, []);
  const undo = useCallback(() => step('undo'), [step]);
  const redo = useCallback(() => step('redo'), [step]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target instanceof HTMLTextAreaElement) return; // it takes its own letters back
    const key = event.key.toLowerCase();
    const deed = key === 'y' || (key === 'z' && event.shiftKey) ? redo : key === 'z' ? undo : null;
    if (deed === null) return;
    event.preventDefault();
    deed();
  };
  return { history, state, start, pin, inputMs, change, undo, redo, onKeyDown };
}

/** What the model is asked for a state of the lab. */
function questionOf(state: LabState, { presets, model }: StressProps): PathQuestion {
  const { mineral, stockTonnes, draws, seed, years, pins } = state;
  const chosen = chosenScenario(state, presets);
  const swings: SwingId[] = LEVERS.filter((lever) => {
    return whyIdle(lever, model, { scenario: chosen, mineral, stockTonnes }) === null;
  }).map(({ id }) => id);
  return {
    kind: 'path',
    isPreset: state.own === null,
    scenario: scenarioOf(state, presets),
    ...{ mineral, stockTonnes, draws, seed, years },
    pins: pins.map((setting) => ({
      scenario: scenarioOf(setting, presets),
      stockTonnes: setting.stockTonnes,
    })),
    swings: ['stock', ...swings],
    mostStockTonnes: stockLever(demandOf(model, mineral)).mostTonnes,
  };
}

function askedOf(state: LabState, presets: readonly Scenario[]): AskedPath {
  const { mineral, stockTonnes, draws, seed, years, own } = state;
  const scenario = scenarioOf(state, presets);
  return { scenario, isPreset: own === null, mineral, stockTonnes, draws, seed, years };
}

/** Receipts of what is shown, which may lag behind the levers. */
function receiptsOf({ path, question }: LabResult, model: StressModel) {
  const mineral = model.minerals.find((each) => each.mineral === path.mineral);
  if (mineral === undefined) throw new Error(`the model has no ${path.mineral}`);
  return pathReceipts(path, question, model, mineral);
}

const demandOf = (model: StressModel, mineral: string): number =>
  (model.minerals.find((each) => each.mineral === mineral)?.demandTonnesPerYear ?? 0) / 4;
