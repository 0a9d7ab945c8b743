import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { OwnerChart } from './owner-chart.tsx';

const held = (owner: string, owned: string, ...texts: readonly string[]) => ({
  ...{ owner, owned, texts },
  title: `${owner} holds ${texts.join(', ')} of ${owned}`,
});

const nodes = [
  { id: 'mine', label: 'A mine with a name that no box holds', stepsUp: 0 },
  { id: 'holding', label: 'A holding', stepsUp: 1 },
  { id: 'fund', label: 'A fund', stepsUp: 1 },
  { id: 'state', label: 'A state', stepsUp: 2 },
];
const plain = [
  held('holding', 'mine', '60%', '70% votes'),
  held('fund', 'mine', '≈ 33.33%'),
  held('state', 'holding', '25.01%'),
  held('state', 'fund', '10%'),
];
const circle = [...plain, held('holding', 'fund', '7%'), held('fund', 'holding', '5%')];

/** One mark per line, so that a change of the picture is a short diff. */
const drawn = (widthPx: number, edges: typeof plain) =>
  renderToStaticMarkup(
    <OwnerChart
      {...{ nodes, edges, widthPx }}
      label="Who owns the mine"
      source="made-up figures of the test suite"
    />,
  ).replaceAll('><', '>\n<');

test('owners stand left of what they own, with their shares on the line', async () => {
  await expect(drawn(940, plain)).toMatchFileSnapshot('../../test/golden/owner-chart.svg');
});

test('where columns have no room or owners own each other, they stand under what they own', async () => {
  const ladder = drawn(940, circle);
  expect(ladder.match(/\(above\)/g)).toHaveLength(3); // both ways of the circle, and the state
  await expect(ladder).toMatchFileSnapshot('../../test/golden/owner-ladder.svg');
  expect(drawn(300, plain)).toContain('60%, 70% votes: A holding');
});
