/*
 * Which lots should leave first when stock is turned over: those that expire first, then those that
 * came first.
 */

/** What rotation looks at. */
export interface Rotatable {
  readonly id: string;
  readonly status: string;
  readonly receivedOn: string | null;
  readonly expiresOn: string | null;
}

/** Far behind every date of a lot. */
const NEVER = '9999-12-31';

/** The lots that may leave, the first to go first: each of them once. */
export function proposeRotation<L extends Rotatable>(lots: readonly L[]): L[] {
  const key = ({ expiresOn, receivedOn, id }: L) =>
    [expiresOn ?? NEVER, receivedOn ?? NEVER, id].join(' ');
  return lots
    .filter(({ status }) => status === 'accepted')
    .sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
