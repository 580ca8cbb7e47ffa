import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { areasCovered } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { submitted } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { donorById, donorPhone } from '../donors/queries.ts'
import { changeForm, paperForm } from '../input.ts'
import { donationForStaff, lineById } from '../intake/queries.ts'
import { handlers, handles, lookers } from '../standing.ts'
import { askForChange, stepChange, takeDownPaper } from './actions.ts'
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
        const ask = { id, lineId: c.req.param('lineId'), use: { forAreaId, forNeed, purpose }, reason }
        await act(c, (tx, how) => askForChange(tx, { ...ask, ...how }))
        await textDonor(c)
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
        const prepared = await preparePhotos(photos, 1)
        await storePhotos(c.var.photoStore, prepared)
        await act(c, (tx, how) => takeDownPaper(tx, { id: c.req.param('changeId'), scan: prepared[0], ...how }))
        return back(c)
      },
      (tried) => show(c, { paper: tried }),
    ),
  )
  .post(`${path}/:changeId/confirm`, may.be('clerk', 'admin'), (c) => step(c, 'confirm'))
  .post(`${path}/:changeId/send-back`, may.be('clerk', 'admin'), (c) => step(c, 'sendBack'))
  .post(`${path}/:changeId/withdraw`, may.be(...handlers), (c) => step(c, 'withdraw'))

type How = { actor: Actor; now: Date }

function act<Done>(c: Context<Env>, work: (tx: Tx, how: How) => Promise<Done>): Promise<Done> {
  const { atomically, actor, now } = c.var
  return atomically((tx) => work(tx, { actor, now: now() }))
}

async function step(c: Context<Env>, named: 'confirm' | 'sendBack' | 'withdraw') {
  await act(c, (tx, how) => stepChange(tx, { id: c.req.param('changeId') ?? '', step: named, ...how }))
  return back(c)
}

const back = (c: Context<Env>) =>
  c.redirect(`/desk/donations/${c.req.param('id')}/lines/${c.req.param('lineId')}/use`, 303)

/** A text that fails undoes nothing: it says where to look and holds no link, which anybody could imitate. */
async function textDonor(c: Context<Env>): Promise<void> {
  const { secrets, sms, log, requestId } = c.var
  const { line, donor } = await lineHere(c)
  const phone = donorPhone(secrets, donor)
  const text = `【荣誉通】您捐的“${line.name}”想改用途，请您答复：打开捐赠凭证上的二维码，或登录后看“我的捐赠”。不同意就仍按原来的用途使用。`
  if (phone) await sms(phone, text).catch((error) => log.error({ err: error, requestId }, 'sms'))
}

async function lineHere(c: Context<Env>) {
  const { db, actor } = c.var
  const { donation, store } = await donationForStaff(db, c.req.param('id') ?? '', actor)
  const line = await lineById(db, c.req.param('lineId') ?? '')
  if (line.donationId !== donation.id) throw new Refusal('missing', 'donation_line_missing')
  return { line, donation, store, donor: await donorById(db, donation.donorId) }
}

async function show(c: Context<Env>, tried: TriedHere = {}) {
  const { db, secrets, actor, t, now } = c.var
  const { line, donation, store, donor } = await lineHere(c)
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
