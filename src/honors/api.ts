import { issuerOf } from '../credentials/public.ts'
import { idempotencyKey, newApi } from '../web/api.ts'
import {
  answering,
  board,
  classes,
  list,
  mine,
  nomination,
  notices,
  objecting,
  reading,
  stepping,
  voting,
} from './api-routes.ts'
import { honorBoard } from './awards/queries.ts'
import { awardClassesNow, awardClassNow } from './classes/queries.ts'
import { figuresOf } from './figures.ts'
import { answerNomination, nominate } from './nominations/actions.ts'
import { personIdsNamed } from './nominations/input.ts'
import { caseFor, nominationById, nominationsAbout, nominationsFor } from './nominations/queries.ts'
import { takeDeskStep } from './nominations/steps.ts'
import { objectTo } from './notices/actions.ts'
import { publicNotices } from './notices/queries.ts'
import { starBoard } from './stars/queries.ts'
import { castBallot } from './votes/actions.ts'

type Row = Awaited<ReturnType<typeof nominationById>>

const shown = ({ id, number, classId, groupName, state, version, noticeEndsAt, awardNumber, validUntil }: Row) => ({
  ...{ id, number, classId, groupName, state, version, awardNumber },
  noticeEndsAt: noticeEndsAt?.toISOString() ?? null,
  validUntil: validUntil?.toISOString() ?? null,
})

export const honorsApi = newApi()
  .openapi(classes, async (c) => {
    const rows = await awardClassesNow(c.var.db)
    const known = rows.map(({ classId, zh, en, gives, subjectKind, criteria, quotaPerYear, noticeDays, isOpen }) => ({
      ...{ id: classId, zh, en, gives, subjectKind, criteria, quotaPerYear, noticeDays, isOpen },
    }))
    return c.json({ classes: known }, 200)
  })
  .openapi(board, async (c) => {
    const { db } = c.var
    const honors = (await honorBoard(db, c.var.now())).map(({ awardClass, year, names, hidden: count }) => ({
      ...{ classId: awardClass.classId, zh: awardClass.zh, year },
      ...{ names: names.map(({ name }) => name), hidden: count ?? null },
    }))
    const stars = (await starBoard(db)).map((level) => ({ ...level, hidden: level.hidden ?? null }))
    return c.json({ honors, stars }, 200)
  })
  .openapi(notices, async (c) => {
    const rows = (await publicNotices(c.var.db)).map(
      ({ id, awardClass, groupName, names, noticeText, noticeEndsAt }) => ({
        ...{ id, zh: awardClass.zh, groupName, names, text: noticeText, endsAt: noticeEndsAt.toISOString() },
      }),
    )
    return c.json({ notices: rows }, 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const about = (await nominationsAbout(db, actor.id)).map(({ nomination: row, nominee }) => ({
      ...shown(row),
      ...{ answer: nominee.answer, showName: nominee.showName },
    }))
    return c.json({ ...(await figuresOf(db, [actor.id], c.var.now())), nominations: about }, 200)
  })
  .openapi(nomination, async (c) => {
    const { db, atomically, actor, now } = c.var
    const { who, ...given } = c.req.valid('json')
    const awardClass = await awardClassNow(db, given.classId)
    const personIds = await personIdsNamed(c, awardClass, { who })
    const made = { ...given, key: idempotencyKey(c), personIds, prepared: [], actor, now: now() }
    const id = await atomically((tx) => nominate(tx, made))
    return c.json(shown(await nominationById(db, id)), 201)
  })
  .openapi(reading, async (c) => {
    const { db, actor } = c.var
    return c.json(shown((await caseFor(db, c.req.valid('param').id, actor, c.var.now())).nomination), 200)
  })
  .openapi(list, async (c) => {
    const rows = await nominationsFor(c.var.db, c.var.actor)
    return c.json({ nominations: rows.map(({ nomination: row }) => shown(row)) }, 200)
  })
  .openapi(answering, async (c) => {
    const { db, atomically, actor, now } = c.var
    const nominationId = c.req.valid('param').id
    await atomically((tx) => answerNomination(tx, { nominationId, ...c.req.valid('json'), actor, now: now() }))
    return c.json(shown(await nominationById(db, nominationId)), 200)
  })
  .openapi(stepping, async (c) => {
    const { atomically, secrets, config, actor, now } = c.var
    const { id: nominationId, step } = c.req.valid('param')
    const input = { nominationId, step, ...c.req.valid('json'), issuer: issuerOf(config), actor, now: now() }
    return c.json(shown(await atomically((tx) => takeDeskStep(tx, secrets, input))), 200)
  })
  .openapi(voting, async (c) => {
    const { atomically, actor, now } = c.var
    const { why = '', ...given } = c.req.valid('json')
    const cast = { nominationId: c.req.valid('param').id, why, ...given, actor, now: now() }
    await atomically((tx) => castBallot(tx, cast))
    return c.body(null, 204)
  })
  .openapi(objecting, async (c) => {
    const { atomically, actor, now } = c.var
    const { why } = c.req.valid('json')
    const key = idempotencyKey(c)
    await atomically((tx) => objectTo(tx, { key, nominationId: c.req.valid('param').id, why, actor, now: now() }))
    return c.body(null, 204)
  })
