/**
 * Net import reliance with some production at home: the part of consumption that still comes from
 * abroad, never below nothing.
 *
 * @param consumptionTonnes - apparent consumption [t/year]
 * @param producedTonnes - produced at home in the same year, and used there [t/year]
 * @returns share in [0, 1]
 */
export function importRelianceShare(consumptionTonnes: number, producedTonnes: number): number {
  return Math.max(0, (consumptionTonnes - producedTonnes) / consumptionTonnes);
}
