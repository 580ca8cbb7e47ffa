import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Tx } from '../../../db/database.ts'
import { standingOf } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { categoryById } from '../categories/queries.ts'
import { reportForStaff } from '../desk/queries.ts'
import { answersIn, checked } from '../filing/form.ts'
import { foundThere, giveUp, passOn, tryAgain } from './actions.ts'
import { type PeerRow, passingsIn, passingsOf, peerById, peerOf, peersInUse } from './queries.ts'
import { answersSent, questionsThere } from './questions.ts'
import { mayBePassed } from './rules.ts'
import { PassingsPage, PassPage } from './views.tsx'

const upper = () => may.be('dispatcher', 'admin')
const version = whole(1, 1_000_000_000)
/** What the chosen system asks comes beside it, see `answersIn`. */
const passForm = z.looseObject({
  id: formId,
  version,
  peerId: line(100),
  words: lines(3500),
  address: optional(line(200)),
})
const stepForm = z.object({ version })
const foundForm = z.object({ version, theirId: line(200) })

/** Passing a report on to another system, and what became of those that were. */
export const passingDesk = new Hono<Env>()
  .get('/desk/reports/:id/pass', upper(), (c) => show(c))
  .post('/desk/reports/:id/pass', upper(), (c) =>
    submitted(
      c,
      passForm,
      async ({ id, version, peerId, words, address = '', ...typed }) => {
        const { db, atomically, actor, now } = c.var
        const reportId = c.req.param('id')
        const { categoryId } = await reportForStaff(db, reportId, actor)
        const questions = await questionsOf(c, await peerById(db, peerId), categoryId)
        const answers = answersSent(
          questions,
          checked({ id: peerId, questions }, answersIn(typed, { id: peerId, questions })),
        )
        const given = { id, version, peerId, words, address, answers }
        await atomically((tx) => passOn(tx, { ...given, reportId, actor, now: now() }))
        return c.redirect(`/desk/reports/${reportId}/pass`, 303)
      },
      (tried) => show(c, tried),
    ),
  )
  .get('/desk/passings', upper(), (c) => list(c))
  .post('/desk/passings/:id/again', upper(), (c) => decide(c, stepForm, tryAgain))
  .post('/desk/passings/:id/found', upper(), (c) => decide(c, foundForm, foundThere))
  .post('/desk/passings/:id/drop', upper(), (c) => decide(c, stepForm, giveUp))

type Decision = { id: string; version: number; actor: Env['Variables']['actor']; now: Date }

function decide<Schema extends z.ZodType<{ version: number }>>(
  c: Context<Env>,
  schema: Schema,
  act: (tx: Tx, decision: Decision & z.output<Schema>) => Promise<unknown>,
) {
  return submitted(
    c,
    schema,
    async (input) => {
      const { atomically, actor, now } = c.var
      await atomically((tx) => act(tx, { ...input, id: c.req.param('id') ?? '', actor, now: now() }))
      return c.redirect('/desk/passings', 303)
    },
    (tried) => list(c, tried),
  )
}

const questionsOf = (c: Context<Env>, row: PeerRow, categoryId: string) => {
  const { outbound, secrets, now } = c.var
  const serviceCode = row.mapping[categoryId]
  return serviceCode ? questionsThere({ outbound, row, peer: peerOf(secrets, row), serviceCode, now: now() }) : []
}

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor, now, t } = c.var
  const report = await reportForStaff(db, c.req.param('id') ?? '', actor)
  const peers = (await peersInUse(db)).filter(({ mapping }) => mapping[report.categoryId])
  const passed = await passingsOf(db, report.id)
  const open = mayBePassed(report.status)
    ? peers.filter(({ id }) => !passed.some(({ passing }) => passing.peerId === id))
    : []
  const category = await categoryById(db, report.categoryId)
  const asking = await Promise.all(
    open.map(async (row) => ({ ...row, questions: await questionsOf(c, row, report.categoryId) })),
  )
  const shown = { report, category, peers: asking, passed, formId: newId(now()), tried }
  return page(c, { title: t('转给别的系统', 'Pass on'), face: 'desk' }, <PassPage {...shown} />)
}

async function list(c: Context<Env>, tried?: Tried) {
  const { db, actor, t } = c.var
  const covers = (areaPath: string) => {
    const standing = standingOf(actor, { areaPath })
    return standing.has('dispatcher') || standing.has('admin')
  }
  const rows = async (...states: Parameters<typeof passingsIn>[1]) =>
    (await passingsIn(db, states)).filter(({ areaPath }) => covers(areaPath))
  const shown = {
    stuck: await rows('uncertain', 'failed'),
    going: await rows('waiting', 'sending', 'token', 'received'),
    tried,
  }
  return page(c, { title: t('转出的上报', 'Passed on'), face: 'desk' }, <PassingsPage {...shown} />)
}
