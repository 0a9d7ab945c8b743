import type { OfferedDeed } from '../parts/deeds.tsx';

/*
 * What may be done with a party. A party has no life of its own: what is known of it grows row by
 * row, and a row ends on a day.
 */

export const ADD_PARTY: OfferedDeed = { text: 'Register a party', path: '/parties' };

export const partyDeeds = (id: string): OfferedDeed[] => [
  {
    ...{ text: 'Screen it', path: `/parties/${encodeURIComponent(id)}/screenings` },
    filled: { purpose: 'review' },
  },
  { text: 'Record an owner', path: '/parties/ownership', filled: { owned: id } },
  { text: 'Record a holding', path: '/parties/ownership', filled: { owner: id } },
  { text: 'Record a finding', path: '/parties/findings', filled: { party: id } },
];

export const endPath = (of: 'ownership' | 'findings', seq: number) => `/parties/${of}/${seq}/end`;
