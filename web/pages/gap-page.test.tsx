import { renderToStaticMarkup } from 'react-dom/server';
import { beforeAll, expect, test } from 'vitest';
import { USUAL_QUESTION } from '../../src/capacity-gap/capacity-gap.ts';
import { gapContent } from '../../src/capacity-gap/gap-report.ts';
import type { ReferenceData } from '../../src/minerals/reference-data.ts';
import { referenceData } from '../../test/support/reference.ts';
import { GapPage, type GapProps } from './gap-page.tsx';
import { gapDataHref, gapHref, gapText, spanOf } from './gap-words.ts';

let data: ReferenceData;
beforeAll(async () => {
  data = await referenceData();
});

function propsOf(caseId: string, mineral: string): GapProps {
  const demandCase = data.demandCases.find(({ id }) => id === caseId)!;
  const content = gapContent(data, demandCase, { ...USUAL_QUESTION, draws: 100 });
  const { year, budgetUsd } = USUAL_QUESTION;
  return {
    report: { digest: 'sha256-test', ...content },
    address: { caseId, year, mineral, budgetUsd, showsAll: false },
    cases: data.demandCases,
    data: { version: data.version, digest: data.digest },
  };
}

const pageOf = (caseId: string, mineral: string) =>
  renderToStaticMarkup(<GapPage {...propsOf(caseId, mineral)} />);

test('every number of the page is a number, and no gap is infinite', () => {
  for (const caseId of ['flat', 'trend', 'fast']) {
    expect(pageOf(caseId, 'gallium')).not.toMatch(/NaN|Infinity|undefined|null%/);
  }
});

test('the form keeps what was asked, and offers what is not modelled too', () => {
  const html = pageOf('fast', 'zinc');
  expect(html).toMatch(/<option value="fast" selected="">fast: /);
  expect(html).toMatch(/<option value="zinc" selected="">Zinc/);
  expect(html).toContain('<option value="boron">Boron');
  expect(html).toContain('(assumed)');
});

test('claims stand in their own box, and each says that it is one', () => {
  const html = pageOf('flat', 'zinc');
  const [, box] = /<section class="profile claims"(.*?)<\/section>/s.exec(html)!;
  expect(box!.match(/Claim, not our result/g)).toHaveLength(data.publishedClaims.length);
  expect(box).toContain('href="https://investingnews.com/');
  const [outside] = html.split('<section class="profile claims"');
  expect(outside).not.toContain('Boston Consulting Group');
});

test('a mineral that a case cannot show says why', () => {
  const html = pageOf('trend', 'lithium');
  expect(html).toContain('so there is no trend to carry on');
  expect(html).not.toContain('id="supply"');
});

test('the stages of zinc are shown with their rows', () => {
  const html = pageOf('flat', 'zinc');
  expect(html).toContain('Zinc in concentrates');
  expect(html).toContain('usgs-mcs-2026:8662');
});

test('addresses keep every choice', () => {
  const { address } = propsOf('fast', 'zinc');
  expect(gapHref(address, { mineral: 'tin' })).toBe(
    '/gap?case=fast&year=2030&mineral=tin&budget=2.5B#chosen',
  );
  expect(gapDataHref(address, 'csv')).toBe('/api/v1/gap/table.csv?case=fast&year=2030&budget=2.5B');
});

test('the charts show the first twelve of each, and all at a link without a script', () => {
  const props = propsOf('flat', 'zinc');
  const rows = (html: string) => html.match(/<svg.*?<\/svg>/s)![0].match(/class="label end"/g)!;
  const few = renderToStaticMarkup(<GapPage {...props} />);
  expect(rows(few)).toHaveLength(12);
  expect(few).toContain('show=all#ranges');
  const address = { ...props.address, showsAll: true };
  const all = renderToStaticMarkup(<GapPage {...props} address={address} />);
  const { open, noSupply } = props.report.counts.atHome;
  expect(rows(all).length).toBeGreaterThanOrEqual(open - noSupply);
  expect(all).toContain('Show the first 12 of each only');
});

test('a gap is told in whole percent, and with a digit more where it is small', () => {
  expect([-0.5, 0, 0.036, 1, 10.234, 100].map(gapText)).toEqual([
    '−50%',
    '0%',
    '3.6%',
    '100%',
    '1,023%',
    '10,000%',
  ]);
  expect(spanOf({ p05: 1, p50: null, p95: null, noSupplyShare: 0.6 })).toEqual({
    low: 1,
    middle: Infinity,
    high: Infinity,
  });
});
