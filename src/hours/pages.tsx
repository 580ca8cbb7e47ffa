import { Hono } from 'hono'
import { z } from 'zod'
import { areaById } from '../areas/queries.ts'
import { paperCode } from '../credentials/paper.tsx'
import { issuerOf } from '../credentials/public.ts'
import { credentialFor } from '../credentials/queries.ts'
import { newId } from '../kit/ids.ts'
import { paperNameOf, personById } from '../people/queries.ts'
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
    const { db, actor, atomically, secrets, config, now } = c.var
    const { id } = await pressed(c, z.object({ id: formId }))
    const person = await personById(db, actor.id)
    const name = paperNameOf(secrets, person)
    const given = { id, personId: actor.id, areaId: person.areaId, name, issuer: issuerOf(config), now: now() }
    await atomically((tx) => issueHourCertificate(tx, secrets, given))
    return c.redirect(`/hours/certificates/${id}`, 303)
  })
  .get('/hours/certificates/:id', may.signedIn(), async (c) => {
    const { db, actor, secrets, config, t } = c.var
    const certificate = await hourCertificateOf(db, c.req.param('id'), actor.id)
    const person = await personById(db, actor.id)
    const shown = {
      certificate,
      unit: await areaById(db, certificate.unitId),
      ...paperCode(secrets, issuerOf(config), await credentialFor(db, 'hours', certificate.id)),
      name: paperNameOf(secrets, person),
      volunteerNumber: person.number,
      records: await hoursRecordsUntil(db, actor.id, certificate.issuedAt),
    }
    const options = { title: t('志愿服务记录证明', 'Record of volunteer service'), face: 'paper' } as const
    return page(c, options, <CertificatePage {...shown} />)
  })
