import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { deviceKinds } from '../../../db/schema/devices.ts'
import { areaOptions, areaTree } from '../../areas/tree.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { categoriesInUse } from '../categories/queries.ts'
import { registerDevice, revokeDevice } from './actions.ts'
import { devicesOf } from './queries.ts'
import { DevicesPage } from './views.tsx'

const degrees = (max: number) => optional(z.coerce.number().min(-max).max(max))
const several = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(z.string().max(60)).min(1).max(100),
)
const deviceForm = z.object({
  id: formId,
  name: line(60),
  kind: z.enum(deviceKinds),
  areaId: line(60),
  address: line(200),
  latitude: degrees(90),
  longitude: degrees(180),
  categories: several,
  perHour: whole(1, 3600),
})

/** Cameras and sensors that may whistle: registered, their secret shown once, revoked. */
export const devicesDesk = new Hono<Env>()
  .get('/desk/devices', may.be('admin'), (c) => show(c, {}))
  .post('/desk/devices', may.be('admin'), (c) =>
    submitted(
      c,
      deviceForm,
      async ({ latitude = null, longitude = null, ...given }) => {
        const { atomically, secrets, actor, now } = c.var
        const device = { ...given, latitude, longitude, actor, now: now() }
        const secret = await atomically((tx) => registerDevice(tx, secrets, device))
        return show(c, { issued: secret ? { id: given.id, secret } : undefined })
      },
      (tried) => show(c, { tried }),
    ),
  )
  .post('/desk/devices/:id/revoke', may.be('admin'), async (c) => {
    await pressed(c, z.object({}))
    const { atomically, actor, now } = c.var
    await atomically((tx) => revokeDevice(tx, { id: c.req.param('id'), actor, now: now() }))
    return c.redirect('/desk/devices', 303)
  })

type Shown = { issued?: { id: string; secret: string } | undefined; tried?: Tried }

async function show(c: Context<Env>, { issued, tried }: Shown) {
  const { db, actor, now, t, config } = c.var
  const shown = {
    ...{ issued, tried, formId: newId(now()), baseUrl: config.baseUrl },
    devices: await devicesOf(db, actor),
    categories: await categoriesInUse(db, 'problem'),
    areas: await areaOptions(db),
    area: (await areaTree(db)).find(({ id }) => id === tried?.values.areaId),
  }
  c.header('Cache-Control', 'no-store')
  return page(c, { title: t('报警设备', 'Devices'), face: 'desk' }, <DevicesPage {...shown} />)
}
