import { type Context, Hono } from 'hono'
import { areasCovered } from '../../areas/queries.ts'
import { standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import type { Env } from '../../web/env.ts'
import { submitted } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { donorById, donorPhone } from '../donors/queries.ts'
import { changeForm, paperForm } from '../input.ts'
import { lineForStaff } from '../intake/queries.ts'
import { handlers, handles, lookers } from '../standing.ts'
import { stepChange, takeDownPaper } from './actions.ts'
import { ask, readScan } from './asking.ts'
import { type TriedHere, UsePage } from './desk-view.tsx'
import { changesOf, openChange } from './queries.ts'
import { useChangeFlow } from './rules.ts'

const path = '/desk/donations/:id/lines/:lineId/use'

/** Asking a donor for another use, and taking down what they signed. */
export const changesDesk = new Hono<Env>()
  .get(path, may.be(...lookers), (c) => show(c))
  .post(path, may.be(...handlers), (c) =>
    submitted(
      c,
      changeForm,
      async ({ id, reason, forAreaId = null, forNeed, purpose = '' }) => {
        await ask(c, { id, lineId: c.req.param('lineId'), use: { forAreaId, forNeed, purpose }, reason })
        return back(c)
      },
      (tried) => show(c, { ask: tried }),
    ),
  )
  .post(`${path}/:changeId/paper`, may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      paperForm,
      async ({ photos }) => {
        const { atomically, actor, now } = c.var
        const paper = { id: c.req.param('changeId'), scan: await readScan(c, photos), actor, now: now() }
        await atomically((tx) => takeDownPaper(tx, paper))
        return back(c)
      },
      (tried) => show(c, { paper: tried }),
    ),
  )
  .post(`${path}/:changeId/confirm`, may.be('clerk', 'admin'), (c) => step(c, 'confirm'))
  .post(`${path}/:changeId/send-back`, may.be('clerk', 'admin'), (c) => step(c, 'sendBack'))
  .post(`${path}/:changeId/withdraw`, may.be(...handlers), (c) => step(c, 'withdraw'))

async function step(c: Context<Env>, named: 'confirm' | 'sendBack' | 'withdraw') {
  const { atomically, actor, now } = c.var
  const id = c.req.param('changeId') ?? ''
  await atomically((tx) => stepChange(tx, { id, step: named, actor, now: now() }))
  return back(c)
}

const back = (c: Context<Env>) =>
  c.redirect(`/desk/donations/${c.req.param('id')}/lines/${c.req.param('lineId')}/use`, 303)

async function show(c: Context<Env>, tried: TriedHere = {}) {
  const { db, secrets, actor, t, now } = c.var
  const here = { id: c.req.param('id') ?? '', lineId: c.req.param('lineId') ?? '' }
  const { line, donation, store } = await lineForStaff(db, here, actor)
  const donor = await donorById(db, donation.donorId)
  const changes = (await changesOf(db, [line.id])).get(line.id) ?? []
  const open = openChange(changes)
  const standing = standingOf(actor, { areaPath: store.areaPath, storeId: store.id })
  const shown = {
    ...{ line, changes, open, tried },
    number: donation.number ?? '',
    mayAsk: handles(actor, store) && ['received', 'inspected'].includes(donation.state) && donor.kind !== 'anonymous',
    isAnonymous: donor.kind === 'anonymous',
    hasPhone: donorPhone(secrets, donor) !== '',
    steps: open ? stepsFor(useChangeFlow, open.state, standing) : [],
    isMine: open?.paperBy === actor.id,
    areas: await areasCovered(db, ''),
    id: newId(now()),
  }
  return page(c, { title: t('变更用途', 'Change of use'), face: 'desk' }, <UsePage {...shown} />)
}
