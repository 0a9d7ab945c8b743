import { memo, useState } from 'react';
import type { AskedPath } from '../../src/stress/question-text.ts';
import type { Scenario } from '../../src/stress/stress.ts';
import type { StressModel } from '../../src/stress/supply-chain.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { grouped, mineralName, musdText } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import type { RunResult } from '../stress-messages.ts';
import { runWhole } from '../stress-runs.ts';

export interface LabNextProps {
  readonly model: StressModel;
  readonly base: Scenario;
  readonly asked: AskedPath;
  readonly command: string;
}

/** Where to go from here: behind the numbers, to the plan, to a terminal, to every mineral. */
export const LabNext = memo((props: LabNextProps) => {
  const { asked, command } = props;
  return (
    <section className="next" aria-labelledby="next">
      <h2 id="next">Next</h2>
      <ul className="plain-list">
        <li>
          Every number above opens: it says where it comes from.{' '}
          <a href={`/minerals/${asked.mineral}`}>
            What is known of {mineralName(asked.mineral)}, row by row
          </a>
        </li>
        <li>
          <a href="/plan">What $2.5 billion should buy first</a>
        </li>
        <li>
          Run it in your terminal: <code data-testid="command">{command}</code>{' '}
          <CopyButton label="Copy command" done="Command copied" textOf={() => command} />
        </li>
      </ul>
      <WholeRun {...props} />
    </section>
  );
});

type Running =
  | { readonly state: 'resting' }
  | { readonly state: 'computing' }
  | { readonly state: 'failed'; readonly sentence: string }
  | { readonly state: 'done'; readonly run: RunResult; readonly of: string };

/** The same question about every mineral, in a worker of its own. */
function WholeRun({ model, base, asked }: LabNextProps) {
  const [running, setRunning] = useState<Running>({ state: 'resting' });
  const { scenario, mineral, stockTonnes, draws, seed, years } = asked;
  const held: Record<string, number> = stockTonnes > 0 ? { [mineral]: stockTonnes } : {};
  const question = { scenario, stockTonnes: held, draws, seed, years };
  const wanted = JSON.stringify(question);
  const begin = () => {
    setRunning({ state: 'computing' });
    runWhole({ model, base }, question).then(
      (run) => setRunning({ state: 'done', run, of: wanted }),
      (error: unknown) => setRunning({ state: 'failed', sentence: String(error) }),
    );
  };
  const isOld = running.state === 'done' && running.of !== wanted;
  return (
    <div
      className="whole-run js-only"
      data-testid="whole-run"
      data-state={running.state}
      data-digest={running.state === 'done' ? running.run.digest : ''}
    >
      <p className="actions">
        <button type="button" disabled={running.state === 'computing'} onClick={begin}>
          Run every mineral
        </button>
        <span role="status">
          {running.state === 'computing' && 'Computing ...'}
          {running.state === 'failed' && `Stopped: ${running.sentence}`}
          {isOld && 'The levers have moved since: run it again.'}
        </span>
      </p>
      {running.state === 'done' && <RunTable run={running.run} />}
    </div>
  );
}

const ROWS = 10;

function RunTable({ run }: { readonly run: RunResult }) {
  const { mean, standardError, cvar95 } = run.total.lossMusd;
  const worst = [...run.minerals].sort((a, b) => b.lossMusd.mean - a.lossMusd.mean).slice(0, ROWS);
  return (
    <>
      <p>
        {`GDP lost over ${run.horizonMonths / 12} years: mean ${musdText(mean)} (standard error ${musdText(standardError)}), worst 5 percent of futures ${musdText(cvar95)}.`}
      </p>
      <PlainTable
        caption={`The ${ROWS} minerals with the largest mean loss of ${run.minerals.length}`}
        rows={{
          columns: [
            { label: 'Mineral' },
            { label: 'GDP lost, mean', isNumber: true },
            { label: 'Worst 5 percent', isNumber: true },
            { label: 'Short, percent of futures', isNumber: true },
          ],
          rows: worst.map(({ mineral, lossMusd, shortProbability }) => [
            mineralName(mineral),
            musdText(lossMusd.mean),
            musdText(lossMusd.cvar95),
            grouped(100 * shortProbability, 0),
          ]),
        }}
      />
      <p className="note">
        Digest <code>{run.digest}</code>: the command gives the same.
      </p>
    </>
  );
}
