import type { ComponentType } from 'react';
import type { DataEdition } from '../parts/data-edition.ts';
import { ContractPage, type ContractProps } from './contract-page.tsx';
import { ContractsPage, type ContractsProps } from './contracts-page.tsx';
import { CountryPage, type CountryProps } from './country-page.tsx';
import { DeedPage, type DeedProps } from './deed-page.tsx';
import { FundPage, type FundProps } from './fund-page.tsx';
import { FundsPage, type FundsProps } from './funds-page.tsx';
import { GapPage, type GapProps } from './gap-page.tsx';
import { ImportPage, type ImportProps } from './import-page.tsx';
import { InstrumentPage, type InstrumentProps } from './instrument-page.tsx';
import { InstrumentsPage, type InstrumentsProps } from './instruments-page.tsx';
import { InvoicePage, type InvoiceProps } from './invoice-page.tsx';
import { EntryPage, type EntryProps, JournalPage, type JournalProps } from './journal-page.tsx';
import { LotPage, type LotProps } from './lot-page.tsx';
import { MineralPage, type MineralProps } from './mineral-page.tsx';
import { MissingPage, type MissingProps } from './missing-page.tsx';
import { OrderPage, type OrderProps } from './order-page.tsx';
import { OverviewPage, type OverviewProps } from './overview-page.tsx';
import { PeoplePage, type PeopleProps } from './people-page.tsx';
import { PinnedPage, type PinnedProps } from './pinned-page.tsx';
import { PlanPage, type PlanProps } from './plan-page.tsx';
import { ProjectPage, type ProjectProps } from './project-page.tsx';
import { ProjectsPage, type ProjectsProps } from './projects-page.tsx';
import { RequisitionPage, type RequisitionProps } from './requisition-page.tsx';
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
  contracts: {
    path: '/contracts',
    menu: 'Contracts',
    titleOf: () => 'Contracts',
    Page: ContractsPage,
    editionOf: ({ data }) => data,
  },
  contract: {
    path: '/contracts/:id',
    menu: null,
    titleOf: ({ contract }) => `Contract ${contract.id}`,
    Page: ContractPage,
    editionOf: ({ data }) => data,
  },
  order: {
    path: '/orders/:id',
    menu: null,
    titleOf: ({ order }) => `Order ${order.id}`,
    Page: OrderPage,
    editionOf: ({ data }) => data,
  },
  requisition: {
    path: '/requisitions/:id',
    menu: null,
    titleOf: ({ requisition }) => `Requisition ${requisition.id}`,
    Page: RequisitionPage,
    editionOf: ({ data }) => data,
  },
  invoice: {
    path: '/invoices/:id',
    menu: null,
    titleOf: ({ invoice }) => `Invoice ${invoice.id}`,
    Page: InvoicePage,
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
  stock: {
    path: '/stock',
    menu: 'Stock',
    titleOf: () => 'Stock',
    Page: StockPage,
    editionOf: ({ data }) => data,
  },
  import: {
    path: '/stock/import',
    menu: null,
    titleOf: () => 'Import a file',
    Page: ImportPage,
    editionOf: ({ data }) => data,
  },
  lot: {
    path: '/lots/:id',
    menu: null,
    titleOf: ({ page }) => `Lot ${page.lot.id}`,
    Page: LotPage,
    editionOf: ({ data }) => data,
  },
  warehouse: {
    path: '/warehouses/:id',
    menu: null,
    titleOf: ({ warehouse }) => warehouse.title,
    Page: WarehousePage,
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
  deed: {
    path: '/do/*',
    menu: null,
    titleOf: ({ form }) => form.title,
    Page: DeedPage,
    editionOf: ({ data }) => data,
  },
  signIn: {
    path: '/sign-in',
    menu: 'Sign in',
    titleOf: () => 'Sign in',
    Page: SignInPage,
    editionOf: ({ data }) => data,
  },
  people: {
    path: '/people',
    menu: null,
    titleOf: () => 'People',
    Page: PeoplePage,
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
