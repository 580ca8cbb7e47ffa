import type { TestProject } from 'vitest/node'
import { ensureChromium } from './chromium.ts'
import setupSqlite from './setup-sqlite.ts'

/** The browser tests run on SQLite, in whatever Chromium there is. */
export default async function setup(project: TestProject) {
  project.provide('chromium', ensureChromium())
  return setupSqlite(project)
}

declare module 'vitest' {
  interface ProvidedContext {
    chromium: string
  }
}
