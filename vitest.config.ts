import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A slow or busy machine is no failure: nothing here is a timed test.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
