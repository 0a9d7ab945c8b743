import type { SlipOutcome, SlipQuestion } from '../../web/pages/slip-strip.tsx';
import { slipEffect } from '../allocation/slip.service.ts';
import { parseTonnes } from '../base/quantity.ts';
import { asRefusal } from '../base/refusal.ts';
import { parseWholeNumber } from '../base/whole-number.ts';
import type { Workshop } from '../platform/command.ts';
import { SLIP_MONTHS } from '../projects/project-change.ts';
import { chooseScenario } from '../stress/presets.ts';
import { HORIZON_YEARS, SEED } from '../stress/stress.ts';
import { MAIN_QUESTION } from './answer.ts';
import { shareWork, type Waiting } from './shared-work.ts';

/** Works out what a slip does, once for everybody who asks the same. */
export type SlipPages = (
  project: string,
  question: SlipQuestion,
  waiting?: Waiting,
) => Promise<SlipOutcome>;

// A page is waited for: so many draws take some seconds with both plans.
const PAGE_DRAWS = 2000;
const KEPT = 50; // questions; the oldest is forgotten

/** Effects of slips by question. What the model refuses is told in the page, where one can ask anew. */
export function createSlipPages(workshop: Workshop): SlipPages {
  const effects = shareWork(
    ({ preset, ...slip }: ReadQuestion, { signal }) =>
      slipEffect(workshop, {
        ...slip,
        signal,
        scenario: chooseScenario(preset),
        budgetUsd: MAIN_QUESTION.budgetUsd,
        draws: PAGE_DRAWS,
        seed: SEED.usual,
        years: HORIZON_YEARS.usual,
      }),
    KEPT,
  );
  return async (project, question, waiting) => {
    try {
      const { slipMonths, tonnesText, preset } = question;
      const read: ReadQuestion = {
        ...{ project, preset },
        slipMonths: parseWholeNumber(slipMonths, 'the slip', { ...SLIP_MONTHS, usual: 6 }),
        ...(tonnesText.trim() === '' ? {} : { tonnesPerYear: parseTonnes(tonnesText) }),
      };
      return { kind: 'effect', effect: await effects(read, waiting) };
    } catch (error) {
      const refusal = asRefusal(error);
      if (refusal === undefined || refusal.kind === 'interrupted') throw error;
      return { kind: 'refused', sentence: refusal.message, hint: refusal.hint ?? null };
    }
  };
}

/** A question whose texts have been read. */
interface ReadQuestion {
  readonly project: string;
  readonly slipMonths: number;
  readonly tonnesPerYear?: number;
  readonly preset: string;
}
