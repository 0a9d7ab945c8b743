import type { ComponentType } from 'react';
import type { DataEdition } from '../parts/data-edition.ts';
import { BoardPage, type BoardProps } from './board-page.tsx';
import { ContractPage, type ContractProps } from './contract-page.tsx';
import { ContractsPage, type ContractsProps } from './contracts-page.tsx';
import { CountryPage, type CountryProps } from './country-page.tsx';
import { DeedPage, type DeedProps } from './deed-page.tsx';
import { EligiblePage, type EligibleProps } from './eligible-page.tsx';
import { FundPage, type FundProps } from './fund-page.tsx';
import { FundsPage, type FundsProps } from './funds-page.tsx';
import { GapPage, type GapProps } from './gap-page.tsx';
import { ImportPage, type ImportProps } from './import-page.tsx';
import { InstrumentPage, type InstrumentProps } from './instrument-page.tsx';
import { InstrumentsPage, type InstrumentsProps } from './instruments-page.tsx';
import { InvoicePage, type InvoiceProps } from './invoice-page.tsx';
import { EntryPage, type EntryProps, JournalPage, type JournalProps } from './journal-page.tsx';
import { LotPage, type LotProps } from './lot-page.tsx';
import { MeetingPage, type MeetingProps } from './meeting-page.tsx';
import { MineralPage, type MineralProps } from './mineral-page.tsx';
import { MissingPage, type MissingProps } from './missing-page.tsx';
import { OrderPage, type OrderProps } from './order-page.tsx';
import { OverviewPage, type OverviewProps } from './overview-page.tsx';
import { PacketPage, type PacketProps } from './packet-page.tsx';
import { PartiesPage, type PartiesProps } from './parties-page.tsx';
import { PartyPage, type PartyProps } from './party-page.tsx';
import { PeoplePage, type PeopleProps } from './people-page.tsx';
import { PinnedPage, type PinnedProps } from './pinned-page.tsx';
import { PlanPage, type PlanProps } from './plan-page.tsx';
import { ProjectPage, type ProjectProps } from './project-page.tsx';
import { ProjectsPage, type ProjectsProps } from './projects-page.tsx';
import { RequisitionPage, type RequisitionProps } from './requisition-page.tsx';
import { ResolutionPage, type ResolutionProps } from './resolution-page.tsx';
import { SignInPage, type SignInProps } from './sign-in-page.tsx';
import { StockPage, type StockProps } from './stock-page.tsx';
import { StressPage, type StressProps } from './stress-page.tsx';
import { ThreadPage, type ThreadProps } from './thread-page.tsx';
import { ValidationPage, type ValidationProps } from './validation-page.tsx';
import { WarehousePage, type WarehouseProps } from './warehouse-page.tsx';

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
  readonly contracts: ContractsProps;
  readonly contract: ContractProps;
  readonly order: OrderProps;
  readonly requisition: RequisitionProps;
  readonly invoice: InvoiceProps;
  readonly funds: FundsProps;
  readonly fund: FundProps;
  readonly journal: JournalProps;
  readonly entry: EntryProps;
  readonly thread: ThreadProps;
  readonly deed: DeedProps;
  readonly signIn: SignInProps;
  readonly people: PeopleProps;
  readonly stock: StockProps;
  readonly import: ImportProps;
  readonly lot: LotProps;
  readonly warehouse: WarehouseProps;
  readonly board: BoardProps;
  readonly meeting: MeetingProps;
  readonly packet: PacketProps;
  readonly resolution: ResolutionProps;
  readonly eligible: EligibleProps;
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

/** A page of the menu. */
function listed<Props extends { readonly data: DataEdition }>(
  path: string,
  menu: string | null,
  Shown: ComponentType<Props>,
  titleOf: (props: Props) => string,
): Page<Props> {
  return { path, menu, titleOf, Page: Shown, editionOf: ({ data }) => data };
}

/** A page that others lead to. */
const linked = <Props extends { readonly data: DataEdition }>(
  path: string,
  Shown: ComponentType<Props>,
  titleOf: (props: Props) => string,
) => listed(path, null, Shown, titleOf);

export const PAGES: { readonly [Name in PageName]: Page<PageProps[Name]> } = {
  overview: listed('/', 'Overview', OverviewPage, () => 'Overview'),
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
  gap: listed('/gap', 'Gap', GapPage, () => 'Demand against supply'),
  projects: listed('/projects', 'Projects', ProjectsPage, () => 'Projects'),
  project: linked('/projects/:id', ProjectPage, ({ report }) => report.name),
  instruments: linked('/instruments', InstrumentsPage, () => 'Instruments'),
  instrument: linked('/instruments/:id', InstrumentPage, ({ value }) => value.instrument.title),
  board: listed('/board', 'Board', BoardPage, () => 'Board'),
  meeting: linked('/board/meetings/:id', MeetingPage, ({ record }) => `Meeting ${record.id}`),
  packet: linked(
    '/board/meetings/:id/packet',
    PacketPage,
    ({ record }) => `Packet of meeting ${record.id}`,
  ),
  resolution: linked(
    '/board/resolutions/:id',
    ResolutionPage,
    ({ record }) => `Resolution ${record.id}`,
  ),
  eligible: linked('/eligible', EligiblePage, () => 'Eligible list'),
  parties: linked('/parties', PartiesPage, () => 'Parties'),
  party: linked('/parties/:id', PartyPage, ({ view }) => view.party.name),
  contracts: listed('/contracts', 'Contracts', ContractsPage, () => 'Contracts'),
  contract: linked('/contracts/:id', ContractPage, ({ contract }) => `Contract ${contract.id}`),
  order: linked('/orders/:id', OrderPage, ({ order }) => `Order ${order.id}`),
  requisition: linked(
    '/requisitions/:id',
    RequisitionPage,
    ({ requisition }) => `Requisition ${requisition.id}`,
  ),
  invoice: linked('/invoices/:id', InvoicePage, ({ invoice }) => `Invoice ${invoice.id}`),
  stock: listed('/stock', 'Stock', StockPage, () => 'Stock'),
  import: linked('/stock/import', ImportPage, () => 'Import a file'),
  lot: linked('/lots/:id', LotPage, ({ page }) => `Lot ${page.lot.id}`),
  warehouse: linked('/warehouses/:id', WarehousePage, ({ warehouse }) => warehouse.title),
  funds: listed('/fund', 'Books', FundsPage, () => 'Funds'),
  fund: linked('/fund/:id', FundPage, ({ status }) => `Fund ${status.fund.id}`),
  journal: linked('/journal', JournalPage, () => 'Journal'),
  entry: linked('/journal/:id', EntryPage, ({ entry }) => `Entry ${entry.seq}`),
  thread: linked('/audit/:id', ThreadPage, () => 'Thread'),
  validation: listed('/validation', 'Checks', ValidationPage, () => 'Checks'),
  mineral: linked('/minerals/:id', MineralPage, ({ profile }) => profile.mineral.name),
  country: linked('/countries/:code', CountryPage, ({ profile }) => profile.name),
  deed: linked('/do/*', DeedPage, ({ form }) => form.title),
  signIn: listed('/sign-in', 'Sign in', SignInPage, () => 'Sign in'),
  people: linked('/people', PeoplePage, () => 'People'),
  // never served: it answers other addresses
  missing: linked('/missing', MissingPage, () => 'Not found'),
  // never served: it answers addresses that mean other data
  pinned: linked('/stress/pinned', PinnedPage, () => 'Other data'),
};
