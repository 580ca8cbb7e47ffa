import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { subjectKinds } from '../../../db/schema/honors.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { standingInCity } from '../standing.ts'
import { addAwardClass, type ClassFields, changeAwardClass } from './actions.ts'
import { awardClassesNow, awardClassNow, versionsOfClass } from './queries.ts'
import { ClassesPage, ClassForm, ClassPage } from './views.tsx'

/** What the form brings: everything about a class. */
export const classFields = {
  zh: line(40),
  en: line(80),
  gives: z.enum(['honor', 'merit']),
  subjectKind: z.enum(subjectKinds),
  points: whole(0, 1_000_000),
  hours: whole(0, 100_000),
  merit: whole(0, 1000),
  evidenceAsked: lines(500),
  quotaPerYear: optional(whole(1, 100_000)),
  noticeDays: whole(5, 60),
  quorum: whole(3, 30),
  percentFor: whole(51, 100),
  validMonths: optional(whole(1, 240)),
  isOpen: optional(z.literal('1')),
  why: lines(300),
}
const added = z.object({ ...classFields, id: formId })
const changed = z.object({ ...classFields, version: whole(1, 1e9) })

type Given = z.output<typeof changed> | z.output<typeof added>

const fieldsOf = (given: Given): ClassFields => {
  const { zh, en, gives, subjectKind, points, hours, merit, evidenceAsked, noticeDays, quorum, percentFor } = given
  return {
    ...{
      zh,
      en,
      gives,
      subjectKind,
      criteria: { points, hours, merit },
      evidenceAsked,
      noticeDays,
      quorum,
      percentFor,
    },
    ...{ quotaPerYear: given.quotaPerYear ?? null, validMonths: given.validMonths ?? null },
    isOpen: given.isOpen === '1',
  }
}

export const classesDesk = new Hono<Env>()
  .get('/desk/award-classes', may.be('clerk', 'reviewer', 'auditor', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const mayWrite = (await standingInCity(db, actor)).has('admin')
    const shown = { classes: await awardClassesNow(db), mayWrite }
    return page(c, { title: t('荣誉类别', 'Award classes'), face: 'desk' }, <ClassesPage {...shown} />)
  })
  .get('/desk/award-classes/new', may.be('admin'), (c) => newPage(c))
  .post('/desk/award-classes', may.be('admin'), (c) =>
    submitted(
      c,
      added,
      async (given) => {
        const { atomically, actor, now } = c.var
        const written = { key: given.id, fields: fieldsOf(given), why: given.why, actor, now: now() }
        const id = await atomically((tx) => addAwardClass(tx, written))
        return c.redirect(`/desk/award-classes/${id}`, 303)
      },
      (tried) => newPage(c, tried),
    ),
  )
  .get('/desk/award-classes/:id', may.be('clerk', 'reviewer', 'auditor', 'admin'), (c) => classPage(c))
  .post('/desk/award-classes/:id', may.be('admin'), (c) =>
    submitted(
      c,
      changed,
      async (given) => {
        const { atomically, actor, now } = c.var
        const classId = c.req.param('id')
        const written = { fields: fieldsOf(given), why: given.why, actor, now: now() }
        await atomically((tx) => changeAwardClass(tx, { classId, version: given.version, ...written }))
        return c.redirect(`/desk/award-classes/${classId}`, 303)
      },
      (tried) => classPage(c, tried),
    ),
  )

async function newPage(c: Context<Env>, tried?: Tried) {
  const shown = { action: '/desk/award-classes', formId: newId(c.var.now()), tried }
  return page(c, { title: c.var.t('新的荣誉', 'A new class'), face: 'desk' }, <ClassForm {...shown} />)
}

async function classPage(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const awardClass = await awardClassNow(db, c.req.param('id') as string)
  const mayWrite = (await standingInCity(db, actor)).has('admin')
  const shown = { awardClass, versions: await versionsOfClass(db, awardClass.classId), mayWrite, tried }
  return page(c, { title: t(awardClass.zh, awardClass.en), face: 'desk' }, <ClassPage {...shown} />)
}
