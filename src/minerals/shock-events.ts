import { isMonth, monthNumber } from '../base/month.ts';
import type { RawTable } from '../base/raw-table.ts';
import { Refusal } from '../base/refusal.ts';
import type { ShockEvent } from './reference-data.ts';
import { readTable } from './table-spec.ts';
import { SHOCK_EVENT_TABLE } from './tables.ts';

/*
 * Dated moves of prices: what a row must keep to. Two prices are compared, so both must be of the
 * same kind: of a month, or the mean of a calendar year.
 */

/**
 * Rows of the table of events, with periods that fit their kind of price.
 *
 * @throws Refusal `data.bad_header`, `data.bad_cell`, `data.bad_shock_event` naming line and column
 */
export function readShockEvents(table: RawTable): readonly ShockEvent[] {
  return readTable(SHOCK_EVENT_TABLE, table).map((event, i) => {
    const wrong = wrongPrice(event) ?? wrongControl(event);
    if (wrong === null) return event;
    throw new Refusal(
      'invalid',
      'data.bad_shock_event',
      `cannot use ${table.path}, line ${table.rows[i]!.line}: ${wrong.why}`,
      wrong.remedy,
    );
  });
}

interface Wrong {
  readonly why: string;
  readonly remedy: string;
}

const isYear = (text: string): boolean => /^\d{4}$/.test(text);

function wrongPrice(event: ShockEvent): Wrong | null {
  const { priceKind, beforePeriod, afterPeriod, before, after } = event;
  const fits = priceKind === 'month' ? isMonth : isYear;
  const kind = priceKind === 'month' ? 'a month such as 2025-01' : 'a year such as 2024';
  for (const [column, period] of Object.entries({
    before_period: beforePeriod,
    after_period: afterPeriod,
  })) {
    if (fits(period)) continue;
    return {
      why: `column '${column}': '${period}' is not ${kind}, as price_kind ${priceKind} asks`,
      remedy: 'write the period as the source gives the price, or correct price_kind',
    };
  }
  if (afterPeriod <= beforePeriod) {
    return {
      why: `column 'after_period': ${afterPeriod} is not after ${beforePeriod}`,
      remedy: 'write the earlier price first',
    };
  }
  if (before > 0 && after > 0) return null;
  return {
    why: `columns 'before', 'after': ${before} and ${after} are not two prices above 0`,
    remedy: 'write both prices in the unit of the row',
  };
}

/** A control has a country and a month in which it began, before the price that it moved. */
function wrongControl({
  control,
  controlMonth,
  banMonth,
  country,
  priceKind,
  afterPeriod,
}: ShockEvent): Wrong | null {
  if ((control === null) !== (controlMonth === null) || (control === null) !== (country === null)) {
    return {
      why: "columns 'control', 'control_month', 'country': some are filled and some are empty",
      remedy: 'fill all three where there was a control, and none where there was none',
    };
  }
  for (const [column, month] of Object.entries({
    control_month: controlMonth,
    ban_month: banMonth,
  })) {
    if (month !== null && !isMonth(month)) {
      return {
        why: `column '${column}': '${month}' is not a month such as 2024-12`,
        remedy: 'write the month in which the control began',
      };
    }
  }
  const last = priceKind === 'month' ? afterPeriod : `${afterPeriod}-12`;
  if (controlMonth === null || monthNumber(controlMonth) <= monthNumber(last)) return null;
  return {
    why: `column 'control_month': a control of ${controlMonth} moved no price of ${afterPeriod}`,
    remedy: 'correct the month, or follow the price for longer',
  };
}
