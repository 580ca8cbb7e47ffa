import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { issuerOf } from '../../../credentials/public.ts'
import { credentialById, tokenOf } from '../../../credentials/queries.ts'
import { checkCredential } from '../../../credentials/verify.ts'
import { found } from '../../../kit/refusal.ts'
import { documentInForce } from '../../../points/rulebook/queries.ts'
import type { Env } from '../../../web/env.ts'
import { formId, lines, optional, submitted, type Tried, whole } from '../../../web/form.ts'
import { may } from '../../../web/guard.ts'
import { page } from '../../../web/layout.tsx'
import { answerDispute, stepLoan, submitLoan } from '../loans/actions.ts'
import { loanStory } from '../loans/queries.ts'
import { consentNow, consentsOf, linkForBank, linksForBank, namesOf } from '../queries.ts'
import { ReceiptPage } from '../receipt.tsx'
import { ceilingFor } from '../rules.ts'
import { viewLink } from './actions.ts'
import { BankPage, CasePage, OpenedPage } from './views.tsx'

const submitting = z.object({ id: formId })
const stepping = z.object({
  version: whole(1, 1e9),
  amountYuan: optional(whole(1, 100_000_000)),
  termMonths: optional(whole(1, 360)),
  why: optional(lines(500)),
})
const answering = z.object({ answer: lines(500) })

/** The bank's side: open a link, check it, and write down how the loan goes. Its clerks are no staff of the city. */
export const bankPages = new Hono<Env>()
  .get('/bank', may.be('banker'), async (c) => {
    const { db, actor, t } = c.var
    return page(
      c,
      { title: t('商户出示给我们的', 'Shown to us'), face: 'desk' },
      <BankPage rows={await linksForBank(db, actor)} />,
    )
  })
  .get('/credit/:secret', may.be('banker'), async (c) => {
    const { db, config, now, t } = c.var
    const { link, token } = await opened(c, 'page')
    const check = await checkCredential(db, token, { issuer: issuerOf(config), now: now() })
    const { terms } = await documentInForce(db, 'CREDIT', now())
    const shown = {
      link,
      check,
      secret: c.req.param('secret'),
      ceiling: ceilingFor(check.said?.subject ?? {}, terms),
      mayRecord: Boolean(await consentNow(db, link.id, 'record')),
    }
    return page(c, { title: t('商户出示的声明', 'Statement of a merchant'), face: 'desk' }, <OpenedPage {...shown} />)
  })
  .get('/credit/:secret/statement', may.be('banker'), async (c) => {
    const { token } = await opened(c, 'file')
    c.header('Content-Disposition', 'attachment; filename="statement.sdjwt"')
    return c.body(token, 200, { 'Content-Type': 'application/dc+sd-jwt' })
  })
  .get('/bank/links/:id', may.be('banker'), (c) => casePage(c))
  .get('/bank/links/:id/receipt', may.be('banker'), async (c) => {
    const { db, actor, t } = c.var
    const link = await linkForBank(db, c.req.param('id'), actor, c.var.now())
    const options = { title: t('同意回执', 'Receipt of consent'), face: 'paper' } as const
    return page(c, options, <ReceiptPage consents={await consentsOf(db, link.id)} back={`/bank/links/${link.id}`} />)
  })
  .post('/bank/links/:id/loan', may.be('banker'), (c) =>
    submitted(
      c,
      submitting,
      async ({ id: key }) => {
        const { atomically, actor, now } = c.var
        const linkId = c.req.param('id')
        await atomically((tx) => submitLoan(tx, { key, linkId, actor, now: now() }))
        return c.redirect(`/bank/links/${linkId}`, 303)
      },
      (tried) => casePage(c, 'submit', tried),
    ),
  )
  .post('/bank/links/:id/loan/:step', may.be('banker'), (c) =>
    submitted(
      c,
      stepping,
      async (given) => {
        const { atomically, actor, now } = c.var
        const { id: linkId, step } = c.req.param()
        await atomically((tx) => stepLoan(tx, { linkId, step, ...given, actor, now: now() }))
        return c.redirect(`/bank/links/${linkId}`, 303)
      },
      (tried) => casePage(c, c.req.param('step'), tried),
    ),
  )
  .post('/bank/links/:id/answer', may.be('banker'), (c) =>
    submitted(
      c,
      answering,
      async ({ answer }) => {
        const { atomically, actor, now } = c.var
        const linkId = c.req.param('id')
        await atomically((tx) => answerDispute(tx, { linkId, answer, actor, now: now() }))
        return c.redirect(`/bank/links/${linkId}`, 303)
      },
      (tried) => casePage(c, 'answer', tried),
    ),
  )

/** Records the view, then reads the statement; nobody keeps a copy on the way, and the address is not passed on. */
async function opened(c: Context<Env>, what: 'page' | 'file') {
  const { db, atomically, secrets, actor, now } = c.var
  c.header('Cache-Control', 'no-store')
  c.header('Referrer-Policy', 'no-referrer')
  const secret = c.req.param('secret') ?? ''
  const link = await atomically((tx) => viewLink(tx, { secret, what, actor, now: now() }))
  const credential = await credentialById(db, link.credentialId as string)
  return { link, token: found(tokenOf(secrets, credential), 'credit_link_missing') }
}

async function casePage(c: Context<Env>, form = '', sent?: Tried) {
  const { db, actor } = c.var
  const link = await linkForBank(db, c.req.param('id') ?? '', actor, c.var.now())
  const { merchant } = await namesOf(db, link)
  const mayRecord = Boolean(await consentNow(db, link.id, 'record'))
  const story = mayRecord ? await loanStory(db, link.id) : undefined
  const tried = sent && { form, tried: sent }
  return page(c, { title: merchant, face: 'desk' }, <CasePage {...{ link, merchant, mayRecord, story, tried }} />)
}
