import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { getTableColumns, getTableName, is, Table } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import * as schema from '../db/schema/index.ts'
import { personal, words } from '../src/rooms.ts'

/** These tests read the sources: what the house is built like, and stays like. */
type Source = { path: string; text: string; imports: string[] }

const sources = ['src', 'db', 'seed'].flatMap(readSources)
const code = sources.filter(({ path }) => !/\.test\.tsx?$/.test(path))

describe('imports run one way', () => {
  const ground = ['areas', 'calendar', 'people', 'points', 'stock', 'photos', 'notices', 'hours', 'credentials']
  const street = ['tasks', 'reports', 'stores', 'donations', 'households', 'merchants', 'honors', 'dashboard']
  const floors: Record<string, number> = {
    kit: 0,
    config: 0,
    db: 1,
    web: 2,
    jobs: 2,
    ...Object.fromEntries(ground.map((room) => [room, 3])),
    ...Object.fromEntries(street.map((room) => [room, 4])),
  }
  const top = 5
  const floorOf = (path: string) => floors[roomOf(path)] ?? top

  it('knows every room and its floor', () => {
    const known = new Set(Object.keys(floors))
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(folders.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([])
  })

  it('down the stairs: server, app, street rooms, ground rooms, web, db, kit', () => {
    const upward = edges().filter(({ from, to }) => {
      const neighbours = ground.includes(roomOf(from)) && ground.includes(roomOf(to))
      return roomOf(from) !== roomOf(to) && floorOf(to) >= floorOf(from) && !neighbours && floorOf(from) !== top
    })
    expect(upward.map(({ from, to }) => `${from} imports ${to}`)).toEqual([])
  })

  it('never in a circle between ground rooms', () => {
    const neighbours = new Map(ground.map((room) => [room, new Set<string>()]))
    for (const { from, to } of edges())
      if (roomOf(from) !== roomOf(to) && ground.includes(roomOf(to))) neighbours.get(roomOf(from))?.add(roomOf(to))
    expect(circlesIn(neighbours)).toEqual([])
  })

  it('never in a circle between files, except for the names of types', () => {
    const taken = code.map(
      ({ path, text }) => [path, new Set(importsOf(path, text.replace(importsOfTypes, '')))] as const,
    )
    expect(circlesIn(new Map(taken))).toEqual([])
  })

  it('no further than the kit for rules, which know no SQL, no HTTP and no clock', () => {
    const rules = code.filter(({ path }) => path.endsWith('/rules.ts'))
    const foreign = rules.flatMap(({ path, text }) =>
      importsOf(path, text.replace(typesOfTables, ''))
        .filter((to) => !isRule(path, to))
        .map((to) => `${path} imports ${to}`),
    )
    const clocks = rules.filter(({ text }) => /new Date\(\)|Date\.now|Math\.random|\bfetch\(/.test(text))
    expect([...foreign, ...clocks.map(({ path }) => `${path} looks at the clock`)]).toEqual([])
  })

  /** The names of a table's states are words, not SQL. */
  const typesOfTables = /^import type .* from '.*\/db\/schema\/.*'$/gm
  const isRule = (path: string, to: string) =>
    to.startsWith('src/kit/') || (to.endsWith('/rules.ts') && roomOf(to) === roomOf(path))
  const edges = () => code.flatMap(({ path, imports }) => imports.map((to) => ({ from: path, to })))
})

describe('a refusal', () => {
  const wordFiles = code.filter(({ path }) => /\/words\.ts$/.test(path))
  const entries = wordFiles.flatMap(({ path, text }) =>
    [...text.matchAll(/^ {2}(\w+): \{/gm)].map(([, name]) => ({ path, name: name as string })),
  )

  it('has its sentence in both languages', () => {
    const thrown = code.flatMap(({ path, text }) => refusalCodes(text).map((name) => ({ path, name })))
    const speechless = thrown.filter(({ name }) => !words[name]?.zh || !words[name]?.en)
    expect(speechless.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
  })

  it('has the same placeholders in both languages', () => {
    const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g))].sort()
    const uneven = Object.entries(words).filter(
      ([, { zh, en }]) => placeholders(zh).join() !== placeholders(en).join() || !/[\u4e00-\u9fff]/.test(zh),
    )
    expect(uneven.map(([name]) => name)).toEqual([])
  })

  it('has its sentence in one room only', () => {
    const seen = new Set<string>()
    const again = entries.filter(({ name }) => seen.size === seen.add(name).size)
    expect(again.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
  })

  it('is still thrown by somebody, if it has a sentence', () => {
    const said = new Set(
      code
        .filter(({ path }) => !path.endsWith('/words.ts'))
        .flatMap(({ text }) => text.match(/'[a-z][a-z0-9_]+'/g) ?? []),
    )
    const orphans = entries.filter(({ name }) => !said.has(`'${name}'`))
    expect(orphans.map(({ path, name }) => `${path}: ${name}`)).toEqual([])
  })
})

describe('what is kept about a person', () => {
  /** Sums and counters beside what is told already, and what is gone within the day. */
  const untold = ['challenges', 'device_sightings', 'hour_totals']
  const owning = /^(person|owner|resident|reporter)_id$/
  const owned = (Object.values(schema) as unknown[])
    .filter((one): one is Table => is(one, Table))
    .filter((one) => Object.values(getTableColumns(one)).some(({ name }) => owning.test(name)))
    .map((one) => getTableName(one))

  it('is told to that person by its room, see personal.ts in each', () => {
    const told = new Set([...personal.flatMap(({ held }) => held.flatMap(({ tables }) => tables)), ...untold])
    expect(owned.length).toBeGreaterThan(20)
    expect(owned.filter((name) => !told.has(name))).toEqual([])
  })
})

describe('the code', () => {
  it('says above every table what one row is', () => {
    const tables = code
      .filter(({ path }) => path.startsWith('db/schema/'))
      .flatMap(({ path, text }) =>
        [...text.matchAll(/(\*\/\n)?export const (\w+) = table\(/g)].map((at) => ({ path, at })),
      )
    expect(tables.length).toBeGreaterThan(5)
    expect(tables.filter(({ at }) => !at[1]).map(({ path, at }) => `${path} ${at[2]}`)).toEqual([])
  })

  it('speaks no dialect of one engine only', () => {
    expect(places(/\.(get|all|run)\(\)|\.for\('update'|\bilike\(/, /^(src|seed)\/|^db\/once/)).toEqual([])
  })

  it('takes the time from whoever calls', () => {
    const clockmakers = ['src/open.ts', 'src/kit/ids.ts', 'src/people/sessions.ts']
    const lookers = places(/new Date\(\)|Date\.now\(\)/, /^src\//)
    expect(lookers.filter((place) => !clockmakers.some((path) => place.startsWith(path)))).toEqual([])
  })

  it('has no style and no script inside a page', () => {
    expect(places(/\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|dangerouslySetInnerHTML/i, /\.tsx$/)).toEqual([])
  })

  it('puts no form into a paragraph, which a browser would end before it', () => {
    const paragraphs = code.flatMap(({ path, text }) =>
      [...text.matchAll(/<p(?: [^>]*)?>((?:(?!<\/p>|<p[ >])[\s\S])*)<\/p>/g)].map(
        ([, inner = '']) => [path, inner] as const,
      ),
    )
    expect(paragraphs.length).toBeGreaterThan(500)
    expect(paragraphs.filter(([, inner]) => /<(?:form|Form|PostButton|EndButton)\b/.test(inner))).toEqual([])
  })

  it('cleans what programs send by the one door of forms', () => {
    expect(places(/z\.string\(\)\.trim\(\)/, /\/api[\w-]*\.ts$|-api\.ts$/)).toEqual([])
  })

  it('numbers each kind of thing by letters of its own', () => {
    const counting = code.filter(({ path }) => path.startsWith('src/'))
    const letters = counting.flatMap(({ text }) =>
      [...text.matchAll(/yearlyNumber\(tx, '(\w+)'/g)].map(([, letter]) => letter as string),
    )
    expect(letters.length).toBeGreaterThan(10)
    expect(letters.toSorted()).toEqual([...new Set(letters)].toSorted())
  })

  it('leaves nothing for later', () => {
    expect(places(new RegExp(['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX'].join('|')), /./)).toEqual([])
  })
})

/** Where a pattern stands in the code: `src/tasks/pages.tsx:12`. */
function places(pattern: RegExp, where: RegExp): string[] {
  return code
    .filter(({ path }) => where.test(path))
    .flatMap(({ path, text }) =>
      text.split('\n').flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1}`] : [])),
    )
}

function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => {
      const path = join(folder, name)
      const text = readFileSync(path, 'utf8')
      return { path, text, imports: importsOf(path, text) }
    })
}

function importsOf(path: string, text: string): string[] {
  const named = text.matchAll(/(?:from|import\(|import) ?'(\.[^']+)'/g)
  return [...named].map(([, to]) => normalize(join(dirname(path), to as string)))
}

/** They are gone when the program runs, and tie nothing to anything. */
const importsOfTypes = /^(import|export) type [^']* from '[^']+'$/gm

/** `src/tasks/review/actions.ts` → `tasks`, `src/jobs.ts` → `jobs`, `db/once.ts` → `db`. */
function roomOf(path: string): string {
  const [house, room = ''] = path.split('/')
  return house === 'src' ? room.replace(/\.tsx?$/, '') : (house as string)
}

/** The codes of `new Refusal(kind, 'code')` and `found(row, 'code')`. */
function refusalCodes(text: string): string[] {
  const spoken = text.replace(/\/\*[\s\S]*?\*\//g, '')
  return [...spoken.matchAll(/new Refusal\(|\bfound\(/g)].flatMap(({ 0: call, index }) => {
    const [, second = ''] = splitArguments(spoken.slice(index + call.length))
    return [...second.matchAll(/'([a-z0-9_]+)'/g)].map(([, name]) => name as string)
  })
}

/** The arguments of a call whose opening bracket lies just before `text`. */
function splitArguments(text: string): string[] {
  const found = ['']
  let depth = 0
  for (const sign of text) {
    if ('([{'.includes(sign)) depth++
    if (')]}'.includes(sign) && depth-- === 0) break
    if (sign === ',' && depth === 0) found.push('')
    else found[found.length - 1] += sign
  }
  return found
}

function circlesIn(graph: Map<string, Set<string>>): string[] {
  const circles: string[] = []
  const walked = new Set<string>()
  const walk = (room: string, way: string[]) => {
    if (way.includes(room)) circles.push([...way.slice(way.indexOf(room)), room].join(' → '))
    if (walked.has(room)) return
    walked.add(room)
    for (const next of graph.get(room) ?? []) walk(next, [...way, room])
  }
  for (const room of graph.keys()) walk(room, [])
  return circles
}
