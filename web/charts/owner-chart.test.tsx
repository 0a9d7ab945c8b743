import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OwnerChart } from './owner-chart.tsx';

const held = (owner: string, owned: string, ...texts: readonly string[]) => ({
  ...{ owner, owned, texts },
  title: `${owner} holds ${texts.join(', ')} of ${owned}`,
});

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (widthPx: number) =>
  renderToStaticMarkup(
    <OwnerChart
      nodes={[
        { id: 'mine', label: 'A mine with a name that no box holds', stepsUp: 0 },
        { id: 'holding', label: 'A holding', stepsUp: 1 },
        { id: 'fund', label: 'A fund', stepsUp: 1 },
        { id: 'state', label: 'A state', stepsUp: 2 },
      ]}
      edges={[
        held('holding', 'mine', '60%', '70% votes'),
        held('fund', 'mine', '≈ 33.33%'),
        held('state', 'holding', '25.01%'),
        held('holding', 'fund', '10%'),
        held('fund', 'holding', '5%'),
        held('mine', 'fund', '1%'),
      ]}
      widthPx={widthPx}
      label="Who owns the mine"
      source="made-up figures of the test suite"
    />,
  ).replaceAll('><', '>\n<');

test('owners stand left of what they own, with their share on the line, circles and all', async () => {
  await expect(drawn(940)).toMatchFileSnapshot('../../test/golden/owner-chart.svg');
});

test('where columns have no room, owners stand under what they own, each unfolded once', async () => {
  const ladder = drawn(300);
  expect(ladder.match(/A state/g)).toHaveLength(1); // the holding is told by two ways
  expect(ladder.match(/\(above\)/g)).toHaveLength(3); // both ways of the circle, and the mine
  await expect(ladder).toMatchFileSnapshot('../../test/golden/owner-ladder.svg');
});
