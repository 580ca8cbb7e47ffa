import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { donationStates } from '../../../db/schema/donations.ts'
import { areasCovered } from '../../areas/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { itemsNamed } from '../../stock/catalogue/queries.ts'
import { keeps } from '../../stock/standing.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { bodiesAtWork } from '../bodies/queries.ts'
import { changesOf, useNow } from '../changes/queries.ts'
import { lookAtDonor } from '../donors/looks.ts'
import { donorById, donorForStaff, donorName, linkTokenOf, storesHandledBy } from '../donors/queries.ts'
import { donationForm, inspectForm, lineForm, reasonForm, recallForm, shelveForm, stepForm } from '../input.ts'
import { handlers, handles, lookers } from '../standing.ts'
import { placesOf } from '../where/queries.ts'
import {
  addLine,
  dropLine,
  inspectDonation,
  openDonation,
  recallLine,
  receiveDonation,
  voidDonation,
} from './actions.ts'
import { DonationPage } from './donation.tsx'
import { DonationList, NewDonation } from './list.tsx'
import { type Donation, donationForStaff, donationsSeenBy, eventsOf, linesOf } from './queries.ts'
import { Receipt } from './receipt.tsx'
import { shelve } from './shelving.ts'

/** Taking donations in: who gave what to whom, the receipt, the inspection, and onto the shelf. */
export const intakeDesk = new Hono<Env>()
  .get('/desk/donations', may.be(...lookers), async (c) => {
    const { db, secrets, actor, t } = c.var
    const state = donationStates.find((known) => known === c.req.query('state'))
    const { rows, next } = await donationsSeenBy(db, actor, { before: c.req.query('before'), state })
    const shown = []
    for (const donation of rows)
      shown.push({ donation, donor: donorName(secrets, await donorById(db, donation.donorId)) })
    const mayHandle = actor.grants.some(({ role }) => (handlers as readonly string[]).includes(role))
    return page(
      c,
      { title: t('捐赠', 'Donations'), face: 'desk' },
      <DonationList {...{ mayHandle, next, state }} rows={shown} />,
    )
  })
  .get('/desk/donations/new', may.be(...handlers), (c) => showNew(c))
  .post('/desk/donations', may.be(...handlers), (c) =>
    submitted(
      c,
      donationForm,
      async (given) => {
        const { atomically, actor, now } = c.var
        const { id } = await atomically((tx) => openDonation(tx, { ...given, actor, now: now() }))
        return c.redirect(`/desk/donations/${id}`, 303)
      },
      (tried) => showNew(c, tried),
    ),
  )
  .get('/desk/donations/:id', may.be(...lookers), (c) => showDonation(c))
  .get('/desk/donations/:id/receipt', may.be(...lookers), async (c) => {
    const { db, secrets, actor, config } = c.var
    const { donation, store } = await donationForStaff(db, c.req.param('id'), actor)
    const donor = await seenDonor(c, donation, c.var.t('打印捐赠凭证', 'Printed a receipt'))
    const link = `${config.baseUrl}/given/${linkTokenOf(secrets, donor)}`
    const shown = {
      donation,
      store,
      donor,
      name: donorName(secrets, donor),
      link,
      lines: await linesOf(db, donation.id),
    }
    return page(c, { title: c.var.t('捐赠凭证', 'Receipt'), face: 'paper' }, <Receipt {...shown} />)
  })
  .post('/desk/donations/:id/lines', may.be(...handlers), (c) =>
    submitted(
      c,
      lineForm,
      ({ id, ...fields }) => act(c, (tx, how) => addLine(tx, { id, fields, ...how })),
      (tried) => showDonation(c, { line: tried }),
    ),
  )
  .post('/desk/donations/:id/lines/:lineId/drop', may.be(...handlers), (c) =>
    act(c, (tx, how) => dropLine(tx, { lineId: c.req.param('lineId'), ...how })),
  )
  .post('/desk/donations/:id/receive', may.be(...handlers), async (c) => {
    const { version } = await pressed(c, stepForm)
    return act(c, (tx, how) => receiveDonation(tx, { version, ...how }))
  })
  .post('/desk/donations/:id/inspect', may.be(...handlers), (c) =>
    submitted(
      c,
      inspectForm,
      (given) => act(c, (tx, how) => inspectDonation(tx, { ...given, ...how })),
      (tried) => showDonation(c, { inspect: tried }),
    ),
  )
  .post('/desk/donations/:id/lines/:lineId/recall', may.be(...handlers), (c) =>
    submitted(
      c,
      recallForm,
      ({ id, reason }) => act(c, (tx, how) => recallLine(tx, { id, reason, lineId: c.req.param('lineId'), ...how })),
      (tried) => showDonation(c, { recall: { lineId: c.req.param('lineId'), tried } }),
    ),
  )
  .post('/desk/donations/:id/void', may.be(...handlers), (c) =>
    submitted(
      c,
      reasonForm,
      (given) => act(c, (tx, how) => voidDonation(tx, { ...given, ...how })),
      (tried) => showDonation(c, { void: tried }),
    ),
  )
  .post('/desk/donations/:id/lines/:lineId/shelve', may.be('keeper', 'admin'), (c) =>
    submitted(
      c,
      shelveForm,
      (given) => act(c, (tx, how) => shelve(tx, { ...given, lineId: c.req.param('lineId'), ...how })),
      (tried) => showDonation(c, { shelve: { lineId: c.req.param('lineId'), tried } }),
    ),
  )

type How = { donationId: string; actor: Actor; now: Date }

async function act(c: Context<Env>, work: (tx: Tx, how: How) => Promise<unknown>): Promise<Response> {
  const { atomically, actor, now } = c.var
  const donationId = c.req.param('id') ?? ''
  await atomically((tx) => work(tx, { donationId, actor, now: now() }))
  return c.redirect(`/desk/donations/${donationId}`, 303)
}

async function showNew(c: Context<Env>, tried?: Tried) {
  const { db, secrets, actor, t, now } = c.var
  const asked = tried?.values.donorId ?? c.req.query('donor')
  if (!asked) return c.redirect('/desk/donors', 303)
  const donor = await donorForStaff(db, asked, actor)
  const shown = {
    donor,
    name: donorName(secrets, donor),
    bodies: await bodiesAtWork(db),
    stores: await storesHandledBy(db, actor, handles),
    today: cityDay(now()),
    id: newId(),
    tried,
  }
  return page(c, { title: t('登记捐赠', 'A donation'), face: 'desk' }, <NewDonation {...shown} />)
}

/** The donor of a donation that staff open: that they saw who it is stands on record. */
async function seenDonor(c: Context<Env>, { donorId, number }: Donation, what: string) {
  const { db, atomically, actor, now } = c.var
  const donor = await donorById(db, donorId)
  const reason = `${what} ${number ?? ''}`.trim()
  await atomically((tx) => lookAtDonor(tx, { donor, actor, reason, now: now() }))
  return donor
}

export type TriedHere = {
  line?: Tried
  inspect?: Tried
  void?: Tried
  shelve?: { lineId: string; tried: Tried }
  recall?: { lineId: string; tried: Tried }
}

async function showDonation(c: Context<Env>, tried: TriedHere = {}) {
  const { db, secrets, actor, now } = c.var
  const { donation, store } = await donationForStaff(db, c.req.param('id') ?? '', actor)
  const donor = await seenDonor(c, donation, c.var.t('打开捐赠登记', 'Opened a donation'))
  const lines = await linesOf(db, donation.id)
  const changes = await changesOf(
    db,
    lines.map(({ id }) => id),
  )
  const current = lines.map((line) => useNow(line, changes.get(line.id)))
  const items = donation.state === 'draft' ? (await itemsNamed(db)).filter(({ active }) => active) : []
  const scanned = c.req.query('barcode')?.trim().slice(0, 40)
  const shown = {
    ...{ donation, store, donor, lines: current, items, scanned, tried },
    picked: scanned ? items.find(({ barcode }) => barcode === scanned || barcode === `0${scanned}`) : undefined,
    name: donorName(secrets, donor),
    places: await placesOf(db, lines, now()),
    areas: donation.state === 'draft' ? await areasCovered(db, '') : [],
    stores: (await storesHandledBy(db, actor, keeps)).sort((a) => (a.id === store.id ? -1 : 1)),
    events: await eventsOf(db, [donation.id, ...lines.map(({ id }) => id)]),
    mayHandle: handles(actor, store),
    newId: () => newId(now()),
  }
  return page(
    c,
    { title: donation.number ?? c.var.t('登记中', 'Being entered'), face: 'desk' },
    <DonationPage {...shown} />,
  )
}
