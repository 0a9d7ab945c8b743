import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{src,test,web}/**/*.test.{ts,tsx}'],
    globalSetup: 'test/support/global-setup.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    provide: { rewritesGolden: process.argv.includes('--update') },
  },
});
