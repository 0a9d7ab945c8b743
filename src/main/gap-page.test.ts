import { expect, test } from 'vitest';
import { referenceData } from '../../test/support/reference.ts';
import { USUAL_QUESTION } from '../capacity-gap/capacity-gap.ts';
import { gapContent } from '../capacity-gap/gap-report.ts';
import { type AskGap, type GapQuery, gapProps } from './gap-page.ts';

const asked: AskGap = async (question) => {
  const data = await referenceData();
  const demandCase = data.demandCases.find(({ id }) => id === question.caseId)!;
  const content = gapContent(data, demandCase, { ...USUAL_QUESTION, ...question, draws: 100 });
  return { digest: 'sha256-test', ...content };
};
const propsOf = async (query: GapQuery) => gapProps(await referenceData(), asked, query);

test('an empty address asks the usual question, of the widest gap that has a percentage', async () => {
  const { address, report } = await propsOf({ year: '', budget: '', mineral: '' });
  const chosen = report.minerals.find(({ mineral }) => mineral === address.mineral)!;
  const index = report.minerals.indexOf(chosen);
  const gapOf = (i: number) =>
    report.minerals[i]!.years.find(({ year }) => year === 2030)!.gapAtHome.p50;
  expect(gapOf(index)).not.toBeNull();
  expect(gapOf(index - 1)).toBeNull();
  expect(address).toMatchObject({ caseId: 'flat', year: 2030, budgetUsd: 2.5e9, showsAll: false });
});

test('an address is read whole', async () => {
  const query = { case: 'fast', year: '2035', mineral: 'zinc', budget: '750M', show: 'all' };
  const { address } = await propsOf(query);
  expect(address).toEqual({
    caseId: 'fast',
    year: 2035,
    mineral: 'zinc',
    budgetUsd: 750e6,
    showsAll: true,
  });
});

test.each([
  [{ year: 'abc' }, "the year cannot be 'abc'"],
  [{ year: '2050' }, "the year cannot be '2050'"],
  [{ mineral: 'zink' }, "there is no mineral 'zink'"],
  [{ budget: 'lots' }, "cannot read 'lots' as an amount of money"],
])('%o is refused', async (query, sentence) => {
  await expect(propsOf(query)).rejects.toThrow(sentence);
});
