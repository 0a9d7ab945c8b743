/** What a host gives of a by-product at most. */
export interface Host {
  readonly hostTonnesPerYear: number; // of what is mined or treated for the main product
  readonly contentShare: number; // of the by-product in it
  readonly recoveryShare: number; // of what is in it; 1 where no recovery is published
}

/**
 * The most that a by-product can yield: the host decides how much is mined, and nothing is recovered
 * that is not in it.
 *
 * @returns limit [t/year]
 */
export const byProductLimitTonnes = ({
  hostTonnesPerYear,
  contentShare,
  recoveryShare,
}: Host): number => hostTonnesPerYear * contentShare * recoveryShare;
