/** How much a suite does: what every run has time for, and what `npm run soak` does. */
const SIZES = {
  entriesOfYear: { usual: 20_000, soak: 100_000 },
  sequences: { usual: 500, soak: 10_000 },
  raceAttempts: { usual: 20_000, soak: 1_000_000 },
  kills: { usual: 20, soak: 1000 },
  powerCuts: { usual: 20, soak: 1000 },
} as const;

/** The size of this run: `LODESTOCK_SOAK=1` asks for the large one. */
export const sizeOf = (name: keyof typeof SIZES): number =>
  SIZES[name][process.env.LODESTOCK_SOAK === '1' ? 'soak' : 'usual'];
