import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './test/skip-reporter.ts'],
    testTimeout: 20_000,
  },
});
