import type { Context } from 'hono'
import { Refusal } from '../../kit/refusal.ts'
import { answers, createRoute, jsonBody, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { readPhone } from '../rules.ts'
import { type Entered, enterByCard, enterByCode, enterByPassword, enterBySecond, sendCode, signUp } from './entry.ts'

const Phone = z.string().min(1).max(40).openapi({ example: '13800001234' })
const TicketText = z.string().min(1).max(4000).openapi({ description: 'From the answer before; opaque' })

const Sent = z
  .object({
    ticket: z.string(),
    expiresAt: z.iso.datetime(),
    code: z.string().optional().openapi({ description: 'In demo mode only' }),
  })
  .openapi('CodeSent')

const Proof = z
  .union([
    z.object({ ticket: TicketText, code: z.string().min(1).max(40) }),
    z.object({ secondTicket: TicketText, code: z.string().min(1).max(40) }),
    z.object({ phone: Phone, password: z.string().min(1).max(1000) }),
    z.object({ card: z.string().min(1).max(200), pin: z.string().min(1).max(20) }),
  ])
  .openapi('Proof')

const Session = z
  .object({
    token: z.string().openapi({ description: 'Send it as `Authorization: Bearer …`. Shown once.' }),
    personId: z.string(),
    displayName: z.string(),
  })
  .openapi('Session')

const Newcomer = z
  .object({
    ticket: TicketText,
    displayName: z.string().pipe(line(20)),
    areaId: z.string().min(1).max(40),
    consent: z.boolean().openapi({ description: 'Agreement to the privacy notice at /privacy' }),
  })
  .openapi('Newcomer')

const codes = createRoute({
  method: 'post',
  path: '/auth/codes',
  tags: ['people'],
  summary: 'Send a six-digit code to a phone, known or not',
  middleware: [may.anyone()] as const,
  request: { body: jsonBody(z.object({ phone: Phone })) },
  responses: { 202: answers('Sent', Sent), ...problems },
})

const openSession = createRoute({
  method: 'post',
  path: '/auth/sessions',
  tags: ['people'],
  summary: 'Sign in by code, password, card and PIN, or second factor',
  description:
    'May be refused as `sign_up_needed` (details.ticket, for POST /people) or `second_factor_needed` (details.secondTicket, for this address again).',
  middleware: [may.anyone()] as const,
  request: { body: jsonBody(Proof) },
  responses: { 201: answers('Signed in', Session), ...problems },
})

const closeSession = createRoute({
  method: 'delete',
  path: '/auth/sessions/current',
  tags: ['people'],
  summary: 'Sign out',
  middleware: [may.signedIn()] as const,
  responses: { 204: { description: 'Signed out' }, ...problems },
})

const newcomers = createRoute({
  method: 'post',
  path: '/people',
  tags: ['people'],
  summary: 'Sign up with a proven phone; the same ticket again is the same person',
  middleware: [may.anyone()] as const,
  request: { body: jsonBody(Newcomer) },
  responses: { 201: answers('Signed up and in', Session), ...problems },
})

export const authApi = newApi()
  .openapi(codes, async (c) => {
    const { ticket, code, expiresAt } = await sendCode(c, { phone: readPhone(c.req.valid('json').phone), next: '/' })
    return c.json({ ticket, expiresAt: expiresAt.toISOString(), ...(code && { code }) }, 202)
  })
  .openapi(openSession, async (c) => c.json(inside(await enter(c, c.req.valid('json'))), 201))
  .openapi(closeSession, async (c) => {
    await c.var.sessions.close(c.var.sessionId)
    return c.body(null, 204)
  })
  .openapi(newcomers, async (c) => c.json(inside(await signUp(c, c.req.valid('json'))), 201))

function enter(c: Context<Env>, proof: z.output<typeof Proof>): Promise<Entered> {
  if ('secondTicket' in proof) return enterBySecond(c, { ticket: proof.secondTicket, code: proof.code })
  if ('ticket' in proof) return enterByCode(c, proof)
  if ('card' in proof) return enterByCard(c, { text: proof.card, pin: proof.pin, next: '/' })
  return enterByPassword(c, { phone: readPhone(proof.phone), password: proof.password, next: '/' })
}

/** A step that is still missing is a refusal that says what to send next. */
function inside(entered: Entered): z.output<typeof Session> {
  if (entered.step === 'second') throw new Refusal('conflict', 'second_factor_needed', { secondTicket: entered.ticket })
  if (entered.step === 'signUp') throw new Refusal('conflict', 'sign_up_needed', { ticket: entered.ticket })
  const { person, sessionId } = entered
  return { token: sessionId, personId: person.id, displayName: person.displayName }
}
