import { existsSync, readFileSync } from 'node:fs'
import { Hono } from 'hono'
import { expect, it, onTestFinished, vi } from 'vitest'
import { openTown } from '../../test/town.ts'
import { readCsv } from '../kit/csv.ts'
import { type Cell, csvText, streamCsv } from './csv.ts'
import type { Env } from './env.ts'

const cellOf = (text: string) => csvText([[text]]).slice(1, -2)

it.each([
  ['=1+1', "'=1+1"],
  ['+86 138', "'+86 138"],
  ['-5', "'-5"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['  =1', "'  =1"],
  ['\t=1', "'\t=1"],
  ['＝1+1', "'＝1+1"],
  ['\n=1', '"\'\n=1"'],
  ['井盖=坏', '井盖=坏'],
  ['a,"b"', '"a,""b"""'],
])('%j stands in a file as %j', (text, cell) => {
  expect(cellOf(text)).toBe(cell)
})

it('writes numbers as numbers and nothing as nothing', () => {
  expect(csvText([[-5, 0, null, undefined, '']])).toBe('\ufeff-5,0,,,\r\n')
})

const corpus = new URL('../../../shared/data/strings/csv_formula.jsonl', import.meta.url)
const absent = existsSync(corpus) ? '' : ' (skipped: ../shared/data is absent)'
it.skipIf(!existsSync(corpus))(`leaves no known formula alive${absent}`, () => {
  const texts = readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as string)
  const alive = texts.filter((text) => /^[\s"]*[=+\-@]/.test(cellOf(text)))
  expect(texts.length).toBeGreaterThan(10)
  expect(alive).toEqual([])
})

/** An address that exports rows of the test's own. */
async function exporting(pages: () => AsyncIterable<readonly Cell[][]>) {
  const { config, log } = await openTown()
  const app = new Hono<Env>().get('/x', (c) => {
    c.set('config', config)
    c.set('log', log)
    return streamCsv(c, 'x.csv', { header: ['编号', '名称'], pages })
  })
  return app.request('/x')
}

it('streams a long file no faster than it is read, and whole', async () => {
  let made = 0
  const answer = await exporting(async function* () {
    for (let page = 0; page < 200; page++, made++)
      yield Array.from({ length: 500 }, (_, index) => [page * 500 + index, '=坏"'])
  })
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(made).toBeLessThan(5)

  let text = ''
  const decoder = new TextDecoder()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) text += decoder.decode(piece.value)
  const rows = readCsv(text)
  expect([rows.length, rows.at(-1)?.cells]).toEqual([100_000, ['99999', `'=坏"`]])
})

it('breaks off where reading fails, instead of ending a short file well', async () => {
  const answer = await exporting(async function* () {
    yield [[1, '一']]
    throw new Error('the disk is gone')
  })
  await expect(answer.text()).rejects.toThrow('the disk is gone')
})

it('lets go of the database when the reader goes away', async () => {
  let isClosed = false
  const answer = await exporting(async function* () {
    try {
      for (;;) yield [[1, '一']]
    } finally {
      isClosed = true
    }
  })
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await reader.read()
  await reader.cancel()
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(isClosed).toBe(true)
})

it('lets go of the database when nobody takes the file', async () => {
  let isClosed = false
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const answer = await exporting(async function* () {
    try {
      for (;;) yield [[1, '一']]
    } finally {
      isClosed = true
    }
  })
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  await reader.read()
  await vi.advanceTimersByTimeAsync(59_000)
  expect(isClosed).toBe(false)
  await vi.advanceTimersByTimeAsync(2000)
  vi.useRealTimers()
  await expect.poll(() => isClosed).toBe(true)
})
