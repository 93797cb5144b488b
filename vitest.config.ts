import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/lint/samples/**'],
    reporters: ['default', './test/skip-reporter.ts'],
    // One file at a time: tests of real faults wait for the kernel's timers, and a busy machine would miss them.
    fileParallelism: false,
    testTimeout: 20_000,
  },
});
