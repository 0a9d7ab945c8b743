import type { DocumentRef } from '../../src/audit/audit.ts';
import { entryHref, fundHref, threadHref } from './book-text.ts';

/* Where the page of a document is. */

const below = (folder: string) => (id: string) => `/${folder}/${encodeURIComponent(id)}`;

export const meetingHref = (id: string) => `/board/meetings/${encodeURIComponent(id)}`;
export const resolutionHref = (id: string) => `/board/resolutions/${encodeURIComponent(id)}`;
export const partyHref = (id: string) => `/parties/${encodeURIComponent(id)}`;

export const eligibleHref = (version: number | string) => `/eligible?version=${version}`;

const PAGE_OF: Readonly<Partial<Record<DocumentRef['kind'], (id: string) => string>>> = {
  meeting: meetingHref,
  resolution: resolutionHref,
  party: partyHref,
  'eligible-list': eligibleHref,
  fund: fundHref,
  entry: entryHref,
  contract: below('contracts'),
  order: below('orders'),
  requisition: below('requisitions'),
  invoice: below('invoices'),
  lot: below('lots'),
  warehouse: below('warehouses'),
};

/** The page of a document where it has one, else its thread. */
export const documentHref = ({ kind, id }: DocumentRef): string =>
  PAGE_OF[kind]?.(id) ?? threadHref(kind, id);
