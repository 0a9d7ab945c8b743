import { readInstrument } from '../../src/instruments/instruments.ts';
import type { Offtake } from '../../src/instruments/offtake.ts';
import type { PriceFloor } from '../../src/instruments/price-floor.ts';
import type { Storage } from '../../src/instruments/storage.ts';

/*
 * Instruments for tests, each a plain one with some terms changed.
 */

/** The market of the published reference value: 60 USD/kg, returning to 75. */
export const REFERENCE_MARKET = {
  asOf: '2025-12',
  spot: '60 USD/kg',
  longRun: '75 USD/kg',
  reversionPerYear: 0.5,
  volatility: 0.35,
  discountRate: 0.04,
  source: 'a case for tests',
};

const HEAD = {
  version: 1,
  title: 'An illustrative case',
  standing: 'illustrative',
  mineral: 'neodymium',
  start: '2026-01',
  end: '2035-12',
  market: REFERENCE_MARKET,
};

/** A floor of 110 USD/kg on 500 t a month for ten years, settled by the month. */
export function floorOf(changed: object = {}): PriceFloor {
  const terms = {
    ...HEAD,
    kind: 'price-floor',
    id: 'floor',
    form: 'one-sided',
    floor: '110 USD/kg',
    quantity: '500 t/month',
    quantityIs: 'limit',
    settlement: 'month',
    series: 'index',
    ...changed,
  };
  return readInstrument(terms, 'floor') as PriceFloor; // by its kind
}

/** 100 t a month at a fixed price of 70 USD/kg, all of which must be taken. */
export function offtakeOf(changed: object = {}): Offtake {
  const terms = {
    ...HEAD,
    kind: 'offtake',
    id: 'offtake',
    price: { rule: 'fixed', price: '70 USD/kg' },
    quantity: '100 t/month',
    quantityIs: 'limit',
    resaleDiscount: 0.05,
    ...changed,
  };
  return readInstrument(terms, 'offtake') as Offtake; // by its kind
}

/** 1,000 t bought now and sold after ten years. */
export function storageOf(changed: object = {}): Storage {
  const terms = {
    ...HEAD,
    kind: 'storage',
    id: 'storage',
    mass: '1000 t',
    isBought: true,
    costPerYear: '0.5 USD/kg',
    shrinkagePerYear: 0.01,
    resaleDiscount: 0.02,
    ...changed,
  };
  return readInstrument(terms, 'storage') as Storage; // by its kind
}
