import { defineConfig } from 'vitest/config'

const shared = {
  include: ['{src,db,seed,test}/**/*.test.{ts,tsx}'],
  exclude: ['test/browser/**', 'node_modules/**'],
  testTimeout: 120_000,
  hookTimeout: 120_000,
  /** The default leaves one core idle, which is half of a small machine. */
  maxWorkers: '100%',
  /** The files of one worker load the sources once: every town is of its own, and nothing else is kept between tests. */
  isolate: false,
}

/** The same tests, once on each engine, and the browser's. `npx vitest run --project sqlite` for the quick round. */
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    experimental: { fsModuleCache: true },
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: 'sqlite',
          globalSetup: 'test/setup-sqlite.ts',
          env: { DATABASE_URL: 'test.sqlite', LOG_LEVEL: 'silent' },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'postgresql',
          globalSetup: 'test/setup-postgresql.ts',
          env: { DATABASE_URL: 'postgres://test/test', LOG_LEVEL: 'silent' },
        },
      },
      {
        extends: true,
        test: {
          ...shared,
          name: 'browser',
          include: ['test/browser/**/*.test.{ts,tsx}'],
          exclude: [],
          testTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          fileParallelism: false,
          globalSetup: 'test/setup-browser.ts',
          env: { DATABASE_URL: 'test.sqlite', LOG_LEVEL: 'silent' },
        },
      },
    ],
  },
})
