import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { calendarInForce } from '../../calendar/queries.ts'
import { hour, later } from '../../kit/clock.ts'
import { metersBetween } from '../../kit/places.ts'
import { storePhotos } from '../../photos/actions.ts'
import { photoFiles, preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { lines, optional, submitted, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { callsToAnswer, dueToday, reportForStaff } from '../desk/queries.ts'
import { positionOf } from '../filing/rules.ts'
import { reportById, whistleById } from '../queries.ts'
import { photosMax } from '../rules.ts'
import { decideHandBack, handBack, reportIn, resolve, withdrawWhistle } from '../whistles/actions.ts'
import { CallRefused, DutyPage } from './views.tsx'
import { WallPage } from './wall.tsx'

const version = whole(1, 1_000_000_000)
const seenForm = z.object({ version })
const whyForm = z.object({ version, why: lines(500) })
const degrees = (max: number) => optional(z.coerce.number().min(-max).max(max))
const resolveForm = z.object({
  version,
  words: lines(1000),
  photos: photoFiles,
  latitude: degrees(90),
  longitude: degrees(180),
})
const onDuty = () => may.be('officer', 'clerk', 'dispatcher', 'admin')

/** What a department (or the community itself) was whistled for, and the wall of what is due today. */
export const dutyPages = new Hono<Env>()
  .get('/desk/duty', may.be('officer', 'clerk'), async (c) => {
    const { db, actor, now, t } = c.var
    const rows = await callsToAnswer(db, actor)
    return page(c, { title: t('报到', 'On duty'), face: 'desk' }, <DutyPage {...{ rows, actor, now: now() }} />)
  })
  .get('/desk/reports/wall', may.be('officer', 'clerk', 'dispatcher', 'auditor', 'admin'), async (c) => {
    const { db, actor, now, t } = c.var
    const rows = await dueToday(db, actor, now())
    return page(
      c,
      { title: t('今日到期', 'Due today'), face: 'desk', refreshSeconds: 60 },
      <WallPage {...{ rows, now: now(), soon: later(now(), 2 * hour) }} />,
    )
  })
  .post('/desk/calls/:id/reportIn', may.be('officer', 'clerk'), (c) =>
    step(c, seenForm, async (call, input) => {
      await c.var.atomically((tx) => reportIn(tx, { ...call, ...input }))
    }),
  )
  .post('/desk/calls/:id/handBack', may.be('officer', 'clerk'), (c) =>
    step(c, whyForm, async (call, input) => {
      await c.var.atomically((tx) => handBack(tx, { ...call, ...input }))
    }),
  )
  .post('/desk/calls/:id/insist', may.be('dispatcher', 'admin'), (c) =>
    step(c, whyForm, async (call, input) => {
      await c.var.atomically((tx) => decideHandBack(tx, { ...call, ...input, decision: 'insist' }))
    }),
  )
  .post('/desk/calls/:id/release', may.be('dispatcher', 'admin'), (c) =>
    step(c, whyForm, async (call, input) => {
      await c.var.atomically((tx) => decideHandBack(tx, { ...call, ...input, decision: 'release' }))
    }),
  )
  .post('/desk/calls/:id/withdraw', may.be('dispatcher', 'admin'), (c) =>
    step(c, whyForm, async (call, input) => {
      await c.var.atomically((tx) => withdrawWhistle(tx, { ...call, ...input }))
    }),
  )
  .post('/desk/calls/:id/resolve', onDuty(), (c) =>
    step(c, resolveForm, async (call, { photos: files, latitude, longitude, ...input }) => {
      const prepared = await preparePhotos(files, photosMax)
      await storePhotos(c.var.photoStore, prepared)
      const photos = prepared.map((photo) => ({ prepared: photo, role: 'after' as const }))
      const { reportId } = await whistleById(c.var.db, call.whistleId)
      const place = positionOf(await reportById(c.var.db, reportId))
      const taken = positionOf({ latitude, longitude })
      const metersAway = place && taken ? metersBetween(place, taken) : undefined
      await c.var.atomically((tx) => resolve(tx, { ...call, ...input, photos, metersAway }))
    }),
  )

type Call = {
  whistleId: string
  calendar: Awaited<ReturnType<typeof calendarInForce>>
  actor: Env['Variables']['actor']
  now: Date
}

function step<Schema extends z.ZodType>(
  c: Context<Env>,
  schema: Schema,
  work: (call: Call, input: z.output<Schema>) => Promise<void>,
): Promise<Response> {
  const whistleId = c.req.param('id') ?? ''
  return submitted(
    c,
    schema,
    async (input) => {
      const { db, actor, now } = c.var
      const { reportId } = await whistleById(db, whistleId)
      await reportForStaff(db, reportId, actor)
      await work({ whistleId, calendar: await calendarInForce(db), actor, now: now() }, input)
      return c.redirect(`/desk/reports/${reportId}`, 303)
    },
    async (tried) => {
      const { db, actor, now, t } = c.var
      const whistle = await whistleById(db, whistleId)
      const report = await reportForStaff(db, whistle.reportId, actor)
      const shown = { tried, whistle, report, actor, now: now(), step: c.req.path.split('/').at(-1) ?? '' }
      return page(c, { title: t('没有办成', 'Not done'), face: 'desk' }, <CallRefused {...shown} />)
    },
  )
}
