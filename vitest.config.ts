import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lint/samples/**'],
    reporters: ['default', './test/skip-reporter.ts'],
    // Most tests wait for a network that answers late or not at all.
    maxWorkers: '100%',
    testTimeout: 20_000,
  },
});
