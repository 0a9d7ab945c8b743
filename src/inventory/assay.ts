import { assert } from '../base/assert.ts';
import { canonicalJson } from '../base/canonical.ts';
import { fraction, roundHalfEven } from '../base/fraction.ts';
import { contentText, type Finding, type ReportedResult } from './certificate.ts';

/*
 * Assay exchange. Each laboratory seals its result before it can know another one's; then all
 * reveal. Two results within the splitting limit settle on their mean; else an umpire tests, and the
 * middle one of the three results settles.
 *
 * @source docs/models/inventory.md
 */

/** What a laboratory seals: its digest is the commitment. The word keeps others from guessing it. */
export interface Sealed {
  readonly assay: string;
  readonly laboratory: string;
  readonly results: readonly ReportedResult[];
  readonly word: string;
}

/** The bytes that a seal is made of. */
export const sealedText = (sealed: Sealed): string => canonicalJson(sealed);

/** What the laboratories that kept their voice found. */
export interface Voice {
  readonly laboratory: string;
  readonly isUmpire: boolean;
  readonly findings: readonly Finding[];
}

/** How one analyte of an exchange comes out. */
export interface Settlement {
  readonly analyte: string;
  /** The settled value, or none while an umpire is needed. */
  readonly finding: Finding | undefined;
  readonly sentence: string;
}

/**
 * Settles an exchange, analyte by analyte.
 *
 * @param splitting - how far two results may lie apart [ppb]; an analyte without one settles on its
 *   mean whatever the distance
 * @param voices - one or two laboratories, and the umpire once there is one
 */
export function settleAssay(
  splitting: ReadonlyMap<string, bigint>,
  voices: readonly Voice[],
): Settlement[] {
  assert(voices.length > 0, 'somebody has a voice');
  const analytes = new Set(
    voices.flatMap(({ findings }) => findings.map(({ analyte }) => analyte)),
  );
  return [...analytes].sort().map((analyte) => settleAnalyte(analyte, splitting, voices));
}

function settleAnalyte(
  analyte: string,
  splitting: ReadonlyMap<string, bigint>,
  voices: readonly Voice[],
): Settlement {
  const found = (isUmpire: boolean) =>
    voices
      .filter((voice) => voice.isUmpire === isUmpire)
      .flatMap(({ findings }) => findings.filter((each) => each.analyte === analyte));
  const [parties, umpires] = [found(false), found(true)];
  const values = parties.map(({ valuePpb }) => valuePpb).sort(byValue);
  const gap = values.length < 2 ? 0n : values.at(-1)! - values[0]!;
  const limit = splitting.get(analyte);
  const isClose = limit === undefined || gap <= limit;
  if (isClose && parties.length > 0) {
    const valuePpb = mean(values);
    const how =
      values.length === 1
        ? 'the one laboratory with a voice'
        : `the mean of ${values.map(contentText).join(' and ')}`;
    return {
      analyte,
      finding: joined(analyte, valuePpb, parties),
      sentence: `${analyte} settles at ${contentText(valuePpb)}, ${how}`,
    };
  }
  if (umpires.length === 0) {
    const sentence = `${analyte} differs by ${contentText(gap)}, more than ${contentText(limit ?? 0n)}: an umpire has to test it`;
    return { analyte, finding: undefined, sentence };
  }
  const all = [...values, ...umpires.map(({ valuePpb }) => valuePpb)].sort(byValue);
  const valuePpb = all.length % 2 === 1 ? all[(all.length - 1) / 2]! : umpires[0]!.valuePpb;
  return {
    analyte,
    finding: joined(analyte, valuePpb, [...parties, ...umpires]),
    sentence: `${analyte} settles at ${contentText(valuePpb)}, the middle one of ${all.map(contentText).join(', ')}`,
  };
}

/** Uncertainty is that of the least certain; what one did not find is not held to be there. */
const joined = (analyte: string, valuePpb: bigint, from: readonly Finding[]): Finding => ({
  analyte,
  valuePpb,
  uncertaintyPpb: from
    .map(({ uncertaintyPpb }) => uncertaintyPpb)
    .sort(byValue)
    .at(-1)!,
  isBelowDetection: from.some(({ isBelowDetection }) => isBelowDetection),
});

const byValue = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

const mean = (values: readonly bigint[]): bigint =>
  roundHalfEven(
    fraction(
      values.reduce((total, value) => total + value, 0n),
      BigInt(values.length),
    ),
  );
