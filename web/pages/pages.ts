import type { ComponentType } from 'react';
import type { DataEdition } from '../parts/data-edition.ts';
import { BoardPage, type BoardProps } from './board-page.tsx';
import { CountryPage, type CountryProps } from './country-page.tsx';
import { FundPage, type FundProps } from './fund-page.tsx';
import { FundsPage, type FundsProps } from './funds-page.tsx';
import { GapPage, type GapProps } from './gap-page.tsx';
import { InstrumentPage, type InstrumentProps } from './instrument-page.tsx';
import { InstrumentsPage, type InstrumentsProps } from './instruments-page.tsx';
import { EntryPage, type EntryProps, JournalPage, type JournalProps } from './journal-page.tsx';
import { MeetingPage, type MeetingProps } from './meeting-page.tsx';
import { MineralPage, type MineralProps } from './mineral-page.tsx';
import { MissingPage, type MissingProps } from './missing-page.tsx';
import { OverviewPage, type OverviewProps } from './overview-page.tsx';
import { PacketPage, type PacketProps } from './packet-page.tsx';
import { PartiesPage, type PartiesProps } from './parties-page.tsx';
import { PartyPage, type PartyProps } from './party-page.tsx';
import { PinnedPage, type PinnedProps } from './pinned-page.tsx';
import { PlanPage, type PlanProps } from './plan-page.tsx';
import { ProjectPage, type ProjectProps } from './project-page.tsx';
import { ProjectsPage, type ProjectsProps } from './projects-page.tsx';
import { ResolutionPage, type ResolutionProps } from './resolution-page.tsx';
import { StressPage, type StressProps } from './stress-page.tsx';
import { ThreadPage, type ThreadProps } from './thread-page.tsx';
import { ValidationPage, type ValidationProps } from './validation-page.tsx';

/** What each page is made from; the server sends it along, so the browser can take over. */
export interface PageProps {
  readonly overview: OverviewProps;
  readonly stress: StressProps;
  readonly plan: PlanProps;
  readonly gap: GapProps;
  readonly validation: ValidationProps;
  readonly mineral: MineralProps;
  readonly country: CountryProps;
  readonly projects: ProjectsProps;
  readonly project: ProjectProps;
  readonly instruments: InstrumentsProps;
  readonly instrument: InstrumentProps;
  readonly funds: FundsProps;
  readonly fund: FundProps;
  readonly journal: JournalProps;
  readonly entry: EntryProps;
  readonly thread: ThreadProps;
  readonly board: BoardProps;
  readonly meeting: MeetingProps;
  readonly packet: PacketProps;
  readonly resolution: ResolutionProps;
  readonly parties: PartiesProps;
  readonly party: PartyProps;
  readonly missing: MissingProps;
  readonly pinned: PinnedProps;
}
export type PageName = keyof PageProps;

interface Page<Props> {
  readonly path: string; // as the server matches it
  readonly menu: string | null; // its word in the masthead; null where it is reached by links
  readonly titleOf: (props: Props) => string;
  readonly Page: ComponentType<Props>;
  readonly editionOf: (props: Props) => DataEdition;
}

export const PAGES: { readonly [Name in PageName]: Page<PageProps[Name]> } = {
  overview: {
    path: '/',
    menu: 'Overview',
    titleOf: () => 'Overview',
    Page: OverviewPage,
    editionOf: ({ data }) => data,
  },
  stress: {
    path: '/stress',
    menu: 'Stress lab',
    titleOf: () => 'Stress lab',
    Page: StressPage,
    editionOf: ({ model }) => ({ version: model.dataVersion, digest: model.dataDigest }),
  },
  plan: {
    path: '/plan',
    menu: 'Plan',
    titleOf: () => 'Plan',
    Page: PlanPage,
    editionOf: ({ plan }) => ({ version: plan.dataVersion, digest: plan.dataDigest }),
  },
  gap: {
    path: '/gap',
    menu: 'Gap',
    titleOf: () => 'Demand against supply',
    Page: GapPage,
    editionOf: ({ data }) => data,
  },
  projects: {
    path: '/projects',
    menu: 'Projects',
    titleOf: () => 'Projects',
    Page: ProjectsPage,
    editionOf: ({ data }) => data,
  },
  project: {
    path: '/projects/:id',
    menu: null,
    titleOf: ({ report }) => report.name,
    Page: ProjectPage,
    editionOf: ({ data }) => data,
  },
  instruments: {
    path: '/instruments',
    menu: null,
    titleOf: () => 'Instruments',
    Page: InstrumentsPage,
    editionOf: ({ data }) => data,
  },
  instrument: {
    path: '/instruments/:id',
    menu: null,
    titleOf: ({ value }) => value.instrument.title,
    Page: InstrumentPage,
    editionOf: ({ data }) => data,
  },
  funds: {
    path: '/fund',
    menu: 'Books',
    titleOf: () => 'Funds',
    Page: FundsPage,
    editionOf: ({ data }) => data,
  },
  fund: {
    path: '/fund/:id',
    menu: null,
    titleOf: ({ status }) => `Fund ${status.fund.id}`,
    Page: FundPage,
    editionOf: ({ data }) => data,
  },
  journal: {
    path: '/journal',
    menu: null,
    titleOf: () => 'Journal',
    Page: JournalPage,
    editionOf: ({ data }) => data,
  },
  entry: {
    path: '/journal/:id',
    menu: null,
    titleOf: ({ entry }) => `Entry ${entry.seq}`,
    Page: EntryPage,
    editionOf: ({ data }) => data,
  },
  thread: {
    path: '/audit/:id',
    menu: null,
    titleOf: () => 'Thread',
    Page: ThreadPage,
    editionOf: ({ data }) => data,
  },
  board: {
    path: '/board',
    menu: 'Board',
    titleOf: () => 'Board',
    Page: BoardPage,
    editionOf: ({ data }) => data,
  },
  meeting: {
    path: '/board/meetings/:id',
    menu: null,
    titleOf: ({ record }) => `Meeting ${record.id}`,
    Page: MeetingPage,
    editionOf: ({ data }) => data,
  },
  packet: {
    path: '/board/meetings/:id/packet',
    menu: null,
    titleOf: ({ record }) => `Packet of meeting ${record.id}`,
    Page: PacketPage,
    editionOf: ({ data }) => data,
  },
  resolution: {
    path: '/board/resolutions/:id',
    menu: null,
    titleOf: ({ record }) => `Resolution ${record.id}`,
    Page: ResolutionPage,
    editionOf: ({ data }) => data,
  },
  parties: {
    path: '/parties',
    menu: null,
    titleOf: () => 'Parties',
    Page: PartiesPage,
    editionOf: ({ data }) => data,
  },
  party: {
    path: '/parties/:id',
    menu: null,
    titleOf: ({ view }) => view.party.name,
    Page: PartyPage,
    editionOf: ({ data }) => data,
  },
  validation: {
    path: '/validation',
    menu: 'Checks',
    titleOf: () => 'Checks',
    Page: ValidationPage,
    editionOf: ({ data }) => data,
  },
  mineral: {
    path: '/minerals/:id',
    menu: null,
    titleOf: ({ profile }) => profile.mineral.name,
    Page: MineralPage,
    editionOf: ({ data }) => data,
  },
  country: {
    path: '/countries/:code',
    menu: null,
    titleOf: ({ profile }) => profile.name,
    Page: CountryPage,
    editionOf: ({ data }) => data,
  },
  missing: {
    path: '/missing', // never served: it answers other addresses
    menu: null,
    titleOf: () => 'Not found',
    Page: MissingPage,
    editionOf: ({ data }) => data,
  },
  pinned: {
    path: '/stress/pinned', // never served: it answers addresses that mean other data
    menu: null,
    titleOf: () => 'Other data',
    Page: PinnedPage,
    editionOf: ({ data }) => data,
  },
};
