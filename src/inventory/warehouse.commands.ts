import * as z from 'zod';
import { parseGrams } from '../base/booked.ts';
import { parseJson } from '../base/json-text.ts';
import { Refusal } from '../base/refusal.ts';
import { type Command, flag, many, needed } from '../platform/command.ts';
import { readContent } from './certificate.ts';
import * as deeds from './deeds.service.ts';
import { readWarehouses } from './inventory.service.ts';
import { warehouseLines } from './inventory-text.ts';
import * as register from './register-deeds.service.ts';
import { readResult } from './result-text.ts';
import { ACID_GRADE_FLUORSPAR } from './specification.ts';
import { type StockDeedCommand, stockDeedCommand } from './stock-deed-command.service.ts';

interface StockCommand<Request>
  extends Omit<StockDeedCommand<Request, { id: string }>, 'perform' | 'lines'> {
  readonly done: string; // 'warehouse registered'
}

/** A deed as a command that answers nothing but the number of what it was done to. */
const stockCommand = <Request extends object>({
  done,
  ...command
}: StockCommand<Request>): Command =>
  stockDeedCommand({
    ...command,
    perform: deeds.doStockDeed,
    lines: ({ id }) => [`${id}: ${done}`],
  });

const PARTY = flag('party', 'ID', 'its number in the register of parties');

/** `lodestock warehouse|custodian|laboratory|specification ...`: what lots have to do with. */
export const warehouseCommands: readonly Command[] = [
  {
    name: 'warehouse list',
    summary: 'List warehouses with what they hold and may hold',
    examples: ['warehouse list'],
    async run({ openDb, json, print }) {
      const all = await readWarehouses(await openDb());
      for (const line of json ? [JSON.stringify(all)] : warehouseLines(all)) print(line);
      return undefined;
    },
  },
  stockCommand({
    deed: register.ADD_WAREHOUSE,
    param: 'warehouse',
    summary: 'Register a warehouse; a private one must be open to audits',
    flags: [
      flag('title', 'TEXT', 'its name'),
      flag('capacity', 'MASS', 'gross mass that it may hold'),
      { name: 'private', summary: 'it is not of the government' },
      { name: 'auditable', summary: 'the reserve may audit it' },
      flag('lease-ends', 'DATE', 'the last day of its lease'),
      PARTY,
    ],
    examples: [
      "warehouse add hawthorne --title 'Hawthorne Army Depot' --capacity 50000t --auditable",
    ],
    done: 'warehouse registered',
    read: (input) => ({
      ...{ id: input.params[0], title: needed(input, 'title') },
      kind: input.has('private') ? 'private' : 'government',
      isAuditable: input.has('auditable'),
      capacityG: parseGrams(needed(input, 'capacity')).toString(),
      ...{ leaseEndsOn: input.flag('lease-ends') ?? null, party: input.flag('party') ?? null },
    }),
  }),
  stockCommand({
    deed: register.ADD_CUSTODIAN,
    param: 'custodian',
    summary: 'Register somebody who may have lots in hand, such as a carrier',
    flags: [flag('title', 'TEXT', 'their name'), PARTY],
    examples: ["custodian add north-rail --title 'North Rail (illustrative)'"],
    done: 'custodian registered',
    read: (input) => ({
      ...{ id: input.params[0], title: needed(input, 'title') },
      party: input.flag('party') ?? null,
    }),
  }),
  stockCommand({
    deed: register.ADD_LABORATORY,
    param: 'laboratory',
    summary: 'Register a laboratory and the time in which its findings count',
    flags: [
      flag('title', 'TEXT', 'its name'),
      flag('from', 'DATE', 'the first day'),
      flag('until', 'DATE', 'the last day'),
      PARTY,
    ],
    examples: ["laboratory add lab-one --title 'Lab One' --from 2026-01-01 --until 2027-12-31"],
    done: 'laboratory registered',
    read: (input) => ({
      ...{ id: input.params[0], title: needed(input, 'title') },
      ...{ validFrom: needed(input, 'from'), validUntil: needed(input, 'until') },
      party: input.flag('party') ?? null,
    }),
  }),
  stockCommand({
    deed: register.ADD_SPECIFICATION,
    param: 'specification',
    summary: 'Write a version of a specification, from a file or the example of the trade',
    flags: [flag('file', 'PATH', 'JSON of the version; without it acid-grade fluorspar')],
    examples: ['specification add fluorspar-acid', 'specification add my-grade --file grade.json'],
    done: 'specification written',
    read: async (input, { context }) => {
      const path = input.flag('file');
      const told =
        path === undefined
          ? ACID_GRADE_FLUORSPAR
          : z
              .record(z.string(), z.unknown())
              .parse(parseJson(await context.readFile(path), (why) => badFile(path, why)));
      return { ...told, id: input.params[0] };
    },
  }),
];

const badFile = (path: string, why: string) =>
  new Refusal('invalid', 'specification.bad_file', `${path} is no JSON: ${why}`);

/** `lodestock assay ...`: an exchange between laboratories. */
export const assayCommands: readonly Command[] = [
  stockCommand({
    deed: deeds.ASSAY,
    name: 'assay request',
    param: 'lot',
    summary: 'Begin an assay exchange of a lot between laboratories',
    flags: [
      flag('assay', 'ID', 'number of the exchange'),
      flag('commit-by', 'DATE', 'the last day to seal'),
      flag('reveal-by', 'DATE', 'the last day to reveal'),
      many('splitting', 'ANALYTE:LIMIT:UNIT', 'how far two results may lie apart'),
      many('sample', 'LABORATORY:SEAL', 'a laboratory and the seal of its sample'),
    ],
    examples: [
      'assay request L-1 --assay A-1 --commit-by 2026-02-10 --reveal-by 2026-02-20 --splitting CaF2:0.3:% --sample lab-one:S-1 --sample lab-two:S-2',
    ],
    done: 'assay exchange begun',
    read: (input) => ({
      ...{ assay: needed(input, 'assay'), commitBy: needed(input, 'commit-by') },
      revealBy: needed(input, 'reveal-by'),
      splitting: input.flags('splitting').map((text) => {
        const [analyte, limit, unit] = text.split(':');
        if (analyte !== undefined) readContent(analyte, limit ?? '', unit ?? '');
        return { analyte, limit, unit };
      }),
      samples: input.flags('sample').map((text) => {
        const [laboratory, seal] = text.split(':');
        return { laboratory, seal };
      }),
    }),
  }),
  stockCommand({
    deed: deeds.COMMIT,
    param: 'assay',
    summary: 'Record the seal of a laboratory: the digest of what it will reveal',
    flags: [flag('laboratory', 'ID', 'who seals'), flag('commitment', 'DIGEST', 'its seal')],
    examples: ['assay commit A-1 --laboratory lab-one --commitment sha256-...'],
    done: 'sealed',
    read: (input) => ({
      laboratory: needed(input, 'laboratory'),
      commitment: needed(input, 'commitment'),
    }),
  }),
  stockCommand({
    deed: deeds.REVEAL,
    param: 'assay',
    summary: 'Record what a laboratory reveals, or what the umpire found',
    flags: [
      flag('laboratory', 'ID', 'who reveals'),
      flag('word', 'TEXT', 'the word that was sealed with it'),
      many(
        'result',
        'TEXT',
        "'CaF2: 97.6 % +- 0.2 by ASTM E815', with < before what was not found",
      ),
    ],
    examples: [
      "assay reveal A-1 --laboratory lab-one --word heron --result 'CaF2: 97.6 % +- 0.2 by ASTM E815'",
    ],
    done: 'revealed',
    read: (input) => ({
      ...{ laboratory: needed(input, 'laboratory'), word: input.flag('word') ?? '' },
      results: input.flags('result').map(readResult),
    }),
  }),
  stockCommand({
    deed: deeds.CLOSE,
    param: 'assay',
    summary: 'Go on without the laboratories that were silent until their day had passed',
    examples: ['assay close A-1'],
    done: 'the silent ones have lost their voice',
    read: () => ({}),
  }),
  stockCommand({
    deed: deeds.UMPIRE,
    param: 'assay',
    summary: 'Name the umpire of an exchange whose results lie too far apart',
    flags: [flag('laboratory', 'ID', 'the umpire'), flag('seal', 'TEXT', 'seal of its sample')],
    examples: ['assay umpire A-1 --laboratory lab-three --seal S-3'],
    done: 'umpire named',
    read: (input) => ({ laboratory: needed(input, 'laboratory'), seal: needed(input, 'seal') }),
  }),
  stockCommand({
    deed: deeds.SETTLE,
    param: 'assay',
    summary: 'Settle an exchange, or refer it to an umpire',
    examples: ['assay settle A-1'],
    done: 'settled, or referred to an umpire: `lot show` says which',
    read: () => ({}),
  }),
];
