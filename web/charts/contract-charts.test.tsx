import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { BurnDownChart } from './burn-down-chart.tsx';
import { WholeBar } from './whole-bar.tsx';

const SOURCE = 'made-up figures of the test suite';

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (chart: ReactElement) => renderToStaticMarkup(chart).replaceAll('><', '>\n<');
const golden = (name: string) => `../../test/golden/${name}.svg`;

test('a limit burns down in steps, and its marked shares rise with the limit', async () => {
  const chart = (
    <BurnDownChart
      steps={[
        { at: 2026.05, left: 250e6, whole: 250e6, title: 'award' },
        { at: 2026.5, left: 55e6, whole: 250e6, title: 'order' },
        { at: 2027.25, left: 105e6, whole: 300e6, title: 'ceiling raised' },
      ]}
      marks={[{ at: 2027.25, name: 'M1', title: 'C-1.M1: more' }]}
      end={{ at: 2031, label: 'orders until 2031-01-12' }}
      widthPx={560}
      label="What is left"
      source={SOURCE}
      format={(value) => `$${value / 1e6}M`}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('burn-down-chart'));
});

test('a whole is one bar, and each part is named with its pattern and amount', async () => {
  const chart = (
    <WholeBar
      parts={[
        { name: 'Delivered', valueText: '$60', value: 60, tone: 'first', isHatched: false },
        { name: 'Ordered', valueText: '$30', value: 30, tone: 'first', isHatched: true },
        { name: 'Left', valueText: '$0', value: 0, tone: 'rest', isHatched: false },
      ]}
      widthPx={300}
      label="The ceiling"
      source={SOURCE}
    />
  );
  await expect(drawn(chart)).toMatchFileSnapshot(golden('whole-bar'));
});
