import { eventsOf } from '../../src/audit/audit.ts';
import { LOT_LIFE, type Lot } from '../../src/inventory/inventory.ts';
import type { OfferedDeed } from '../parts/deeds.tsx';
import type { EventOf } from '../parts/step-deeds.ts';

type LotOfDeed = Pick<Lot, 'id' | 'status' | 'orderRef' | 'isOwned'>;

interface LotDeed {
  readonly text: string;
  readonly path: (lot: LotOfDeed) => string;
}

const onLot = (text: string, word: string): LotDeed => ({
  text,
  path: ({ id }) => `/lots/${encodeURIComponent(id)}/${word}`,
});

/** What comes for an order is accepted and rejected as its delivery: the order says the price. */
const onDelivery = (text: string, word: string): LotDeed => ({
  text,
  path: ({ id, orderRef, isOwned }) =>
    `/${orderRef === null || isOwned ? 'lots' : 'deliveries'}/${encodeURIComponent(id)}/${word}`,
});

const RECEIVE = onLot('Take it in', 'receipt');
const DECIDE = onLot('Hold it against its specification', 'decision');
const SAMPLE = onLot('Draw a sample', 'samples');

type LotEvent = EventOf<typeof LOT_LIFE>;

/** The deeds that bring each event about; in words where no deed of a person on the lot does. */
export const LOT_DEEDS: Readonly<Record<LotEvent, readonly LotDeed[] | string>> = {
  announce: 'the deed that makes the lot',
  derive: 'a consequence of a split or a blend of others',
  ship: [RECEIVE], // whoever takes it in says that it was on its way
  cancel: 'a consequence of the order being ended',
  receive: [RECEIVE],
  lose: 'not offered over HTTP',
  sample: [SAMPLE],
  test: [onLot('Record a certificate', 'certificates'), onLot('Begin an assay exchange', 'assays')],
  conform: [DECIDE],
  fail: [DECIDE],
  dispute: 'a consequence of laboratories that differ',
  accept: [onDelivery('Accept it', 'acceptance')],
  reject: [onDelivery('Reject it', 'rejection')],
  concede: [onLot('Take it at a lower price', 'concession')],
  reprocess: [onLot('Have it worked on', 'reprocessing')],
  return: [onLot('Send it back', 'return')],
  reserve: 'not offered over HTTP',
  lend: 'not offered over HTTP',
  retest: [onLot('Test it again', 'samples')],
  move: [onLot('Move it', 'move')],
  land: [onLot('It has arrived', 'landing')],
  split: [onLot('Split it', 'split')],
  merge: 'a deed on the new lot, which is offered with the stock',
  'write-off': [onLot('Count it', 'count')], // a count that finds nothing writes it off
  unreserve: 'not offered over HTTP',
  release: 'not offered over HTTP',
  remove: 'not offered over HTTP',
  'take-back': 'not offered over HTTP',
  exchange: 'not offered over HTTP',
};

/** What may be done with a lot now, from the table of its life. */
export function lotDeeds(lot: LotOfDeed): OfferedDeed[] {
  const deeds = eventsOf(LOT_LIFE, lot.status).flatMap((event) => {
    const deed = LOT_DEEDS[event as LotEvent]; // an event of the table
    return typeof deed === 'string' ? [] : deed;
  });
  return [...new Set(deeds)].map(({ text, path }) => ({ text, path: path(lot) }));
}

/** What may be done where no lot is meant; the number of a new one is asked for. */
export const STOCK_DEEDS: readonly OfferedDeed[] = [
  { text: 'Announce a lot', path: '/lots/{id}/announcement' },
  { text: 'Announce a delivery of an order', path: '/deliveries' },
  { text: 'Blend lots', path: '/lots/{id}/blend' },
  { text: 'Add a warehouse', path: '/warehouses' },
  { text: 'Add a laboratory', path: '/laboratories' },
  { text: 'Add a custodian', path: '/custodians' },
  { text: 'Write a specification', path: '/specifications' },
];
