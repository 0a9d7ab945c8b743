import * as z from 'zod';
import { BookedAmount } from '../base/booked.ts';
import { CustodyEvent, Lot, LotKin } from './inventory.ts';
import { LotTree } from './lot-tree.ts';

const Found = z.object({
  analyte: z.string(),
  told: z.string(),
  valuePpb: BookedAmount.describe('parts per billion of dry mass'),
  uncertaintyPpb: BookedAmount,
  isBelowDetection: z.boolean(),
  method: z.string(),
});

/** A lot with its limits and findings, its custody and its kin. */
export const LotPage = z
  .object({
    lot: Lot,
    version: z
      .int()
      .describe('steps of it, its kin and its assays, certificates and handovers; its ETag'),
    specification: z.object({
      title: z.string(),
      source: z.string(),
      guard: z.string().describe('standard uncertainties kept to a limit; 0: the simple rule'),
      limits: z.array(
        z.object({
          analyte: z.string(),
          minPpb: BookedAmount.nullable(),
          maxPpb: BookedAmount.nullable(),
          method: z.string(),
          isVerified: z.boolean(),
          source: z.string(),
        }),
      ),
    }),
    certificates: z.array(
      z.object({
        laboratory: z.string(),
        number: z.string(),
        issuedOn: z.string(),
        fileDigest: z.string(),
        isIndependent: z.boolean(),
        isCurrent: z.boolean(),
        results: z.array(Found),
      }),
    ),
    assays: z.array(
      z.object({
        id: z.string(),
        status: z.string(),
        commitBy: z.string(),
        revealBy: z.string(),
        sentences: z.array(z.string()),
        parts: z.array(
          z.object({
            laboratory: z.string(),
            seal: z.string(),
            isUmpire: z.boolean(),
            hasCommitted: z.boolean(),
            hasRevealed: z.boolean(),
          }),
        ),
      }),
    ),
    decision: z
      .object({
        by: z.string(),
        on: z.string(),
        isConforming: z.boolean(),
        limits: z.array(
          z.object({ analyte: z.string(), isMet: z.boolean(), sentence: z.string() }),
        ),
      })
      .nullable(),
    custody: z.array(CustodyEvent),
    kin: z.array(LotKin),
    tree: LotTree,
    possible: z.array(z.string()).describe('what may happen to it next'),
  })
  .meta({ id: 'LotPage' });
export type LotPage = z.infer<typeof LotPage>;
