import { type SpawnOptions, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { minute } from '../src/kit/clock.ts'

/**
 * `npm test`: everything that has to hold before a change lands, ending with the line `N passed, N failed`. The checks
 * that only read the sources run two at a time; each suite of tests keeps both cores busy by itself.
 */
type Count = { passed: number; failed: number }
type Ended = { ok: boolean; output: string }

const checks: [title: string, ...command: [string, ...string[]]][] = [
  ['Types', 'tsc'],
  ['Format and lint', 'biome', 'ci', '.', '--error-on-warnings'],
  ['No promise is forgotten', 'oxlint', '--type-aware'],
  ['Nothing is unused', 'knip'],
]
const suites: [title: string, project: string][] = [
  ['Tests on SQLite', 'sqlite'],
  ['Tests on PostgreSQL', 'postgresql'],
  ['Tests in Chromium', 'browser'],
]
const patienceMilliseconds = 40 * minute
const folder = mkdtempSync(join(tmpdir(), 'rongyu-tests-'))

const started = Date.now()
const counts = [...(await runChecks()), ...(await runSuites())]
rmSync(folder, { recursive: true, force: true })

const passed = sum(counts.map((count) => count.passed))
const failed = sum(counts.map((count) => count.failed))
heading(`Done in ${Math.round((Date.now() - started) / 1000)} s`)
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed ? 1 : 0

async function runChecks(): Promise<Count[]> {
  const ended: Promise<Ended>[] = []
  for (const [index, [, name, ...args]] of checks.entries()) {
    await ended[index - 2]
    ended.push(run(name, args, { stdio: ['ignore', 'pipe', 'pipe'] }))
  }
  const counts: Count[] = []
  for (const [index, [title]] of checks.entries()) {
    const { ok, output } = (await ended[index]) as Ended
    heading(title)
    console.log(output.trim() || 'nothing to complain about')
    counts.push({ passed: Number(ok), failed: Number(!ok) })
  }
  return counts
}

async function runSuites(): Promise<Count[]> {
  const counts: Count[] = []
  for (const [title, project] of suites) {
    heading(title)
    const report = join(folder, `${project}.json`)
    const args = ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const { ok } = await run('vitest', args, { stdio: ['ignore', 'inherit', 'inherit'] })
    counts.push(countOf(report, ok))
  }
  return counts
}

/** What vitest reported. A suite that broke without a failed test (a crash, an unhandled error) failed once. */
function countOf(report: string, ok: boolean): Count {
  const { passed, failed } = readReport(report)
  return { passed, failed: ok ? failed : Math.max(failed, 1) }
}

type Report = { testResults: { status: string; assertionResults: { status: string }[] }[] }

function readReport(file: string): Count {
  try {
    const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    const unread = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length)
    const count = (wanted: string) => tests.filter(({ status }) => status === wanted).length
    return { passed: count('passed'), failed: count('failed') + unread.length }
  } catch {
    return { passed: 0, failed: 1 }
  }
}

function run(name: string, args: string[], options: SpawnOptions): Promise<Ended> {
  return new Promise((resolve) => {
    let output = ''
    const child = spawn(join('node_modules/.bin', name), args, {
      ...options,
      timeout: patienceMilliseconds,
      env: { ...process.env, NO_COLOR: '1' },
    })
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ ok: false, output: `${name}: ${error.message}` }))
    child.on('close', (code, signal) =>
      resolve({ ok: code === 0, output: output + (signal ? `ended by ${signal}` : '') }),
    )
  })
}

function heading(title: string) {
  console.log(`\n── ${title} ${'─'.repeat(Math.max(0, 70 - title.length))}\n`)
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}
