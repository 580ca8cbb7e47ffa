import type { Context } from 'hono'
import { issuerOf } from '../../credentials/public.ts'
import { credentialById, tokenOf } from '../../credentials/queries.ts'
import { Refusal } from '../../kit/refusal.ts'
import {
  answers,
  createRoute,
  idempotencyHeader,
  idempotencyKey,
  jsonBody,
  newApi,
  problems,
  z,
} from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line, lineOrNone } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { viewLink } from './bank/actions.ts'
import { narrowLink, presentLink, previewOf, requestLink, withdrawLink } from './links/actions.ts'
import { allowRecord } from './links/consents.ts'
import { fieldList, wishFields } from './links/input.ts'
import { disputeLoan, stepLoan, submitLoan } from './loans/actions.ts'
import { loanOf } from './loans/queries.ts'
import { type CreditLink, linkForBank, linksOf, ownLink, viewsOf } from './queries.ts'

const tags = ['Credit']
const params = z.object({ id: z.string().min(1).max(100) })
const none = { 204: { description: 'Done' }, ...problems }

const LinkAnswer = z
  .object({
    id: z.string(),
    bankId: z.string(),
    purpose: z.string(),
    fields: z.array(z.string()),
    state: z.string(),
    views: z.int(),
    version: z.int(),
    expiresAt: z.iso.datetime().nullable(),
  })
  .openapi('CreditLink')

const told = ({ id, bankId, purpose, fields, state, views, version, expiresAt }: CreditLink) => ({
  ...{ id, bankId, purpose, fields, state, views, version },
  expiresAt: expiresAt?.toISOString() ?? null,
})

const own = createRoute({
  method: 'get',
  path: '/merchants/{id}/credit',
  tags,
  summary: 'What your shop showed to banks, the newest first',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: { 200: answers('At most 100', z.object({ links: z.array(LinkAnswer) })), ...problems },
})

const request = createRoute({
  method: 'post',
  path: '/merchants/{id}/credit',
  tags,
  summary: 'Ask to show a bank something; nothing is signed yet',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ ...wishFields, fields: fieldList })) },
  responses: { 201: answers('The link', z.object({ id: z.string() })), ...problems },
})

const one = createRoute({
  method: 'get',
  path: '/credit/links/{id}',
  tags,
  summary: 'A link of yours: before the consent with its preview, after it with its address and every view',
  middleware: [may.signedIn()] as const,
  request: { params },
  responses: {
    200: answers(
      '`seen` names the preview and comes back with the consent',
      LinkAnswer.extend({
        preview: z.record(z.string(), z.unknown()).nullable(),
        seen: z.string().nullable(),
        address: z.string().nullable(),
        opened: z.array(z.object({ who: z.string().nullable(), what: z.string(), at: z.iso.datetime() })),
      }).openapi('CreditLinkInFull'),
    ),
    ...problems,
  },
})

const present = createRoute({
  method: 'post',
  path: '/credit/links/{id}/present',
  tags,
  summary: 'Agree to what was previewed: the statement is signed, the link opens',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({ seen: z.string().max(100), agrees: z.literal(true), allowsRecord: z.boolean().default(false) }),
    ),
  },
  responses: none,
})

const narrow = createRoute({
  method: 'post',
  path: '/credit/links/{id}/narrow',
  tags,
  summary: 'Take single things back',
  middleware: [may.signedIn()] as const,
  request: {
    params,
    headers: idempotencyHeader,
    body: jsonBody(z.object({ version: z.int().min(1), drop: fieldList })),
  },
  responses: none,
})

const withdraw = createRoute({
  method: 'post',
  path: '/credit/links/{id}/withdraw',
  tags,
  summary: 'Take everything back: the link stops at once',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader },
  responses: none,
})

const record = createRoute({
  method: 'post',
  path: '/credit/links/{id}/record',
  tags,
  summary: 'Agree that the bank records the loan, or take that back',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ allows: z.boolean() })) },
  responses: none,
})

const dispute = createRoute({
  method: 'post',
  path: '/credit/links/{id}/dispute',
  tags,
  summary: 'Say that the loan record is wrong',
  middleware: [may.signedIn()] as const,
  request: { params, headers: idempotencyHeader, body: jsonBody(z.object({ why: line(500) })) },
  responses: none,
})

const open = createRoute({
  method: 'post',
  path: '/credit/open',
  tags,
  summary: 'Open a link as a clerk of the bank it names; the view is listed to the merchant',
  middleware: [may.be('banker')] as const,
  request: { headers: idempotencyHeader, body: jsonBody(z.object({ secret: z.string().min(1).max(100) })) },
  responses: {
    200: answers('The statement as an SD-JWT', z.object({ linkId: z.string(), statement: z.string() })),
    ...problems,
  },
})

const LoanAnswer = z
  .object({
    state: z.string(),
    amountYuan: z.int().nullable(),
    termMonths: z.int().nullable(),
    version: z.int(),
  })
  .openapi('CreditLoan')

const submit = createRoute({
  method: 'post',
  path: '/credit/links/{id}/loan',
  tags,
  summary: 'Record that the merchant applied',
  middleware: [may.be('banker')] as const,
  request: { params, headers: idempotencyHeader },
  responses: { 200: answers('The record', LoanAnswer), ...problems },
})

const step = createRoute({
  method: 'post',
  path: '/credit/links/{id}/loan/steps/{step}',
  tags,
  summary: 'Record the next step: grant, decline, disburse, repay, overdue, restore, correct or void',
  middleware: [may.be('banker')] as const,
  request: {
    params: params.extend({ step: z.string().max(20) }),
    headers: idempotencyHeader,
    body: jsonBody(
      z.object({
        version: z.int().min(1),
        amountYuan: z.int().min(1).max(100_000_000).optional(),
        termMonths: z.int().min(1).max(360).optional(),
        why: lineOrNone(500).optional(),
      }),
    ),
  },
  responses: { 200: answers('The record', LoanAnswer), ...problems },
})

export const creditApi = newApi()
  .openapi(own, async (c) => {
    const rows = await linksOf(c.var.db, c.req.valid('param').id, c.var.actor)
    return c.json({ links: rows.map(({ link }) => told(link)) }, 200)
  })
  .openapi(request, async (c) => {
    const asked = { key: idempotencyKey(c), merchantId: c.req.valid('param').id, wish: c.req.valid('json'), ...by(c) }
    return c.json({ id: await c.var.atomically((tx) => requestLink(tx, asked)) }, 201)
  })
  .openapi(one, async (c) => {
    const { db, actor, secrets, config, now } = c.var
    const link = await ownLink(db, c.req.valid('param').id, actor)
    const preview = link.state === 'requested' ? await previewOf(db, link, now()) : undefined
    const opened = await viewsOf(db, link.id)
    const body = {
      ...told(link),
      preview: preview ? { ...preview.shown, ...preview.open } : null,
      seen: preview?.seen ?? null,
      address: link.secretSealed ? `${config.baseUrl}/credit/${secrets.unseal(link.secretSealed)}` : null,
      opened: opened.map(({ view, who }) => ({ who, what: view.what, at: view.at.toISOString() })),
    }
    return c.json(body, 200)
  })
  .openapi(present, async (c) => {
    const { seen, allowsRecord } = c.req.valid('json')
    const given = { linkId: c.req.valid('param').id, seen, allowsRecord, issuer: issuerOf(c.var.config), ...by(c) }
    await c.var.atomically((tx) => presentLink(tx, c.var.secrets, given))
    return c.body(null, 204)
  })
  .openapi(narrow, async (c) => {
    const given = { linkId: c.req.valid('param').id, ...c.req.valid('json'), issuer: issuerOf(c.var.config), ...by(c) }
    await c.var.atomically((tx) => narrowLink(tx, c.var.secrets, given))
    return c.body(null, 204)
  })
  .openapi(withdraw, async (c) => {
    await c.var.atomically((tx) => withdrawLink(tx, { linkId: c.req.valid('param').id, ...by(c) }))
    return c.body(null, 204)
  })
  .openapi(record, async (c) => {
    const given = { linkId: c.req.valid('param').id, ...c.req.valid('json'), ...by(c) }
    await c.var.atomically((tx) => allowRecord(tx, given))
    return c.body(null, 204)
  })
  .openapi(dispute, async (c) => {
    const given = { key: idempotencyKey(c), linkId: c.req.valid('param').id, ...c.req.valid('json'), ...by(c) }
    await c.var.atomically((tx) => disputeLoan(tx, given))
    return c.body(null, 204)
  })
  .openapi(open, async (c) => {
    const { db, secrets, atomically } = c.var
    const { secret } = c.req.valid('json')
    const link = await atomically((tx) => viewLink(tx, { secret, what: 'file', ...by(c) }))
    const statement = tokenOf(secrets, await credentialById(db, link.credentialId as string))
    if (!statement) throw new Refusal('missing', 'credit_link_missing')
    c.header('Cache-Control', 'no-store')
    return c.json({ linkId: link.id, statement }, 200)
  })
  .openapi(submit, async (c) => {
    const linkId = c.req.valid('param').id
    await c.var.atomically((tx) => submitLoan(tx, { key: idempotencyKey(c), linkId, ...by(c) }))
    return c.json(await loanFor(c, linkId), 200)
  })
  .openapi(step, async (c) => {
    const { id: linkId, step } = c.req.valid('param')
    await c.var.atomically((tx) => stepLoan(tx, { linkId, step, ...c.req.valid('json'), ...by(c) }))
    return c.json(await loanFor(c, linkId), 200)
  })

const by = (c: Context<Env>) => ({ actor: c.var.actor, now: c.var.now() })

async function loanFor(c: Context<Env>, linkId: string) {
  await linkForBank(c.var.db, linkId, c.var.actor, c.var.now())
  const loan = await loanOf(c.var.db, linkId)
  if (!loan) throw new Refusal('missing', 'credit_loan_missing')
  const { state, amountYuan, termMonths, version } = loan
  return { state, amountYuan, termMonths, version }
}
