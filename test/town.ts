import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { inject, onTestFinished } from 'vitest'
import { dialect } from '../db/columns.ts'
import { openDatabase } from '../db/open.ts'
import { grants, people } from '../db/schema/people.ts'
import { stores } from '../db/schema/stock.ts'
import { createApp, jobs } from '../src/app.tsx'
import { addArea } from '../src/areas/actions.ts'
import { type Config, readConfig } from '../src/config.ts'
import { runDueJobs } from '../src/jobs.ts'
import type { Actor } from '../src/kit/actor.ts'
import { newId } from '../src/kit/ids.ts'
import { openSecrets } from '../src/kit/secrets.ts'
import { grantsNow, openSessions } from '../src/people/sessions.ts'
import { photosOnDisk } from '../src/photos/store.ts'
import { installDefaultRules } from '../src/points/actions.ts'
import type { Services } from '../src/services.ts'
import { withDatabase } from './setup-postgresql.ts'

/** The town every test lives in: one city, one street, two communities with a compound and a grid. */
export const city = '532503000000'
export const guanlan = '532503003000'
export const qingyun = '532503003002'
export const zhenxing = '532503003004'
export const qingyunGarden = '532503003002C01'
export const qingyunGrid = '532503003002G01'
/** 青云社区's honor store; keeperMa and keeperYang stand at its counter. */
export const qingyunStore = 'store-qingyun'

/** People have names. Residents: wangFang, zhangWei, liNa (青云), chenJie (振兴). Staff by role. */
const cast = {
  wangFang: { name: '王芳', area: qingyunGrid },
  zhangWei: { name: '张伟', area: qingyunGarden },
  liNa: { name: '李娜', area: qingyun },
  chenJie: { name: '陈杰', area: zhenxing },
  clerkLi: { name: '李干事', area: qingyun, role: 'clerk', over: qingyun },
  clerkZhao: { name: '赵干事', area: zhenxing, role: 'clerk', over: zhenxing },
  reviewerSun: { name: '孙审核', area: qingyun, role: 'reviewer', over: guanlan },
  reviewerZhou: { name: '周审核', area: zhenxing, role: 'reviewer', over: guanlan },
  keeperMa: { name: '马店长', area: qingyun, role: 'keeper', store: qingyunStore },
  keeperYang: { name: '杨店员', area: qingyun, role: 'keeper', store: qingyunStore },
  auditorWu: { name: '吴监督', area: guanlan, role: 'auditor', over: city },
  adminZheng: { name: '郑主任', area: guanlan, role: 'admin', over: city },
} as const
export type CastName = keyof typeof cast

export type Town = Awaited<ReturnType<typeof openTown>>

/** A running service on a database of its own, with a clock the test moves. Closed when the test ends. */
export async function openTown({ startsAt = new Date('2026-03-02T01:00:00Z'), config = {} as Partial<Config> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-town-'))
  const { url, drop } = await freshDatabase(folder)
  const database = await openDatabase(url)
  let time = startsAt
  const clock = () => time
  const texts: { phone: string; text: string }[] = []
  const services: Services = {
    database,
    clock,
    config: {
      ...readConfig({
        DATA_DIR: folder,
        DATABASE_URL: url,
        SECRET_KEY: 'a-secret-of-at-least-32-characters',
        BASE_URL: 'http://localhost',
        DEMO: '0',
      }),
      ...config,
    },
    secrets: openSecrets('a-secret-of-at-least-32-characters'),
    sessions: openSessions(database, clock),
    sms: async (phone, text) => void texts.push({ phone, text }),
    photoStore: photosOnDisk(join(folder, 'photos')),
    log: pino({ level: 'silent' }),
  }
  await settle(services)
  const app = createApp(services)
  const cookies = new Map<string, string>()

  const as = (who: CastName | string | undefined) =>
    visitor(app, async () => {
      if (!who) return ''
      const known = cookies.get(who) ?? (await services.sessions.open(who, 'test'))
      cookies.set(who, known)
      return known
    })
  const close = async () => {
    await database.close()
    await drop()
    rmSync(folder, { recursive: true, force: true })
  }
  onTestFinished(close)

  return {
    ...services,
    app,
    texts,
    db: database.db,
    atomically: database.atomically,
    /** A visitor's view: `town.as('wangFang').get('/tasks')`; `undefined` is somebody not signed in. People's ids are their cast names. */
    as,
    /** The actor as the middleware would make it. */
    actor: async (id: CastName | string): Promise<Actor> => ({
      id,
      name: (cast as Record<string, { name: string }>)[id]?.name ?? id,
      grants: await grantsNow(database, id, clock()),
    }),
    now: clock,
    setTime: (at: Date) => {
      time = at
    },
    /** Moves the clock and lets the clockwork do what has become due. */
    async advance(milliseconds: number) {
      time = new Date(time.getTime() + milliseconds)
      const failed = await runDueJobs({ db: database.db, atomically: database.atomically, now: time }, jobs)
      for (const error of failed.values()) throw error
    },
  }
}

function visitor(app: ReturnType<typeof createApp>, session: () => Promise<string>) {
  const send = async (method: string, path: string, body?: string | FormData, headers: Record<string, string> = {}) => {
    const cookie = await session()
    return app.request(path, {
      method,
      headers: { 'Sec-Fetch-Site': 'same-origin', ...(cookie ? { Cookie: `session=${cookie}` } : {}), ...headers },
      ...(body === undefined ? {} : { body }),
    })
  }
  return {
    get: (path: string, headers?: Record<string, string>) => send('GET', path, undefined, headers),
    /** A form. Files go as `File` values. */
    post: (path: string, fields: Record<string, string | File | string[]> = {}, headers?: Record<string, string>) => {
      const form = new FormData()
      for (const [name, value] of Object.entries(fields))
        for (const one of Array.isArray(value) ? value : [value]) form.append(name, one)
      return send('POST', path, form, headers)
    },
    /** The JSON API; the body is sent as JSON, `key` as its Idempotency-Key. */
    api: (method: string, path: string, body?: unknown, key?: string) =>
      send(method, `/api/v1${path}`, body === undefined ? undefined : JSON.stringify(body), {
        'Content-Type': 'application/json',
        ...(key ? { 'Idempotency-Key': key } : {}),
      }),
  }
}

/** An empty, migrated database of its own. */
export async function freshDatabase(folder: string): Promise<{ url: string; drop: () => Promise<void> }> {
  if (dialect === 'sqlite') {
    const url = join(folder, 'town.sqlite')
    copyFileSync(inject('sqlite').template, url)
    return { url, drop: async () => undefined }
  }
  const { url, template } = inject('postgres')
  const name = `town_${newId().replaceAll('-', '')}`
  const asAdmin = async (statement: string) => {
    const admin = new pg.Client(url)
    await admin.connect()
    await admin.query(statement)
    await admin.end()
  }
  await asAdmin(`create database ${name} template ${template}`)
  return { url: withDatabase(url, name), drop: () => asAdmin(`drop database if exists ${name} with (force)`) }
}

async function settle({ database, clock }: Services) {
  const now = clock()
  await database.atomically(async (tx) => {
    await installDefaultRules(tx, now)
    await addArea(tx, { id: city, kind: 'city', name: '蒙自市', residents: 74_500, now })
    await addArea(tx, { id: guanlan, parentId: city, kind: 'street', name: '观澜街道', residents: 20_000, now })
    await addArea(tx, { id: qingyun, parentId: guanlan, kind: 'community', name: '青云社区', residents: 4000, now })
    await addArea(tx, { id: zhenxing, parentId: guanlan, kind: 'community', name: '振兴社区', residents: 3000, now })
    await addArea(tx, {
      id: qingyunGarden,
      parentId: qingyun,
      kind: 'compound',
      name: '青云花园小区',
      residents: 900,
      now,
    })
    await addArea(tx, { id: qingyunGrid, parentId: qingyun, kind: 'grid', name: '青云第一网格', residents: 466, now })
    await tx.insert(stores).values({
      id: qingyunStore,
      number: 1,
      name: '青云荣誉超市',
      areaId: qingyun,
      openingHours: Array.from({ length: 7 }, () => [{ opens: '08:00', closes: '20:00' }]),
      createdAt: now,
    })
    for (const [id, person] of Object.entries(cast)) {
      await tx
        .insert(people)
        .values({ id, displayName: person.name, areaId: person.area, verifiedAt: now, createdAt: now })
      if ('role' in person) {
        await tx.insert(grants).values({
          id: `grant-${id}`,
          personId: id,
          role: person.role,
          ...('store' in person ? { storeId: person.store } : { areaId: person.over }),
          startsAt: now,
          grantedBy: 'system',
          grantedAt: now,
        })
      }
    }
  })
}
