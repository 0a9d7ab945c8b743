import { type Context, Hono } from 'hono';
import type { PageName, PageProps } from '../../web/pages/pages.ts';
import { readLife, traceThread } from '../audit/audit.service.ts';
import { readLots, readWarehouse, readWarehouses } from '../inventory/inventory.service.ts';
import { readCertifiedOn, readLotPage } from '../inventory/lot-page.service.ts';
import { readRotation } from '../inventory/restack.service.ts';
import type { ReferenceData } from '../minerals/reference-data.ts';
import type { Db } from '../platform/db.ts';
import type { RouteContext } from '../platform/routes.ts';
import { pageShower } from './shown-page.ts';
import type { Render } from './stress-pages.ts';

export interface StockPageSource {
  readonly data: ReferenceData;
  readonly openDb: () => Promise<Db>;
  readonly render: Render;
  /** Who asks, and today's date. */
  readonly actOf: RouteContext['actOf'];
}

type Without<Name extends PageName> = Omit<PageProps[Name], 'data' | 'on'>;

/** The pages of stock: what is held, one lot, one warehouse. */
export function stockPageRoutes({ data, openDb, render, actOf }: StockPageSource): Hono {
  const edition = { version: data.version, digest: data.digest };
  const near = [{ text: 'all stock', href: '/stock' }];
  const answer = pageShower({ openDb, render, data: edition, near });
  const shown = <Name extends 'stock' | 'lot' | 'warehouse'>(
    c: Context,
    page: Name,
    read: (db: Db) => Promise<Without<Name>>,
  ) =>
    answer(c, async (db) => {
      const { on } = await actOf(c.req.raw);
      const props = { ...(await read(db)), on, data: edition };
      return render(page, props as unknown as PageProps[Name]); // what `read` gave, and both
    });
  return new Hono()
    .get('/stock', (c) => shown(c, 'stock', stockProps))
    .get('/lots/:id', (c) => shown(c, 'lot', (db) => lotProps(db, c.req.param('id'))))
    .get('/warehouses/:id', (c) =>
      shown(c, 'warehouse', (db) => warehouseProps(db, c.req.param('id'))),
    );
}

const stockProps = async (db: Db): Promise<Without<'stock'>> => ({
  lots: await readLots(db, {}),
  rotation: await readRotation(db),
  warehouses: await readWarehouses(db),
  certified: await readCertifiedOn(db),
});

async function lotProps(db: Db, id: string): Promise<Without<'lot'>> {
  const page = await readLotPage(db, id);
  return {
    page,
    events: await readLife(db, { kind: 'lot', id }),
    steps: await traceThread(db, `lot:${id}`),
  };
}

const warehouseProps = async (db: Db, id: string): Promise<Without<'warehouse'>> => ({
  warehouse: await readWarehouse(db, id),
  lots: await readLots(db, { warehouse: id }),
  certified: await readCertifiedOn(db),
});
