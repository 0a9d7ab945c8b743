import { counted } from '../base/number-text.ts';
import type { DemandCase, PublishedClaim } from '../minerals/reference-data.ts';
import type { ClaimCheck, GapReport } from './capacity-gap.ts';
import { caseWords, shareText } from './gap-sentence.ts';

/*
 * What others claim, each with what our numbers say beside it. A claim is shown and counted nowhere.
 */

interface Ours {
  readonly countsIn: (year: number) => GapReport['counts'];
  readonly demandCase: DemandCase;
}

const NOT_OURS = 'We have no figure of our own to set beside it.';

const ANSWERS: Readonly<Record<string, (ours: Ours) => string>> = {
  'bcg-gap-2030': ({ countsIn, demandCase }) => {
    const { atHome } = countsIn(2030);
    return (
      `Ours, in 2030, if ${caseWords(demandCase)}: at home ${atHome.from20To150} of ${counted(atHome.open, 'mineral')} with a gap lie between 20 and 150 percent, ` +
      `${atHome.below20} below, ${atHome.above150} above, and for ${atHome.noSupply} there is no supply to take a percentage of. ` +
      'The claim does not say which minerals, which demand or which supply it means, so neither figure confirms the other.'
    );
  },
  'lang-supply-2035': ({ countsIn, demandCase }) => {
    const { medianGap } = countsIn(2035).withPartners;
    if (medianGap === null) return NOT_OURS;
    const missing = Math.max(0, medianGap / (1 + medianGap));
    return `Ours, with partners, in 2035, if ${caseWords(demandCase)}: of the middle mineral ${shareText(missing)} of what is needed is neither in place nor fundable. The claim is of the world, ours of the United States.`;
  },
  'lang-demand-2040': () =>
    "Our case 'fast' takes this growth for every mineral, as an assumption.",
  'sixteen-years': () =>
    'Used as the default for a project with neither date nor stage, marked as an assumption.',
};

/** Each claim with our answer to it. */
export function claimChecks(claims: readonly PublishedClaim[], ours: Ours): ClaimCheck[] {
  return claims.map((claim) => ({ ...claim, answer: ANSWERS[claim.id]?.(ours) ?? NOT_OURS }));
}
