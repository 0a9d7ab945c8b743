import {
  type DeclaredLever,
  LEVERS,
  type Lever,
  type LeverId,
  type LeverUnit,
  zoneWord,
} from '../../src/stress/levers.ts';

/** Shares are shown in percent; the address of the page carries what is shown. */
const SHOWN: Readonly<Record<LeverUnit, { readonly unit: string; readonly per: number }>> = {
  share: { unit: 'percent', per: 100 },
  'per year': { unit: 'percent a year', per: 100 },
  times: { unit: 'times', per: 1 },
  days: { unit: 'days', per: 1 },
};

/** The unit that stands beside a lever. */
export const shownUnit = ({ unit }: Pick<Lever, 'unit'>): string => SHOWN[unit].unit;

/** A lever's value as it is shown: 0.6 → 60. */
export const toShown = ({ unit }: Pick<Lever, 'unit'>, value: number): number =>
  Number((SHOWN[unit].per * value).toFixed(6));

/** What was shown or typed, as the lever's value: 60 → 0.6. */
export const fromShown = ({ unit }: Pick<Lever, 'unit'>, shown: number): number =>
  shown / SHOWN[unit].per;

/** A value with its unit and its word, for those who hear it: '60 percent, partial'. */
export const valueWords = (lever: Lever, value: number): string =>
  `${toShown(lever, value)} ${shownUnit(lever)}, ${zoneWord(lever, value)}`;

/** The first lever of the table stands in every address. */
export const [FIRST_LEVER]: readonly [DeclaredLever, ...DeclaredLever[]] = LEVERS;

const OPEN_IDS: readonly LeverId[] = ['severity', 'durationScale', 'releaseShare'];

/** The levers that most people move, and those that are folded away until they are wanted. */
export const OPEN_LEVERS: readonly DeclaredLever[] = LEVERS.filter(({ id }) =>
  OPEN_IDS.includes(id),
);
export const MORE_LEVERS: readonly DeclaredLever[] = LEVERS.filter(
  ({ id }) => !OPEN_IDS.includes(id),
);
