import { equityPayoff } from './equity-payoff.ts';
import { guaranteePayoff } from './guarantee-payoff.ts';
import type { Instrument, InstrumentKind } from './instruments.ts';
import { loanPayoff } from './loan-payoff.ts';
import { offtakePayoff } from './offtake-payoff.ts';
import type { Market, Payoff } from './payoff.ts';
import { priceFloorPayoff } from './price-floor-payoff.ts';
import { storagePayoff } from './storage-payoff.ts';

type Valuer<Kind extends InstrumentKind> = (
  terms: Extract<Instrument, { kind: Kind }>,
  market: Market,
) => Payoff;

/** How each kind pays in a market. */
const VALUERS: { readonly [Kind in InstrumentKind]: Valuer<Kind> } = {
  offtake: offtakePayoff,
  'price-floor': priceFloorPayoff,
  storage: storagePayoff,
  loan: loanPayoff,
  guarantee: guaranteePayoff,
  equity: equityPayoff,
};

/** What an instrument pays in a market. */
export function payoffOf(instrument: Instrument, market: Market): Payoff {
  // The table has the valuer of each kind, which the compiler cannot follow through the index.
  const valuer = VALUERS[instrument.kind] as Valuer<InstrumentKind>;
  return valuer(instrument, market);
}
