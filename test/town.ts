import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { openDatabase } from '../db/open.ts'
import { createApp } from '../src/app.tsx'
import { type Config, readConfig } from '../src/config.ts'
import { finishDueJobs } from '../src/jobs.ts'
import type { Actor } from '../src/kit/actor.ts'
import { day, later } from '../src/kit/clock.ts'
import { openSecrets } from '../src/kit/secrets.ts'
import { grantsNow, openSessions } from '../src/people/sessions.ts'
import { photosOnDisk } from '../src/photos/store/disk.ts'
import { jobs } from '../src/rooms.ts'
import type { Services } from '../src/services.ts'
import { openOutbound } from '../src/web/outbound.ts'
import { cast, settledAt } from './cast.ts'
import { lentDatabase } from './databases.ts'

export {
  city,
  cityManagement,
  guanlan,
  qingyun,
  qingyunGarden,
  qingyunGrid,
  qingyunStore,
  ruralBank,
  waterBureau,
  zhenxing,
} from './cast.ts'

/** Somebody comes back with a new session before the old one has run out: tests move the clock by months. */
const sessionDays = 25

export type CastName = keyof typeof cast

export type Town = Awaited<ReturnType<typeof openTown>>

/** A running service on a database of its own, with a clock the test moves. Closed when the test ends. */
export async function openTown({ startsAt = settledAt, config = {} as Partial<Config> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-town-'))
  const { url, giveBack } = await lentDatabase(folder)
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
    outbound: openOutbound({ allow: ['127.0.0.1'] }),
    sms: async (phone, text) => void texts.push({ phone, text }),
    photoStore: photosOnDisk(join(folder, 'photos')),
    log: pino({ level: 'silent' }),
  }
  const app = createApp(services)
  const signedIn = new Map<string, { cookie: string; until: Date }>()

  const as = (who: CastName | string | undefined) =>
    visitor(app, async () => {
      if (!who) return ''
      const known = signedIn.get(who)
      if (known && known.until > time) return known.cookie
      const cookie = await services.sessions.open(who, 'test')
      signedIn.set(who, { cookie, until: later(time, sessionDays * day) })
      return cookie
    })
  const close = async () => {
    await database.close()
    await giveBack()
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
      const failed = await finishDueJobs({ ...database, ...services, now: time }, jobs)
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
    post: (
      path: string,
      fields: Record<string, string | File | string[] | File[]> = {},
      headers?: Record<string, string>,
    ) => {
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
