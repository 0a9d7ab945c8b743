import type { Model } from 'yalps';

type Side = { min?: number; max?: number; equal?: number };

/**
 * Reads free MPS as a program for YALPS, a solver that shares no code with ours.
 *
 * Knows what our programs use: rows N, E, L, G; ranges of G rows; bounds UP, FX and LO of columns
 * that are not negative. Anything else throws.
 */
export function readMps(text: string): Model<string, string> {
  const constraints = new Map<string, Side>();
  const variables = new Map<string, Map<string, number>>();
  const kinds = new Map<string, string>();
  let section = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    if (!line.startsWith(' ')) {
      section = line.split(' ')[0]!;
      continue;
    }
    const words = line.trim().split(/\s+/);
    const [a = '', b = '', c = '', d = ''] = words;
    if (section === 'ROWS') {
      kinds.set(b, a);
      if (a !== 'N')
        constraints.set(b, a === 'E' ? { equal: 0 } : a === 'L' ? { max: 0 } : { min: 0 });
    } else if (section === 'COLUMNS') {
      if (!variables.has(a)) variables.set(a, new Map());
      variables.get(a)!.set(b, Number(c));
    } else if (section === 'RHS') {
      const side = constraints.get(b)!;
      const key = kinds.get(b) === 'E' ? 'equal' : kinds.get(b) === 'L' ? 'max' : 'min';
      side[key] = Number(c);
    } else if (section === 'RANGES' && kinds.get(b) === 'G') {
      const side = constraints.get(b)!;
      side.max = side.min! + Number(c);
    } else if (section === 'BOUNDS' && ['UP', 'FX', 'LO'].includes(a)) {
      const row = `bound ${c}`;
      const side = constraints.get(row) ?? {};
      constraints.set(row, side);
      variables.get(c)!.set(row, 1);
      if (a !== 'LO') side.max = Number(d);
      if (a !== 'UP') side.min = Number(d);
    } else throw new Error(`unexpected line in ${section}: ${line}`);
  }
  return { direction: 'minimize', objective: 'loss', constraints, variables };
}
