import { once } from '../../db/once.ts'
import { cityMonth } from '../kit/clock.ts'
import { answers, createRoute, idempotencyHeader, idempotencyKey, jsonBody, newApi, problems, z } from '../web/api.ts'
import { line, lines } from '../web/form.ts'
import { may } from '../web/guard.ts'
import {
  AppealShown,
  Balance,
  DigestShown,
  Entry,
  EntryWithReasons,
  ReversalShown,
  RuleShown,
  shownEntry,
} from './api-shape.ts'
import { fileAppeal } from './appeals/actions.ts'
import { grantForStaff } from './desk/queries.ts'
import { digestsBefore } from './digests/queries.ts'
import { sealedStatement } from './digests/seal.ts'
import type { GrantDetails } from './grants/queries.ts'
import { balancesOf } from './ledger/queries.ts'
import { reverseGrant } from './reversals/actions.ts'
import { publicRules } from './rulebook/queries.ts'
import { entriesOf, lotsOfTransfer, proofOfTransfer, transferOf } from './statements/queries.ts'

const tags = ['points']
const params = z.object({ id: z.string().max(200) })
const pageSize = 50

const balance = createRoute({
  method: 'get',
  path: '/points/balance',
  ...{ tags, summary: 'What I have', middleware: [may.signedIn()] as const },
  responses: { 200: answers('Balances', Balance), ...problems },
})

const entries = createRoute({
  method: 'get',
  path: '/points/entries',
  ...{ tags, summary: 'My statement, newest first', middleware: [may.signedIn()] as const },
  request: { query: z.object({ before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional() }) },
  responses: {
    200: answers('Entries', z.object({ entries: z.array(Entry), next: z.int().nullable() })),
    ...problems,
  },
})

const transfer = createRoute({
  method: 'get',
  path: '/points/transfers/{id}',
  ...{ tags, summary: 'One entry of mine, with its reasons', middleware: [may.signedIn()] as const },
  request: { params },
  responses: { 200: answers('The entry', EntryWithReasons), ...problems },
})

const statement = createRoute({
  method: 'get',
  path: '/points/statement',
  ...{ tags, summary: 'A month that proves itself against the daily digests', middleware: [may.signedIn()] as const },
  request: {
    query: z.object({
      month: z
        .string()
        .regex(/^20\d\d-(0[1-9]|1[0-2])$/)
        .optional(),
    }),
  },
  responses: {
    200: answers('The statement; see /digest for how to check it', z.record(z.string(), z.unknown())),
    ...problems,
  },
})

const appeal = createRoute({
  method: 'post',
  path: '/points/transfers/{id}/appeal',
  ...{ tags, summary: 'Object to a reversal or a cut of my grant', middleware: [may.signedIn()] as const },
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ words: lines(500).openapi({ type: 'string' }) })),
  },
  responses: { 201: answers('The appeal', AppealShown), ...problems },
})

const reversal = createRoute({
  method: 'post',
  path: '/points/transfers/{id}/reversal',
  ...{ tags, summary: 'Take a wrong grant back', middleware: [may.be('auditor', 'admin')] as const },
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        reason: line(300).openapi({ type: 'string' }),
        version: z.int().optional().openapi({ description: 'The place of the owner’s last entry that was looked at' }),
      }),
    ),
  },
  responses: { 201: answers('What was taken, owed and written off', ReversalShown), ...problems },
})

const ruleBook = createRoute({
  method: 'get',
  path: '/points/rules',
  ...{ tags, summary: 'The rule book with its dated versions', middleware: [may.anyone()] as const },
  responses: { 200: answers('Rules', z.object({ rules: z.array(RuleShown) })), ...problems },
})

const days = createRoute({
  method: 'get',
  path: '/points/digests',
  ...{ tags, summary: 'Published daily digests, newest first', middleware: [may.anyone()] as const },
  request: { query: z.object({ before: z.iso.date().optional() }) },
  responses: {
    200: answers('Digests', z.object({ digests: z.array(DigestShown), next: z.string().nullable() })),
    ...problems,
  },
})

export const pointsApi = newApi()
  .openapi(balance, async (c) => c.json(await balancesOf(c.var.db, c.var.actor.id), 200))
  .openapi(entries, async (c) => {
    const { db, actor } = c.var
    const page = await entriesOf(db, actor.id, { before: c.req.valid('query').before, limit: pageSize })
    return c.json({ entries: page.lines.map(shownEntry), next: page.next ?? null }, 200)
  })
  .openapi(transfer, async (c) => {
    const { db, actor } = c.var
    const { id } = c.req.valid('param')
    const entry = await transferOf(db, actor.id, id)
    const lots = await lotsOfTransfer(db, actor.id, id)
    const { cuts = [] } = JSON.parse(entry.transfer.details) as Partial<GrantDetails>
    const reasons = {
      cuts,
      lots: lots.map(({ points, expiresAt }) => ({ points, expiresAt: expiresAt.toISOString() })),
      digestDay: (await proofOfTransfer(db, id)) ?? null,
    }
    return c.json({ ...shownEntry(entry), ...reasons }, 200)
  })
  .openapi(statement, async (c) => {
    const { month = cityMonth(c.var.now()) } = c.req.valid('query')
    return c.json({ ...(await sealedStatement(c, month)) }, 200)
  })
  .openapi(appeal, async (c) => {
    const { atomically, actor, now } = c.var
    const input = { id: idempotencyKey(c), grantId: c.req.valid('param').id, ...c.req.valid('json'), actor, now: now() }
    const { id, subject, points, words, state } = await atomically((tx) => fileAppeal(tx, input))
    return c.json({ id, subject, points, words, state }, 201)
  })
  .openapi(reversal, async (c) => {
    const { atomically, actor, now } = c.var
    const transferId = c.req.valid('param').id
    const { reason, version: seen } = c.req.valid('json')
    const asked = { key: idempotencyKey(c), actorId: actor.id, content: ['reverse', transferId, reason], now: now() }
    const shown = await atomically((tx) =>
      once(tx, asked, async () => {
        await grantForStaff(tx, transferId, actor)
        const { id, taken, debt, debtLeft, writtenOff } = await reverseGrant(tx, {
          transferId,
          reason,
          seen,
          actorId: actor.id,
          now: asked.now,
        })
        return { id, transferId, taken, debt, debtLeft, writtenOff, reason }
      }),
    )
    return c.json(shown, 201)
  })
  .openapi(ruleBook, async (c) => {
    const rules = (await publicRules(c.var.db)).map(({ code, zh, en, versions }) => ({
      ...{ code, zh, en },
      // Drafts are the desk's; what is scheduled is everybody's to know.
      versions: versions
        .filter(({ state }) => state === 'scheduled')
        .map(({ id, number, state, startsOn, terms }) => ({
          id,
          number,
          state,
          startsOn,
          terms: terms as Record<string, unknown>,
        })),
    }))
    return c.json({ rules }, 200)
  })
  .openapi(days, async (c) => {
    const rows = await digestsBefore(c.var.db, c.req.valid('query').before, pageSize)
    const digests = rows.map(({ day, root, previous, chained, transfers }) => ({
      day,
      root,
      previous,
      chained,
      transfers,
    }))
    return c.json({ digests, next: rows.length === pageSize ? (rows.at(-1)?.day ?? null) : null }, 200)
  })
