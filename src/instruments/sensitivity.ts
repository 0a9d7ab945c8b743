import { fairValueOf, followPaths } from './estimate.ts';
import { type LawChange, marketOf, type ValuationRequest } from './market.ts';
import type { PriceLaw } from './price-law.ts';
import { payoffOf } from './valuation.ts';
import type { InstrumentRange, InstrumentSensitivity } from './value.ts';

const DRAWS = 10_000; // at most; the same futures for each, so that differences are sharp
const FEW = 2; // where a formula needs no paths

/** The fair value under another law: by formula where there is one, else on the same futures. */
function fairValueUsd(request: ValuationRequest, law: LawChange): number {
  const { closedForm } = payoffOf(request.instrument, marketOf(request, law, FEW));
  if (closedForm !== null) return closedForm.valueUsd;
  const market = marketOf(request, law, Math.min(request.draws, DRAWS));
  const payoff = payoffOf(request.instrument, market);
  return fairValueOf(payoff, followPaths(payoff, market)).usd;
}

interface Bump {
  readonly id: InstrumentSensitivity['id'];
  readonly text: string;
  readonly bumped: (law: PriceLaw, sign: 1 | -1) => LawChange;
}

const BUMPS: readonly Bump[] = [
  {
    id: 'spot',
    text: '1 percent of the spot price',
    bumped: ({ model, ratePerYear }, sign) => ({
      model: { ...model, spotUsdPerTonne: model.spotUsdPerTonne * (1 + 0.01 * sign) },
      ratePerYear,
    }),
  },
  {
    id: 'volatility',
    text: '0.01 of the volatility, the level of ln S as it is',
    bumped: ({ model, ratePerYear }, sign) => ({
      model: { ...model, volatility: Math.max(model.volatility + 0.01 * sign, 1e-6) },
      ratePerYear,
    }),
  },
  {
    id: 'reversion',
    text: '1 percent of the reversion',
    bumped: ({ model, ratePerYear }, sign) => ({
      model: { ...model, reversionPerYear: model.reversionPerYear * (1 + 0.01 * sign) },
      ratePerYear,
    }),
  },
  {
    id: 'rate',
    text: '0.01 of the discount rate',
    bumped: ({ model, ratePerYear }, sign) => ({ model, ratePerYear: ratePerYear + 0.01 * sign }),
  },
];

/** How the fair value moves with each input that matters to it, by central differences. */
export function sensitivitiesOf(request: ValuationRequest): InstrumentSensitivity[] {
  const isPriced = 'mineral' in request.instrument;
  return BUMPS.filter(({ id }) => isPriced || id === 'rate').map(({ id, text, bumped }) => {
    const [up, down] = [bumped(request.law, 1), bumped(request.law, -1)];
    const changeUsd = (fairValueUsd(request, up) - fairValueUsd(request, down)) / 2;
    return { id, bump: text, changeUsd };
  });
}

/** The fair value at both ends of what nobody knows for sure, one at a time. */
export function rangesOf(request: ValuationRequest): InstrumentRange[] {
  return request.law.ranges.map(({ id, kind, low, mid, high, unit, lawAt }) => ({
    id,
    kind,
    low,
    mid,
    high,
    unit,
    lowUsd: fairValueUsd(request, lawAt(low)),
    highUsd: fairValueUsd(request, lawAt(high)),
  }));
}
