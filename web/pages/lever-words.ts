import {
  type DeclaredLever,
  LEVERS,
  type Lever,
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

/** The levers in the order of the page: the first stands open, the others are folded away. */
export const [FIRST_LEVER, ...MORE_LEVERS]: readonly [DeclaredLever, ...DeclaredLever[]] = LEVERS;
