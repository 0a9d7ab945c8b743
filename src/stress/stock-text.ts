import { parseTonnes } from '../base/quantity.ts';
import { Refusal } from '../base/refusal.ts';

/**
 * Reads stocks by mineral, each as in `gallium=20t`; two of one mineral are added up.
 *
 * @returns mass by mineral [t]
 * @throws Refusal `stress.bad_stock`, `quantity.invalid`
 */
export function readStocks(texts: readonly string[]): Record<string, number> {
  const tonnes: Record<string, number> = {};
  for (const text of texts) {
    const [mineral, mass, ...rest] = text.split('=');
    if (mineral === undefined || mass === undefined || rest.length > 0) {
      throw new Refusal(
        'invalid',
        'stress.bad_stock',
        `cannot read '${text}' as a stock of a mineral`,
        'write the mineral, an equals sign and a mass with its unit, such as gallium=20t',
      );
    }
    const name = mineral.trim();
    tonnes[name] = (tonnes[name] ?? 0) + parseTonnes(mass);
  }
  return tonnes;
}
