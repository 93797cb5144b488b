import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lint/samples/**'],
    reporters: ['default', './test/skip-reporter.ts'],
    testTimeout: 20_000,
  },
});
