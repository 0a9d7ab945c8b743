import { parseCents, parseGrams } from '../base/booked.ts';
import { type Command, deedCommand, flag, many, needed, REASON_FLAG } from '../platform/command.ts';
import { readContent } from './certificate.ts';
import * as deeds from './deeds.service.ts';
import { importStock } from './import.service.ts';
import { ImportRequest } from './import.ts';
import { base64Of } from './import-rows.service.ts';
import { readLots } from './inventory.service.ts';
import type { Lot } from './inventory.ts';
import { importLines, lotLines, lotListLines } from './inventory-text.ts';
import { readLotPage } from './lot-page.service.ts';
import { readRotation } from './restack.service.ts';
import { readResult } from './result-text.ts';
import { type StockDeedCommand, stockDeedCommand } from './stock-deed-command.service.ts';

type LotCommand<Request> = Omit<StockDeedCommand<Request, Lot>, 'param' | 'perform' | 'lines'>;

/** A deed on a lot as a command. */
const lotCommand = <Request extends object>(command: LotCommand<Request>): Command =>
  stockDeedCommand({
    ...command,
    param: 'lot',
    perform: deeds.doLotDeed,
    lines: ({ id, status }) => [`Lot ${id} is ${status.replaceAll('_', ' ')}`],
  });

const grams = (text: string): string => parseGrams(text).toString();

const share = (text: string) => {
  const [fund, weight = '1'] = text.split(':');
  return { fund: fund!, weight };
};

const receipt: readonly Command[] = [
  lotCommand({
    deed: deeds.ANNOUNCE,
    summary: 'Announce a lot that comes without an order, as from another agency',
    flags: [
      flag('specification', 'ID@VERSION', 'what it has to meet, such as fluorspar-acid@1'),
      flag('supplier', 'ID', 'whom it comes from'),
      flag('supplier-title', 'TEXT', 'their name, where they are new'),
      flag('vendor-lot', 'TEXT', 'what they call it'),
      flag('form', 'TEXT', 'such as filter cake'),
      flag('packaging', 'TEXT', 'such as bags of 1 t'),
      flag('net', 'MASS', 'net mass, such as 20t'),
      flag('expires', 'DATE', 'the last day on which it is as it was'),
      many('share', 'FUND:WEIGHT', 'a share of a fund in it'),
    ],
    examples: [
      'lot announce L-1 --specification fluorspar-acid@1 --supplier nds --vendor-lot 7 --form filter-cake --packaging bags --net 20t --share reserve:1',
    ],
    read: (input) => {
      const [specification, version] = needed(input, 'specification').split('@');
      const supplier = needed(input, 'supplier');
      return {
        ...{ specification, version: Number(version), orderRef: null },
        supplier: {
          ...{ id: supplier, party: null },
          title: input.flag('supplier-title') ?? supplier,
        },
        vendorLot: needed(input, 'vendor-lot'),
        ...{ form: needed(input, 'form'), packaging: needed(input, 'packaging') },
        ...{ netG: grams(needed(input, 'net')), expiresOn: input.flag('expires') ?? null },
        shares: input.flags('share').map(share),
      };
    },
  }),
  lotCommand({
    deed: deeds.RECEIVE,
    summary: 'Take an announced lot in: weighed, dried, in quarantine',
    flags: [
      flag('warehouse', 'ID', 'where it is put'),
      flag('gross', 'MASS', 'with its packaging'),
      flag('net', 'MASS', 'without it'),
      flag('moisture', 'PERCENT', 'water in the net mass'),
    ],
    examples: ['lot receive L-1 --warehouse hawthorne --gross 20.5t --net 20t --moisture 9.8'],
    read: (input) => ({
      warehouse: needed(input, 'warehouse'),
      ...{ grossG: grams(needed(input, 'gross')), netG: grams(needed(input, 'net')) },
      moisturePpb: readContent('moisture', needed(input, 'moisture'), '%').toString(),
    }),
  }),
];

const quality: readonly Command[] = [
  lotCommand({
    deed: deeds.SAMPLE,
    summary: 'Draw a sample of a lot under a seal; an accepted one is tested again',
    flags: [flag('seal', 'TEXT', 'what is on the seal')],
    examples: ['lot sample L-1 --seal S-100'],
    read: (input) => ({ seal: needed(input, 'seal') }),
  }),
  lotCommand({
    deed: deeds.CERTIFY,
    summary: 'Record a certificate of analysis with its file and the digest that was stated',
    flags: [
      flag('laboratory', 'ID', 'who made it'),
      flag('number', 'TEXT', 'its number there'),
      flag('issued', 'DATE', 'the day on it'),
      flag('file', 'PATH', 'the file, as text'),
      flag('digest', 'DIGEST', 'SHA-256 of the file as the laboratory states it'),
      many(
        'result',
        'TEXT',
        "'CaF2: 97.6 % +- 0.2 by ASTM E815', with < before what was not found",
      ),
    ],
    examples: [
      "lot certify L-1 --laboratory lab-one --number C-1 --issued 2026-01-15 --file c1.txt --digest sha256-... --result 'CaF2: 97.6 % +- 0.2 by ASTM E815'",
    ],
    read: async (input, { context }) => ({
      laboratory: needed(input, 'laboratory'),
      ...{ number: needed(input, 'number'), issuedOn: needed(input, 'issued') },
      fileDigest: needed(input, 'digest'),
      fileBase64: base64Of(await context.readFile(needed(input, 'file'))),
      results: input.flags('result').map(readResult),
    }),
  }),
  lotCommand({
    deed: deeds.DECIDE,
    summary: 'Hold a lot against its specification, on its assay or its certificate',
    examples: ['lot decide L-1'],
    read: () => ({}),
  }),
  lotCommand({
    deed: deeds.ACCEPT,
    summary: 'Accept a lot without an order, at no cost, or one that was tested again',
    examples: ['lot accept L-1'],
    read: () => ({}),
  }),
  lotCommand({
    deed: deeds.REJECT,
    summary: 'Reject a lot that does not conform',
    flags: [REASON_FLAG],
    examples: ["lot reject L-1 --reason 'CaF2 below 97 percent'"],
    read: (input) => ({ reason: needed(input, 'reason') }),
  }),
  lotCommand({
    deed: deeds.RETURN,
    summary: 'Send a rejected lot back to its supplier',
    examples: ['lot return L-1'],
    read: () => ({}),
  }),
  lotCommand({
    deed: deeds.CONCEDE,
    summary: 'Take a lot out of specification at a lower price, on an authority',
    flags: [
      flag('cut', 'AMOUNT', 'by how much the price falls'),
      flag('authority', 'TEXT', 'who allows it'),
      REASON_FLAG,
    ],
    examples: ["lot concede L-1 --cut 10000 --authority 'resolution B-7' --reason 'close enough'"],
    read: (input) => ({
      priceCutCents: parseCents(needed(input, 'cut')).toString(),
      ...{ authority: needed(input, 'authority'), reason: needed(input, 'reason') },
    }),
  }),
];

const stock: readonly Command[] = [
  lotCommand({
    deed: deeds.SPLIT,
    summary: 'Split a lot into parts that are exactly it',
    flags: [many('part', 'LOT:MASS', 'a part and its net mass')],
    examples: ['lot split L-1 --part L-1a:12t --part L-1b:8t'],
    read: (input) => ({
      parts: input.flags('part').map((part) => {
        const [lot, mass = ''] = part.split(':');
        return { lot, netG: grams(mass) };
      }),
    }),
  }),
  lotCommand({
    deed: deeds.BLEND,
    summary: 'Blend lots of one specification and warehouse into a new one',
    flags: [many('lot', 'LOT', 'a lot that goes into it')],
    examples: ['lot blend L-9 --lot L-1a --lot L-2'],
    read: (input) => ({ lots: input.flags('lot') }),
  }),
  lotCommand({
    deed: deeds.MOVE,
    summary: 'Send a lot to another warehouse; `lot land` says that it has come',
    flags: [flag('to', 'WAREHOUSE', 'where it goes'), flag('carrier', 'ID', 'who carries it')],
    examples: ['lot move L-1 --to annex --carrier north-rail'],
    read: (input) => {
      const carrier = input.flag('carrier');
      return { to: needed(input, 'to'), carrier: carrier === undefined ? null : { to: carrier } };
    },
  }),
  lotCommand({
    deed: deeds.LAND,
    summary: 'Say that a lot has come where it was sent',
    examples: ['lot land L-1'],
    read: () => ({}),
  }),
  lotCommand({
    deed: deeds.COUNT,
    summary: 'Book what a count of a lot finds, with its cause',
    flags: [
      flag('count', 'ID', 'number of the count'),
      flag('net', 'MASS', 'net mass that was found'),
      flag('cause', 'TEXT', 'why it differs, or that it does not'),
    ],
    examples: ["lot count L-1 --count N-1 --net 19.98t --cause 'dust'"],
    read: (input) => ({
      count: needed(input, 'count'),
      ...{ netG: grams(needed(input, 'net')), cause: needed(input, 'cause') },
    }),
  }),
];

const LIST_FLAGS = [
  flag('mineral', 'ID', 'only of this mineral'),
  flag('status', 'STATUS', 'only of this status'),
  flag('warehouse', 'ID', 'only in this warehouse'),
];

/** `lodestock lot ...`: lots, from announcement to count. */
export const lotCommands: readonly Command[] = [
  {
    name: 'lot list',
    flags: LIST_FLAGS,
    summary: 'List lots as they stand',
    examples: ['lot list', 'lot list --mineral fluorspar --status accepted'],
    async run({ openDb, json, print }, input) {
      const [mineral, status, warehouse] = LIST_FLAGS.map(({ name }) => input.flag(name));
      const lots = await readLots(await openDb(), { mineral, status, warehouse });
      for (const line of json ? [JSON.stringify(lots)] : lotListLines(lots)) print(line);
      return undefined;
    },
  },
  {
    name: 'lot show',
    params: ['lot'],
    summary: 'Show a lot: mass, shares, findings, custody and what it was made of',
    examples: ['lot show L-1'],
    async run({ openDb, json, print }, input) {
      const page = await readLotPage(await openDb(), input.params[0]!);
      for (const line of json ? [JSON.stringify(page)] : lotLines(page)) print(line);
      return undefined;
    },
  },
  {
    name: 'lot rotation',
    flags: LIST_FLAGS.slice(0, 1),
    summary: 'List which lots should leave first: those that expire first, then the oldest',
    examples: ['lot rotation --mineral fluorspar'],
    async run({ openDb, json, print }, input) {
      const lots = await readRotation(await openDb(), input.flag('mineral'));
      for (const line of json ? [JSON.stringify(lots)] : lotListLines(lots)) print(line);
      return undefined;
    },
  },
  ...receipt,
  ...quality,
  ...stock,
  deedCommand({
    name: 'lot import',
    params: ['file'],
    flags: [
      flag('kind', 'KIND', 'deliveries (the default) or assays'),
      { name: 'dry-run', summary: 'look at every row and change nothing' },
      { name: 'valid-only', summary: 'take the valid rows in and leave the others out' },
    ],
    summary: 'Take a table of deliveries or assays in, all of it or nothing',
    examples: [
      'lot import deliveries.csv --dry-run',
      'lot import deliveries.csv --valid-only',
      'lot import assays.csv --kind assays',
    ],
    run: async ({ context, db, act, key }, input) => {
      const request = ImportRequest.parse({
        kind: input.flag('kind') ?? 'deliveries',
        csv: await context.readFile(input.params[0]!),
        isDryRun: input.has('dry-run'),
        isPartial: input.has('valid-only'),
      });
      return importStock(db, act, request, context.digestOf, key);
    },
    lines: importLines,
    ended: ({ isDryRun, errors }) => (isDryRun && errors.length > 0 ? 3 : 0),
  }),
];
