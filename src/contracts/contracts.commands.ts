import { parseCents } from '../base/booked.ts';
import { parseJson } from '../base/json-text.ts';
import { Refusal } from '../base/refusal.ts';
import { type Command, deedCommand, flag, needed, REASON_FLAG } from '../platform/command.ts';
import { contractLines, contractListLines, requisitionLines } from './contract-text.ts';
import {
  awardContract,
  type ContractStep,
  certifyContract,
  draftContract,
  modifyContract,
  payMinimum,
  readContract,
  readContracts,
  settleMinimum,
  stepContract,
} from './contracts.service.ts';
import { ContractRequest, DocumentId, RequisitionRequest } from './contracts.ts';
import { deskOf } from './gates.service.ts';
import { readInvoices } from './invoices.service.ts';
import { readOrders } from './orders.service.ts';
import {
  certifyRequisition,
  readRequisition,
  readRequisitions,
  releaseRequisition,
  returnRequisition,
  submitRequisition,
} from './requisitions.service.ts';

const requisitionCommands: readonly Command[] = [
  deedCommand({
    name: 'requisition submit',
    params: ['requisition'],
    flags: [
      flag('fund', 'FUND', 'fund that is to pay'),
      flag('resolution', 'ID', 'resolution whose authority it uses'),
      flag('plan', 'ID', 'plan that it carries out'),
      flag('mineral', 'ID', 'what it is to buy; it has to be on the eligible list of the day'),
      flag('amount', 'USD', 'how much, such as 250000000.00 or 250M'),
      flag('purpose', 'TEXT', 'what for'),
    ],
    summary: 'Ask for money on the word of a resolution',
    run: ({ db, act, key }, input) =>
      submitRequisition(
        db,
        act,
        RequisitionRequest.parse({
          id: input.params[0],
          fund: needed(input, 'fund'),
          resolution: needed(input, 'resolution'),
          plan: input.flag('plan') ?? null,
          mineral: input.flag('mineral') ?? null,
          purpose: needed(input, 'purpose'),
          amountCents: parseCents(needed(input, 'amount')).toString(),
        }),
        key,
      ),
    lines: requisitionLines,
  }),
  deedCommand({
    name: 'requisition certify',
    params: ['requisition'],
    summary: 'Certify that the money is there, and commit it',
    run: ({ db, act, key }, { params: [id = ''] }) => certifyRequisition(db, act, { id }, key),
    lines: requisitionLines,
  }),
  deedCommand({
    name: 'requisition return',
    params: ['requisition'],
    flags: [REASON_FLAG],
    summary: 'Send a requisition back',
    run: ({ db, act, key }, input) =>
      returnRequisition(db, act, { id: input.params[0]!, reason: needed(input, 'reason') }, key),
    lines: requisitionLines,
  }),
  deedCommand({
    name: 'requisition release',
    params: ['requisition'],
    flags: [REASON_FLAG],
    summary: 'Give back what a requisition does not need',
    run: ({ db, act, key }, input) =>
      releaseRequisition(db, act, { id: input.params[0]!, reason: needed(input, 'reason') }, key),
    lines: requisitionLines,
  }),
  {
    name: 'requisition show',
    params: ['requisition'],
    summary: 'Show a requisition and what of it is committed',
    async run(context, { params: [id = ''] }) {
      const requisition = await readRequisition(await context.openDb(), id);
      if (context.json) context.print(JSON.stringify(requisition));
      else for (const line of requisitionLines(requisition)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'requisition list',
    summary: 'List requisitions, the newest first',
    async run(context) {
      const all = await readRequisitions(await context.openDb());
      if (context.json) context.print(JSON.stringify(all));
      else for (const line of all.flatMap(requisitionLines)) context.print(line);
      return undefined;
    },
  },
];

/** A step of a contract's life that books nothing, as a command. */
const stepCommand = (verb: string, event: ContractStep, summary: string): Command =>
  deedCommand({
    name: `contract ${verb}`,
    params: ['contract'],
    flags: [REASON_FLAG],
    summary,
    run: ({ db, act, key }, input) =>
      stepContract(db, act, { id: input.params[0]!, event, reason: needed(input, 'reason') }, key),
    lines: contractLines,
  });

/** `lodestock requisition ...` and `lodestock contract ...` */
export const contractCommands: readonly Command[] = [
  ...requisitionCommands,
  deedCommand({
    name: 'contract new',
    params: ['file'],
    summary: 'Draft a contract from a file, whose fields are those of POST /api/v1/contracts',
    examples: ['contract new fluorspar.json'],
    async run({ context, db, act, key }, { params: [file = ''] }) {
      const request = ContractRequest.parse(parseJson(await context.readFile(file), notJson(file)));
      return draftContract(db, act, request, await deskOf(context, act.on), key);
    },
    lines: contractLines,
  }),
  deedCommand({
    name: 'contract certify',
    params: ['contract'],
    summary: 'Certify a draft: its papers and its money are in order',
    run: ({ db, act, key }, { params: [id = ''] }) => certifyContract(db, act, { id }, key),
    lines: contractLines,
  }),
  deedCommand({
    name: 'contract approve',
    params: ['contract'],
    summary: 'Award a certified contract: its minimum is obligated and its ceiling opened',
    run: async ({ context, db, act, key }, { params: [id = ''] }) =>
      awardContract(db, act, { id }, await deskOf(context, act.on), key),
    lines: contractLines,
  }),
  deedCommand({
    name: 'contract modify',
    params: ['contract'],
    flags: [
      REASON_FLAG,
      flag('raise', 'USD', 'by how much the ceiling rises'),
      flag('resolution', 'ID', 'the vote that a higher ceiling needs'),
      flag('until', 'DATE', 'new last day of the ordering period'),
    ],
    summary: 'Raise the ceiling on a vote of its own, or move the end of the ordering period',
    run: ({ db, act, key }, input) =>
      modifyContract(
        db,
        act,
        {
          contract: DocumentId.parse(input.params[0]),
          reason: needed(input, 'reason'),
          ceilingRiseCents: parseCents(input.flag('raise') ?? '0').toString(),
          resolution: input.flag('resolution') ?? null,
          orderingTo: input.flag('until') ?? null,
        },
        key,
      ),
    lines: contractLines,
  }),
  stepCommand('cancel', 'cancel', 'Cancel a contract that was certified and not awarded'),
  stepCommand('suspend', 'suspend', 'Take no orders for a while'),
  stepCommand('resume', 'resume', 'Take orders again'),
  stepCommand('terminate', 'terminate', 'End a contract before its time'),
  stepCommand('end-ordering', 'end-ordering', 'End ordering: by date, ceiling or notice'),
  stepCommand('closeout', 'begin-closeout', 'Begin to settle what is open'),
  stepCommand('close', 'close', 'Close a contract whose minimum, orders and invoices are settled'),
  deedCommand({
    name: 'contract settle-minimum',
    params: ['contract'],
    summary: 'Owe the supplier what is left of the guaranteed minimum',
    run: ({ db, act, key }, { params: [id = ''] }) => settleMinimum(db, act, { id }, key),
    lines: contractLines,
  }),
  deedCommand({
    name: 'contract pay-minimum',
    params: ['contract'],
    summary: 'Pay what is owed for the guaranteed minimum',
    run: async ({ context, db, act, key }, { params: [id = ''] }) =>
      payMinimum(db, act, { id }, await deskOf(context, act.on), key),
    lines: contractLines,
  }),
  {
    name: 'contract show',
    params: ['contract'],
    summary: 'Show a contract: its limits, what is left of them, its orders and invoices',
    async run(context, { params: [id = ''] }) {
      const db = await context.openDb();
      const contract = await readContract(db, id);
      const [orders, invoices] = [await readOrders(db, id), await readInvoices(db, id)];
      if (context.json) context.print(JSON.stringify({ ...contract, orders, invoices }));
      else for (const line of contractLines(contract)) context.print(line);
      return undefined;
    },
  },
  {
    name: 'contract list',
    summary: 'List contracts, the newest first',
    async run(context) {
      const contracts = await readContracts(await context.openDb());
      if (context.json) context.print(JSON.stringify(contracts));
      else for (const line of contractListLines(contracts)) context.print(line);
      return undefined;
    },
  },
];

const notJson = (file: string) => (why: string) =>
  new Refusal(
    'invalid',
    'contract.not_json',
    `${file} is no JSON: ${why}`,
    'write one JSON object',
  );
