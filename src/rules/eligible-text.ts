import { tableLines } from '../base/text-table.ts';
import type { Candidate, CandidateList } from './eligible.ts';

/** 'yes', 'no', or '?' where there is no evidence either way. */
export const flagText = (holds: boolean | null): string =>
  holds === null ? '?' : holds ? 'yes' : 'no';

/** Every mineral as a line: its five inputs, and whether it may be listed. */
export function candidateListLines(list: CandidateList): string[] {
  const { candidates, ruleSet, on } = list;
  const may = candidates.filter(({ outcome }) => outcome === 'may be listed').length;
  return [
    `${may} of ${candidates.length} minerals may be listed on ${on} by rule set ${ruleSet}${unverified(list)}`,
    `The list is to be published anew ${list.nextPublication}. '?': no evidence either way.`,
    '',
    ...tableLines(
      ['mineral', 'USGS', 'DOE', 'DLA', 'DPA 303', 'stockpile', 'outcome'],
      candidates.map(({ mineral, inputs, outcome }) => [
        mineral,
        ...inputs.map(({ holds }) => flagText(holds)),
        outcome,
      ]),
    ),
    '',
    ...candidates.flatMap(({ warnings }) => warnings.map((warning) => `warning: ${warning}`)),
  ];
}

/** One mineral with the evidence of each input and condition. */
export function candidateLines(list: CandidateList): string[] {
  return list.candidates.flatMap((candidate) => [
    `${candidate.name}: ${candidate.outcome} on ${list.on} by rule set ${list.ruleSet}${unverified(list)}`,
    candidate.reason,
    ...candidate.legs.map(
      ({ leg, holds, evidence }) => `  ${flagText(holds)}  ${leg}: ${evidence}`,
    ),
    ...candidate.inputs.map(inputLine),
    ...candidate.warnings.map((warning) => `warning: ${warning}`),
  ]);
}

function inputLine({ input, holds, since, confidence, note, source }: Candidate['inputs'][number]) {
  const when = since === null ? '' : ` since ${since}`;
  const why = [note, source].filter((text) => text !== null).join('; ');
  return `  ${flagText(holds)}  ${input}${when} (${confidence}): ${why}`;
}

const unverified = ({ exclusionsVerified }: CandidateList): string =>
  exclusionsVerified ? '' : ' (what is excluded is unverified)';
