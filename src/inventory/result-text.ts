import { Refusal } from '../base/refusal.ts';
import type { ReportedResult } from './certificate.ts';

const RESULT =
  /^([^:]+):\s*(<?)\s*(\d+(?:\.\d+)?)\s*(\S+)\s+(?:\+-|±)\s*(\d+(?:\.\d+)?)\s+by\s+(.+)$/;

/** Reads a finding as a person writes it. @throws Refusal `certificate.invalid` */
export function readResult(text: string): ReportedResult {
  const [, analyte, below, value, unit, uncertainty, method] = RESULT.exec(text.trim()) ?? [];
  if (analyte === undefined) {
    throw new Refusal(
      'invalid',
      'certificate.invalid',
      `cannot read the result '${text}'`,
      "write it as 'CaF2: 97.6 % +- 0.2 by ASTM E815'",
    );
  }
  return {
    ...{ analyte: analyte.trim(), value: value!, unit: unit!, uncertainty: uncertainty! },
    ...{ method: method!.trim(), isBelowDetection: below === '<' },
  };
}
