import { memo } from 'react';
import type { LabState } from './lab-state.ts';
import { LabLink } from './lab-tools.tsx';
import type { LabWarning } from './lab-warnings.ts';
import type { DataPin } from './stress-query.ts';

export interface LabWarningListProps {
  readonly warnings: readonly LabWarning[];
  readonly pin: DataPin;
  readonly onChange: (to: LabState, control: string) => void;
}

/** What to know before trusting the result, each with the smallest change that mends it. */
export const LabWarningList = memo(({ warnings, pin, onChange }: LabWarningListProps) => {
  if (warnings.length === 0) return null;
  return (
    <section className="warnings" aria-label="Warnings">
      <h3>
        <span aria-hidden="true">▲</span> Warnings ({warnings.length})
      </h3>
      <ul>
        {warnings.map(({ sentence, fix }) => (
          <li key={sentence}>
            {sentence}{' '}
            {fix !== null && (
              <LabLink to={fix.to} pin={pin} onChange={(to) => onChange(to, `fix ${fix.label}`)}>
                {`Apply: ${fix.label}`}
              </LabLink>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
});
