import { Hono } from 'hono'
import { z } from 'zod'
import { areaById } from '../areas/queries.ts'
import { newId } from '../kit/ids.ts'
import { personById, realNameOf } from '../people/queries.ts'
import type { Env } from '../web/env.ts'
import { formId, pressed } from '../web/form.ts'
import { may } from '../web/guard.ts'
import { page } from '../web/layout.tsx'
import { issueHourCertificate } from './actions.ts'
import { CertificatePage } from './certificate.tsx'
import { hourCertificateOf, hoursOf, hoursRecordsOf, hoursRecordsUntil } from './queries.ts'
import { HoursPage } from './views.tsx'

export const hoursPages = new Hono<Env>()
  .get('/hours', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const { records, next } = await hoursRecordsOf(db, actor.id, c.req.query('before'))
    const shown = { totals: await hoursOf(db, actor.id), records, next, formId: newId(c.var.now()) }
    return page(c, { title: t('我的时长', 'My hours') }, <HoursPage {...shown} />)
  })
  .post('/hours/certificates', may.signedIn(), async (c) => {
    const { db, actor, atomically, now } = c.var
    const { id } = await pressed(c, z.object({ id: formId }))
    const { areaId } = await personById(db, actor.id)
    await atomically((tx) => issueHourCertificate(tx, { id, personId: actor.id, areaId, now: now() }))
    return c.redirect(`/hours/certificates/${id}`, 303)
  })
  .get('/hours/certificates/:id', may.signedIn(), async (c) => {
    const { db, actor, secrets, t } = c.var
    const certificate = await hourCertificateOf(db, c.req.param('id'), actor.id)
    const person = await personById(db, actor.id)
    const shown = {
      certificate,
      unit: await areaById(db, certificate.unitId),
      name: realNameOf(secrets, person) || person.displayName,
      volunteerNumber: person.number,
      records: await hoursRecordsUntil(db, actor.id, certificate.issuedAt),
    }
    const options = { title: t('志愿服务记录证明', 'Record of volunteer service'), face: 'paper' } as const
    return page(c, options, <CertificatePage {...shown} />)
  })
