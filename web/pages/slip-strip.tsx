import type { SlipEffect } from '../../src/allocation/slip.ts';
import type { Scenario } from '../../src/stress/stress.ts';
import { Evidence } from '../parts/evidence.tsx';
import { grouped, mineralName, musdText, sentenceCase, twoDigits } from '../parts/format.ts';
import { PlainTable } from '../parts/table.tsx';
import { LAB_DRAWS, startingState } from './lab-state.ts';
import { type DataPin, LONGEST_ADDRESS, labAddress } from './stress-query.ts';

/** What somebody asks of a slip, as a person types it. */
export interface SlipQuestion {
  readonly slipMonths: string;
  readonly tonnesText: string; // '' counts what evidence supports
  readonly preset: string;
}

export type SlipOutcome =
  | { readonly kind: 'effect'; readonly effect: SlipEffect }
  | { readonly kind: 'refused'; readonly sentence: string; readonly hint: string | null };

export interface SlipStripProps {
  readonly project: { readonly id: string; readonly name: string };
  readonly pin: DataPin;
  readonly whyNotModelled: string | null; // null where the stress model has a product of it
  readonly promisedTonnes: number | null; // of its first product, a year
  readonly question: SlipQuestion;
  readonly presets: readonly { readonly id: string; readonly title: string }[];
  readonly outcome: SlipOutcome | null; // null until somebody asks
}

/** What a slip of the project does to a scenario: asked with a form, worked out by the server. */
export function SlipStrip(props: SlipStripProps) {
  const { outcome, project, question, whyNotModelled } = props;
  if (whyNotModelled !== null) {
    return (
      <section className="profile" aria-labelledby="slip">
        <h2 id="slip">What a slip would cost</h2>
        <p>
          <strong>Nothing that a run or a plan counts:</strong> {whyNotModelled}. So no slip of{' '}
          {project.name} changes a stress run or a plan.
        </p>
      </section>
    );
  }
  return (
    <section className="profile" aria-labelledby="slip">
      <h2 id="slip">What a slip would cost</h2>
      <p>
        The same futures with {project.name} in time and with it late. What it delivers is what the
        evidence supports, unless you suppose an output.
      </p>
      <SlipForm {...props} />
      {outcome?.kind === 'refused' && (
        <p className="refusal" role="alert">
          {`${sentenceCase(outcome.sentence)}.`}
          {outcome.hint !== null && ` ${sentenceCase(outcome.hint)}.`}
        </p>
      )}
      {outcome?.kind === 'effect' && (
        <Effect {...props} effect={outcome.effect} question={question} />
      )}
      {outcome === null && (
        <p className="hint">
          The answer takes some seconds: a stress run and two plans are worked out.
        </p>
      )}
    </section>
  );
}

function SlipForm({ project, question, presets }: SlipStripProps) {
  return (
    <form className="slip-form" method="get" action={`/projects/${project.id}#slip`}>
      <label>
        Months later
        <input name="slip" defaultValue={question.slipMonths} inputMode="numeric" size={5} />
      </label>
      <label>
        Output a year, if you suppose one
        <input
          name="tonnes"
          defaultValue={question.tonnesText}
          placeholder="such as 45000t"
          size={14}
        />
      </label>
      <label>
        Scenario
        <select name="preset" defaultValue={question.preset}>
          {presets.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button type="submit">Work it out</button>
    </form>
  );
}

const effectText = ({ unmetTonnes }: SlipEffect['products'][number]): string =>
  `${twoDigits(Math.abs(unmetTonnes.more))} t (± ${twoDigits(unmetTonnes.standardError)} t s.e.)`;

interface EffectProps extends SlipStripProps {
  readonly effect: SlipEffect;
}

function Effect(props: EffectProps) {
  const { effect, question } = props;
  const delivering = effect.products.filter(({ tonnesPerYear }) => tonnesPerYear > 0);
  if (delivering.length === 0) return <NothingCredited {...props} />;
  const isSupposed = delivering.some((product) => product.isSupposed);
  const slip = `${effect.slipMonths < 0 ? 'earlier start' : 'slip'} of ${Math.abs(effect.slipMonths)} months`;
  return (
    <div className="effect">
      <ul className="effect-lines">
        {delivering.map((product) => (
          <li key={product.id}>
            A {slip} {product.unmetTonnes.more < 0 ? 'saves' : 'adds'}{' '}
            <strong>
              <Evidence kind="model">{effectText(product)}</Evidence>
            </strong>{' '}
            of {mineralName(product.mineral)} unmet in “{effect.scenario.title}” over {effect.years}{' '}
            years.
          </li>
        ))}
      </ul>
      {isSupposed && (
        <p>
          Output supposed: <Evidence kind="input">{question.tonnesText} a year</Evidence>, your
          input and no credit of the evidence.
        </p>
      )}
      <EffectTable effect={effect} />
      <ul className="plain-list">
        {effect.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <Proof {...props} mineral={delivering[0]!.mineral} />
    </div>
  );
}

function NothingCredited({ effect, project, promisedTonnes, question }: EffectProps) {
  const [first] = effect.products;
  const supposed = promisedTonnes === null ? null : `${Math.round(promisedTonnes)}t`;
  return (
    <div className="effect">
      <p>
        <strong>Nothing is credited to {project.name}, so no slip of it changes anything:</strong>{' '}
        {effect.products
          .map(({ mineral, whyNone }) => `${mineralName(mineral)}: ${whyNone ?? 'no output'}`)
          .join('; ')}
        .
      </p>
      {supposed !== null && effect.products.length === 1 && first !== undefined && (
        <p className="actions">
          <a
            className="button"
            href={`/projects/${project.id}?slip=${effect.slipMonths}&tonnes=${supposed}&preset=${question.preset}#slip`}
          >
            Suppose the promised {grouped(promisedTonnes ?? 0, 0)} t a year
          </a>
          <Evidence kind="input">your input</Evidence>
        </p>
      )}
    </div>
  );
}

function EffectTable({ effect }: { readonly effect: SlipEffect }) {
  return (
    <PlainTable
      caption="Demand unmet and loss, with the project in time and late"
      rows={{
        columns: [
          { label: 'Mineral' },
          { label: 'Output counted, t a year', isNumber: true },
          { label: 'First quarter in time', isNumber: true },
          { label: 'First quarter late', isNumber: true },
          { label: 'Unmet in time, t', isNumber: true },
          { label: 'Unmet late, t', isNumber: true },
          { label: 'More, t (± s.e.)', isNumber: true },
          { label: 'More loss, $M (± s.e.)', isNumber: true },
        ],
        rows: effect.products.map((product) => [
          sentenceCase(mineralName(product.mineral)),
          `${twoDigits(product.tonnesPerYear)}${product.isSupposed ? ' (your input)' : ''}`,
          quarterText(product.startQuarter.before),
          quarterText(product.startQuarter.after),
          twoDigits(product.unmetTonnes.before),
          twoDigits(product.unmetTonnes.after),
          `${twoDigits(product.unmetTonnes.more)} (± ${twoDigits(product.unmetTonnes.standardError)})`,
          `${musdText(product.lossMusd.more)} (± ${musdText(product.lossMusd.standardError)})`,
        ]),
      }}
    />
  );
}

const quarterText = (quarter: number) => String(quarter + 1); // the first quarter of the horizon is 1

/** How to make the numbers again: the lab with the same scenario, the command, and the digest. */
function Proof(props: EffectProps & { readonly mineral: string }) {
  const { effect, mineral, pin } = props;
  const address = labAddressOf(effect.scenario, mineral, effect, pin);
  return (
    <>
      <p className="actions">
        {address === null ? (
          <span>The scenario is too long for an address; the command gives it as a file.</span>
        ) : (
          <a className="button" href={address}>
            This scenario, with the slip, in the stress lab
          </a>
        )}
        <a href={`/projects/${props.project.id}#slip`}>Ask anew</a>
      </p>
      <dl className="proof">
        <div>
          <dt>The same in a terminal</dt>
          <dd>
            <code>{slipCommand(props)}</code>
          </dd>
        </div>
        <div>
          <dt>Digest of the answer</dt>
          <dd>
            <code data-testid="slip-digest">{effect.digest}</code>
          </dd>
        </div>
        <div>
          <dt>Made from</dt>
          <dd>
            {`${grouped(effect.draws, 0)} futures of ${effect.years} years, the same on both sides; seed ${effect.seed}; data ${effect.dataVersion}; model ${effect.modelVersion}`}
          </dd>
        </div>
      </dl>
    </>
  );
}

/** The command that gives the same digest. */
export function slipCommand({ project, question, effect }: EffectProps): string {
  const { slipMonths, draws, seed, years } = effect;
  const tonnes = question.tonnesText.trim();
  return [
    `npx lodestock project slip ${project.id} --months ${slipMonths}`,
    ...(tonnes === '' ? [] : [`--tonnes ${tonnes.replaceAll(/\s/g, '')}`]),
    `--preset ${question.preset} --draws ${draws} --seed ${seed} --years ${years}`,
  ].join(' ');
}

/** The stress lab with a scenario in its address; null where no address can hold it. */
export function labAddressOf(
  scenario: Scenario,
  mineral: string,
  { seed, years }: Pick<SlipEffect, 'seed' | 'years'>,
  pin: DataPin,
): string | null {
  const start = startingState({ presets: [], minerals: [mineral] });
  const state = { ...start, own: scenario, levers: scenario.levers, mineral, seed, years };
  const address = `/stress${labAddress({ ...state, draws: LAB_DRAWS.usual }, pin)}`;
  return address.length <= LONGEST_ADDRESS ? address : null;
}
