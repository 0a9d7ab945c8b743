import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OwnerChart } from './owner-chart.tsx';

test('owners stand left of what they own, with their share on the line, circles and all', async () => {
  const share = (owner: string, owned: string, text: string) => ({
    ...{ owner, owned, text },
    title: `${owner} holds ${text} of the equity of ${owned}`,
  });
  const chart = (
    <OwnerChart
      nodes={[
        { id: 'mine', label: 'A mine with a name that no box holds', stepsUp: 0 },
        { id: 'holding', label: 'A holding', stepsUp: 1 },
        { id: 'fund', label: 'A fund', stepsUp: 1 },
        { id: 'state', label: 'A state', stepsUp: 2 },
      ]}
      edges={[
        share('holding', 'mine', '60%'),
        share('fund', 'mine', '≈ 33.33%'),
        share('state', 'holding', '25.01%'),
        share('state', 'fund', '10%'),
        share('mine', 'fund', '5%'),
      ]}
      widthPx={560}
      label="Who owns the mine"
      source="made-up figures of the test suite"
    />
  );
  /** One mark per line, so that a change of the picture is a short diff. */
  const drawn = renderToStaticMarkup(chart).replaceAll('><', '>\n<');
  await expect(drawn).toMatchFileSnapshot('../../test/golden/owner-chart.svg');
});
