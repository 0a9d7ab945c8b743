import type { ReactNode } from 'react';
import type { GapReport } from '../../src/capacity-gap/capacity-gap.ts';
import { FIRST_YEAR, LAST_YEAR } from '../../src/capacity-gap/years.ts';
import type { DemandCase } from '../../src/minerals/reference-data.ts';
import { mineralName, sentenceCase } from '../parts/format.ts';
import type { GapAddress } from './gap-words.ts';
import { budgetText } from './plan-text.ts';

interface GapFormProps {
  readonly report: GapReport;
  readonly address: GapAddress;
  readonly cases: readonly DemandCase[];
}

/** Asks for another case, year, mineral or budget; a plain form, so it needs no script. */
export function GapForm({ report, address, cases }: GapFormProps) {
  const minerals = [...report.minerals, ...report.notModelled]
    .map(({ mineral }) => mineral)
    .sort((a, b) => (a < b ? -1 : 1));
  return (
    <form className="choice-form" method="get" action="/gap">
      <Field id="case" label="Demand">
        <select id="case" name="case" defaultValue={address.caseId}>
          {cases.map(({ id, name, confidence }) => (
            <option key={id} value={id}>
              {`${id}: ${name}${confidence === 'unverified' ? ' (assumed)' : ''}`}
            </option>
          ))}
        </select>
      </Field>
      <Field id="year" label="Year">
        <input
          id="year"
          name="year"
          type="number"
          min={FIRST_YEAR}
          max={LAST_YEAR}
          defaultValue={address.year}
        />
      </Field>
      <Field id="mineral" label="Mineral">
        <select id="mineral" name="mineral" defaultValue={address.mineral}>
          {minerals.map((id) => (
            <option key={id} value={id}>
              {sentenceCase(mineralName(id))}
            </option>
          ))}
        </select>
      </Field>
      <Field id="budget" label="Budget, USD">
        <input
          id="budget"
          name="budget"
          defaultValue={budgetText(address.budgetUsd)}
          autoComplete="off"
        />
      </Field>
      <button type="submit">Show</button>
    </form>
  );
}

function Field(props: {
  readonly id: string;
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div>
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
    </div>
  );
}
