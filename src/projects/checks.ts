import * as z from 'zod';
import { counted, grouped } from '../base/number-text.ts';
import type { SupplyCredit } from './evidence.ts';
import type { MilestoneHistory } from './milestones.ts';
import type { ProjectRecord } from './projects.ts';

/*
 * Checks of a project against its own record. A check that fires is not a verdict: it says what a
 * reader should know before money is spent.
 */

export const CheckFigure = z.object({
  label: z.string(),
  value: z.number(),
  unit: z.string(),
  standing: z.enum(['fact', 'claim', 'unverified', 'assumption', 'result']),
  source: z.string().describe('publication, or the formula of a result'),
});
export type CheckFigure = z.infer<typeof CheckFigure>;

export const ProjectCheck = z
  .object({
    id: z.string().describe('requirement that asks for it'),
    title: z.string(),
    outcome: z
      .enum(['passes', 'fires', 'open'])
      .describe('open: the record does not say enough to tell'),
    sentence: z.string(),
    figures: z.array(CheckFigure),
  })
  .meta({ id: 'ProjectCheck' });
export type ProjectCheck = z.infer<typeof ProjectCheck>;

type Answer = Omit<ProjectCheck, 'id' | 'title'>;

export const check = (id: string, title: string, answer: Answer): ProjectCheck => ({
  id,
  title,
  ...answer,
});

const plain = (outcome: Answer['outcome'], sentence: string): Answer => ({
  outcome,
  sentence,
  figures: [],
});

/** What is not published of a project: a record is not filled from elsewhere. */
export function missingOf(record: ProjectRecord): readonly string[] {
  const has = (item: string) => record.details.some((each) => each.item === item);
  const rows: readonly (readonly [string, boolean])[] = [
    ['owner', has('owner')],
    ['owner chain', has('owner chain')],
    ['coordinates', record.latitude !== null],
    ['area or works', has('area') || has('works')],
    ['permits', record.permits.length > 0],
    ['capacity', record.capacities.length > 0],
    ['milestones', record.milestones.length > 0],
    ['technical report', record.documents.some(({ kind }) => ['study', 'report'].includes(kind))],
    ['jobs', has('permanent jobs')],
    ['capital cost', has('capital cost')],
    ['capital spent', has('capital spent')],
    ['federal money', has('federal money')],
    ['feedstock origin', has('feedstock origin')],
    ['buyers', has('buyers')],
  ];
  return rows.filter(([, isPublished]) => !isPublished).map(([name]) => name);
}

export function recordCheck(missing: readonly string[]): ProjectCheck {
  const answer =
    missing.length === 0
      ? plain('passes', 'Every part of the record is published.')
      : plain('open', `Not published: ${missing.join(', ')}.`);
  return check('R5.01', 'What the record lacks', answer);
}

/** Permits in force, and those that have run out by a day. */
export function permitCheck(
  { permits }: Pick<ProjectRecord, 'permits'>,
  isExpired: (date: string) => boolean,
): ProjectCheck {
  const title = 'What is permitted';
  if (permits.length === 0) return check('R5.02', title, plain('open', 'No permit is published.'));
  const expired = permits.filter(({ expires }) => expires !== null && isExpired(expires));
  if (expired.length > 0) {
    const names = expired.map(({ permit, expires }) => `${permit} on ${expires}`).join('; ');
    return check('R5.02', title, plain('fires', `A permit has expired: ${names}.`));
  }
  const lacking = permits.filter(({ status }) => status !== 'in force');
  if (lacking.length > 0) {
    const names = lacking.map(({ permit, status }) => `${permit} (${status})`).join('; ');
    return check('R5.02', title, plain('fires', `A permit is not in force: ${names}.`));
  }
  const names = permits.map(
    ({ permit, authority, approved, renewed }) =>
      `${permit} by ${authority}${approved === null ? '' : `, approved ${approved}`}${renewed === null ? '' : `, renewed ${renewed}`}`,
  );
  return check('R5.02', title, plain('passes', `In force: ${names.join('; ')}.`));
}

/** Milestones that were dated anew, and those whose day has passed. */
export function slipCheck(histories: readonly MilestoneHistory[]): ProjectCheck {
  const title = 'What has slipped';
  if (histories.length === 0) {
    return check('R5.05', title, plain('open', 'No milestone is published.'));
  }
  const late = histories.filter(({ slipMonths }) => slipMonths !== null && slipMonths > 0.5);
  const overdue = histories.filter(({ state }) => state === 'overdue');
  if (late.length + overdue.length === 0) {
    return check(
      'R5.05',
      title,
      plain('passes', 'No milestone has been dated anew or is overdue.'),
    );
  }
  const parts = [
    ...late.map(
      ({ title: name, slipMonths }) => `${name}: ${counted(Math.round(slipMonths!), 'month')}`,
    ),
    ...overdue.map(
      ({ title: name, expectedLast }) => `${name}: due by ${expectedLast}, not reported`,
    ),
  ];
  const figures = late.map(({ title: name, slipMonths, datings }) => ({
    label: `slip of ${name}`,
    value: slipMonths!,
    unit: 'months',
    standing: 'result' as const,
    source: `last day of the newest dating less that of the first; ${datings.map(({ source }) => source).join('; ')}`,
  }));
  return check('R5.05', title, { outcome: 'fires', sentence: `${parts.join('; ')}.`, figures });
}

/** What is promised of a mineral and what is credited. */
export interface MineralSupply {
  readonly mineral: string;
  readonly promisedTonnesPerYear: number | null;
  readonly promisedBy: string | null;
  readonly promiseSource: string | null;
  readonly promiseStanding: 'fact' | 'claim' | 'unverified' | null;
  readonly credited:
    | SupplyCredit
    | { readonly reason: string; readonly sources: readonly string[] };
  readonly reached: string | null;
}

/** Promise against credit, and elements that are present and no more. */
export function evidenceChecks(supplies: readonly MineralSupply[]): readonly ProjectCheck[] {
  const presence = supplies.filter(({ reached }) => reached === 'presence');
  return [
    creditCheck(supplies),
    ...(presence.length === 0
      ? []
      : [
          check(
            'R5.07',
            'Presence is not a grade',
            plain(
              'fires',
              `Of ${presence.map(({ mineral }) => mineral).join(', ')} only the presence is supported: no supply is credited.`,
            ),
          ),
        ]),
  ];
}

function creditCheck(supplies: readonly MineralSupply[]): ProjectCheck {
  const title = 'What is credited of what is promised';
  const creditOf = ({ credited }: MineralSupply) =>
    'tonnesPerYear' in credited ? credited.tonnesPerYear : 0;
  const promised = supplies.filter(({ promisedTonnesPerYear }) => promisedTonnesPerYear !== null);
  if (promised.length === 0) {
    return check('R5.06', title, plain('open', 'No yearly output is promised or published.'));
  }
  const short = promised.filter((each) => each.promisedTonnesPerYear! - creditOf(each) > 1e-6);
  const figures = promised.flatMap((each) => [
    {
      label: `${each.mineral} promised by ${each.promisedBy}`,
      value: each.promisedTonnesPerYear!,
      unit: 't/year',
      standing: each.promiseStanding!,
      source: each.promiseSource!,
    },
    {
      label: `${each.mineral} credited`,
      value: creditOf(each),
      unit: 't/year',
      standing: 'result' as const,
      source: each.credited.reason,
    },
  ]);
  const words = (short.length === 0 ? promised : short).map(
    (each) =>
      `${each.mineral}: ${grouped(creditOf(each), 0)} of ${grouped(each.promisedTonnesPerYear!, 0)} t a year (${each.credited.reason})`,
  );
  const outcome = short.length === 0 ? 'passes' : 'fires';
  return check('R5.06', title, { outcome, sentence: `${words.join('; ')}.`, figures });
}

/** Claims of parties with an interest that nobody has confirmed. */
export function claimCheck({ claims, capacities }: ProjectRecord): ProjectCheck {
  const open = [...claims, ...capacities].filter(
    ({ interest, confirmedBy }) => interest !== 'none' && confirmedBy === null,
  );
  const title = 'Claims that feed no model';
  if (open.length === 0) {
    return check('R15.06', title, plain('passes', 'No claim of an interested party is open.'));
  }
  const who = [...new Set(open.map(({ saidBy, interest }) => `${saidBy} (${interest})`))];
  return check('R15.06', title, {
    ...plain(
      'fires',
      `${counted(open.length, 'statement')} of parties with an interest that nobody has confirmed: ${who.join('; ')}.`,
    ),
    figures: claims.flatMap(({ subject, value, unit, source }) =>
      value === null || unit === null
        ? []
        : [{ label: subject, value, unit, standing: 'claim' as const, source }],
    ),
  });
}

/** That support by others is shown and not taken for the Reserve's own. */
export function externalCheck({ isReserveInstrument, awards }: ProjectRecord): ProjectCheck {
  const title = 'Whose instrument it is';
  if (isReserveInstrument) {
    return check('R5.14', title, plain('passes', 'The Reserve is a party to its support.'));
  }
  const by = awards.length === 0 ? '' : ` Awards on record are of ${agenciesOf(awards)}.`;
  return check('R5.14', title, plain('passes', `Not a Reserve instrument.${by}`));
}

const agenciesOf = (awards: ProjectRecord['awards']): string =>
  [...new Set(awards.map(({ agency }) => agency))].join(', ');

/** What a score of projects asks for, and how much of it is published. */
export function scoringCheck(
  { details }: Pick<ProjectRecord, 'details'>,
  firstOutput: string | null,
): ProjectCheck {
  const detail = (item: string) => details.find((each) => each.item === item);
  const asked = [
    ['buyers', 'offtake'],
    ['feedstock origin', 'feedstock'],
    ['permanent jobs', 'jobs'],
    ['federal money', 'federal money'],
    ['capital cost', 'capital cost'],
  ] as const;
  const known = asked.flatMap(([item, word]) => {
    const found = detail(item);
    if (found === undefined) return [];
    const unit = found.unit === null ? '' : ` ${found.unit}`;
    return [`${word}: ${found.value}${unit} (${found.standing})`];
  });
  const missing = asked.filter(([item]) => detail(item) === undefined).map(([, word]) => word);
  const earliest = firstOutput === null ? [] : [`earliest first output: ${firstOutput}`];
  const lacking = missing.length === 0 ? '' : ` Not published: ${missing.join(', ')}.`;
  return check(
    'R5.15',
    'What a score would rest on',
    plain(
      missing.length === 0 ? 'passes' : 'open',
      `${[...known, ...earliest].join('; ') || 'Nothing is published'}.${lacking}`,
    ),
  );
}
