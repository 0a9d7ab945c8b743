import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { databaseTests } from '../../test/support/database.ts';
import { actOf, CHIEF } from '../../test/support/reserve.ts';
import { does, GOOD, receivedLot, result, stockedReserve } from '../../test/support/stock.ts';
import { statusOf } from '../audit/audit.service.ts';
import type { Db } from '../platform/db.ts';
import {
  appointUmpire,
  closeAssay,
  commitAssay,
  readAssays,
  requestAssay,
  revealAssay,
  settleExchange,
} from './assay.service.ts';
import { sealedText } from './assay.ts';
import type { ReportedResult } from './certificate.ts';
import { lotRef } from './inventory.service.ts';
import { decideLot } from './quality.service.ts';

const onDatabase = databaseTests();

const IN_TIME = actOf(CHIEF, '2026-02-01');
const AFTER_COMMIT = actOf(CHIEF, '2026-02-11');
const AFTER_REVEAL = actOf(CHIEF, '2026-02-21');
const assay = 'A-1';

const withCaF2 = (value: string): ReportedResult[] => [result('CaF2', value), ...GOOD.slice(1)];

/** An exchange of two laboratories: CaF2 may differ by 0.3 percent. */
async function exchange(db: Db) {
  await stockedReserve(db);
  await receivedLot(db, 'L-1');
  await does(db, (tx, deed) =>
    requestAssay(tx, IN_TIME, deed, {
      ...{ assay, lot: 'L-1', commitBy: '2026-02-10', revealBy: '2026-02-20' },
      splitting: [{ analyte: 'CaF2', limit: '0.3', unit: '%' }],
      samples: [
        { laboratory: 'lab-one', seal: 'S-1' },
        { laboratory: 'lab-two', seal: 'S-2' },
      ],
    }),
  );
  const commit = (laboratory: string, results: ReportedResult[], act = IN_TIME) => {
    const text = sealedText({ assay, laboratory, results, word: `word of ${laboratory}` });
    const commitment = `sha256-${createHash('sha256').update(text).digest('hex')}`;
    return does(db, (tx, deed) => commitAssay(tx, act, deed, { assay, laboratory, commitment }));
  };
  const reveal = (laboratory: string, results: ReportedResult[], act = IN_TIME) =>
    does(db, (tx, deed) =>
      revealAssay(tx, act, deed, { assay, laboratory, results, word: `word of ${laboratory}` }),
    );
  const settle = () => does(db, (tx, deed) => settleExchange(tx, IN_TIME, deed, { assay }));
  const close = (act = AFTER_REVEAL) =>
    does(db, (tx, deed) => closeAssay(tx, act, deed, { assay }));
  const decide = () => does(db, (tx, deed) => decideLot(tx, IN_TIME, deed, { lot: 'L-1' }));
  const status = () => statusOf(db, { kind: 'assay', id: assay });
  return { commit, reveal, settle, close, decide, status };
}

onDatabase('two results within the splitting limit settle on their mean', async (db) => {
  const { commit, reveal, settle, decide, status } = await exchange(db);
  const [one, two] = [withCaF2('96.9'), withCaF2('97.15')];
  await commit('lab-one', one);
  await expect(reveal('lab-one', one)).rejects.toMatchObject({ code: 'assay.wrong_status' });
  await commit('lab-two', two);
  await expect(decide()).rejects.toMatchObject({ code: 'assay.not_settled' });
  await reveal('lab-one', one);
  await reveal('lab-two', two);
  await settle();
  expect(await status()).toBe('settled');
  expect(await decide()).toMatchObject({
    isConforming: true, // 97.025 percent, though one of them found less than 97
    limits: expect.arrayContaining([
      { analyte: 'CaF2', isMet: true, sentence: expect.stringContaining('97.025 %') },
    ]),
  });
});

onDatabase(
  'nobody reveals anything else than it sealed, nor twice, nor for another one',
  async (db) => {
    const { commit, reveal } = await exchange(db);
    await commit('lab-one', withCaF2('97.6'));
    await expect(commit('lab-one', withCaF2('98'))).rejects.toMatchObject({
      code: 'assay.committed',
    });
    await expect(commit('lab-umpire', GOOD)).rejects.toMatchObject({ code: 'assay.not_yours' });
    await commit('lab-two', withCaF2('97.5'));
    await expect(reveal('lab-one', withCaF2('97.5'))).rejects.toMatchObject({
      code: 'assay.seal_differs',
    });
    await reveal('lab-one', withCaF2('97.6'));
    await expect(reveal('lab-one', withCaF2('97.6'))).rejects.toMatchObject({
      code: 'assay.revealed',
    });
  },
);

onDatabase(
  'results that lie too far apart go to an umpire, and the middle one settles',
  async (db) => {
    const { commit, reveal, settle, decide, status } = await exchange(db);
    const [one, two] = [withCaF2('97.5'), withCaF2('96.5')];
    await commit('lab-one', one);
    await commit('lab-two', two);
    await reveal('lab-one', one);
    await reveal('lab-two', two);
    const settlements = await settle();
    expect(settlements.find(({ analyte }) => analyte === 'CaF2')?.sentence).toBe(
      'CaF2 differs by 1 %, more than 0.3 %: an umpire has to test it',
    );
    expect([await status(), await statusOf(db, lotRef('L-1'))]).toEqual(['umpire', 'disputed']);
    await expect(settle()).rejects.toMatchObject({ code: 'assay.no_umpire' });
    const appoint = (laboratory: string) =>
      does(db, (tx, deed) => appointUmpire(tx, IN_TIME, deed, { assay, laboratory, seal: 'S-3' }));
    await expect(appoint('lab-one')).rejects.toMatchObject({ code: 'assay.umpire_taken' });
    await appoint('lab-umpire');
    await reveal('lab-umpire', withCaF2('96.8'));
    await settle();
    expect(await decide()).toMatchObject({
      isConforming: false,
      limits: expect.arrayContaining([
        {
          ...{ analyte: 'CaF2', isMet: false },
          sentence: 'CaF2 is 96.8 %; it has to be at least 97 %: too little',
        },
      ]),
    });
  },
);

onDatabase('a laboratory that is silent until its day has passed loses its voice', async (db) => {
  const { commit, reveal, settle, close, status } = await exchange(db);
  await expect(close()).rejects.toMatchObject({ code: 'assay.no_voice' });
  await commit('lab-one', GOOD);
  await expect(close(IN_TIME)).rejects.toMatchObject({ code: 'assay.not_due' });
  await expect(commit('lab-two', GOOD, AFTER_COMMIT)).rejects.toMatchObject({
    code: 'assay.too_late',
  });
  await close(AFTER_COMMIT);
  expect(await status()).toBe('committed');
  await expect(reveal('lab-two', GOOD)).rejects.toMatchObject({ code: 'assay.not_yours' });
  await reveal('lab-one', GOOD);
  await settle();
  const [found] = await readAssays(db, 'L-1');
  expect(found).toMatchObject({ status: 'settled', isCurrent: true });
  expect(found?.settlements[0]?.sentence).toContain('the one laboratory with a voice');
});

onDatabase('who has sealed and does not reveal in time has no voice either', async (db) => {
  const { commit, reveal, settle, close, status } = await exchange(db);
  await commit('lab-one', GOOD);
  await commit('lab-two', GOOD);
  await reveal('lab-one', GOOD);
  await close();
  await expect(reveal('lab-two', GOOD)).rejects.toMatchObject({ code: 'assay.wrong_status' });
  await settle();
  expect(await status()).toBe('settled');
});
