import type { Context } from 'hono'
import { acted, idempotencyKey, newApi } from '../web/api.ts'
import type { Env } from '../web/env.ts'
import {
  add,
  drop,
  enterDonor,
  inspect,
  list,
  mine,
  onShelf,
  open,
  recall,
  receive,
  setAside,
  show,
} from './api-routes.ts'
import { fieldsOf, reached, shown, shownLine } from './api-shape.ts'
import { changesOf, useNow } from './changes/queries.ts'
import { addDonor } from './donors/actions.ts'
import { donorsOfPerson } from './donors/queries.ts'
import {
  addLine,
  dropLine,
  inspectDonation,
  openDonation,
  recallLine,
  receiveDonation,
  voidDonation,
} from './intake/actions.ts'
import {
  type Donation as DonationRow,
  donationForStaff,
  donationsOfDonors,
  donationsSeenBy,
  linesOfAll,
} from './intake/queries.ts'
import { shelve } from './intake/shelving.ts'
import { nowhere } from './rules.ts'
import { collectedFrom, placesOf } from './where/queries.ts'

export const donationsApi = newApi()
  .openapi(list, async (c) => {
    const { rows, next } = await donationsSeenBy(c.var.db, c.var.actor, c.req.valid('query'))
    return c.json({ donations: rows.map(shown), next: next ?? null }, 200)
  })
  .openapi(mine, async (c) => {
    const { db, actor } = c.var
    const donors = await donorsOfPerson(db, actor.id)
    const donations = await donationsOfDonors(
      db,
      donors.map(({ id }) => id),
    )
    return c.json({ given: await followed(c, donations) }, 200)
  })
  .openapi(show, async (c) => c.json(await wholeOf(c, c.req.valid('param').id), 200))
  .openapi(enterDonor, async (c) => {
    const { atomically, secrets, actor, now } = c.var
    const { storeId, ...fields } = c.req.valid('json')
    const donor = { id: idempotencyKey(c), storeId, fields, actor, now: now() }
    const { id, kind } = await atomically((tx) => addDonor(tx, secrets, donor))
    return c.json({ donor: { id, kind } }, 201)
  })
  .openapi(open, async (c) => {
    const { atomically, actor, now } = c.var
    const asked = { id: idempotencyKey(c), ...c.req.valid('json'), actor, now: now() }
    const { id } = await atomically((tx) => openDonation(tx, asked))
    return c.json(await wholeOf(c, id), 201)
  })
  .openapi(add, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId } = c.req.valid('param')
    const line = { id: idempotencyKey(c), donationId, fields: fieldsOf(c.req.valid('json')), actor, now: now() }
    await atomically((tx) => addLine(tx, line))
    return c.json(await wholeOf(c, donationId), 201)
  })
  .openapi(drop, async (c) => {
    const { id: donationId, lineId } = c.req.valid('param')
    await acted(c, ['drop', donationId, lineId], (tx, { actor }) => dropLine(tx, { lineId, donationId, actor }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(setAside, async (c) => {
    const [{ id: donationId }, said] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['void', donationId, said], (tx, by) => voidDonation(tx, { donationId, ...said, ...by }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(receive, async (c) => {
    const [{ id: donationId }, { version }] = [c.req.valid('param'), c.req.valid('json')]
    await acted(c, ['receive', donationId, version], (tx, by) => receiveDonation(tx, { donationId, version, ...by }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(inspect, async (c) => {
    const { id: donationId } = c.req.valid('param')
    const { why = '', ...found } = c.req.valid('json')
    const said = { donationId, why, ...found }
    await acted(c, ['inspect', said], (tx, by) => inspectDonation(tx, { ...said, ...by }))
    return c.json(await wholeOf(c, donationId), 200)
  })
  .openapi(onShelf, async (c) => {
    const { atomically, actor, now } = c.var
    const { id, lineId } = c.req.valid('param')
    const lot = { id: idempotencyKey(c), donationId: id, lineId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => shelve(tx, lot))
    return c.json(await wholeOf(c, id), 201)
  })
  .openapi(recall, async (c) => {
    const { atomically, actor, now } = c.var
    const { id: donationId, lineId } = c.req.valid('param')
    const asked = { id: idempotencyKey(c), donationId, lineId, ...c.req.valid('json'), actor, now: now() }
    await atomically((tx) => recallLine(tx, asked))
    return c.json(await wholeOf(c, donationId), 200)
  })

async function wholeOf(c: Context<Env>, id: string) {
  const { donation } = await donationForStaff(c.var.db, id, c.var.actor)
  const { lines } = await linesWithPlaces(c, [id])
  return { donation: shown(donation), lines: lines.map(({ line }) => line) }
}

async function followed(c: Context<Env>, donations: DonationRow[]) {
  const { lines, collected } = await linesWithPlaces(
    c,
    donations.map(({ id }) => id),
  )
  return donations.map((donation) => ({
    donation: shown(donation),
    lines: lines
      .filter(({ donationId }) => donationId === donation.id)
      .map(({ line }) => ({ ...line, ...reached(collected.get(line.id) ?? []) })),
  }))
}

async function linesWithPlaces({ var: { db, now } }: Context<Env>, donationIds: string[]) {
  const lines = await linesOfAll(db, donationIds)
  const ids = lines.map(({ id }) => id)
  const [places, changes] = [await placesOf(db, lines, now()), await changesOf(db, ids)]
  const rows = lines.map((line) => ({
    donationId: line.donationId,
    line: {
      ...shownLine(useNow(line, changes.get(line.id))),
      places: line.kind === 'goods' ? (places.get(line.id) ?? nowhere) : null,
    },
  }))
  return { lines: rows, collected: await collectedFrom(db, ids) }
}
