import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { organizationsAtWork } from '../../../areas/organizations/queries.ts'
import { issuerOf } from '../../../credentials/public.ts'
import { credentialById, tokenOf } from '../../../credentials/queries.ts'
import { shownBy } from '../../../credentials/sd-jwt.ts'
import { Refusal } from '../../../kit/refusal.ts'
import type { Env } from '../../../web/env.ts'
import { formId, lines, pressed, submitted, type Tried, whole } from '../../../web/form.ts'
import { may } from '../../../web/guard.ts'
import { page } from '../../../web/layout.tsx'
import { sentenceOf } from '../../../web/words.ts'
import { ownMerchant } from '../../queries.ts'
import { disputeLoan } from '../loans/actions.ts'
import { loanStory } from '../loans/queries.ts'
import { type CreditLink, consentsOf, eventsOfLink, linksOf, namesOf, offerOf, ownLink, viewsOf } from '../queries.ts'
import { ReceiptPage } from '../receipt.tsx'
import { narrowLink, presentLink, previewOf, requestLink, withdrawLink } from './actions.ts'
import { allowRecord } from './consents.ts'
import { fieldList, wishForm } from './input.ts'
import { LinkPage, type LinkProps } from './link-page.tsx'
import { LinksPage, NewLinkPage } from './views.tsx'

const presenting = z.object({
  seen: z.string().max(100),
  agrees: z.literal('1').optional(),
  allowsRecord: z.literal('1').optional(),
})
const narrowing = z.object({ version: whole(1, 1e9), drop: fieldList })
const recording = z.object({ allows: z.enum(['yes', 'no']) })
const disputing = z.object({ id: formId, why: lines(500) })

/** The merchant's side: choose, read, agree, show, narrow, take back. */
export const creditLinkPages = new Hono<Env>()
  .get('/merchants/mine/:id/credit', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const merchantId = c.req.param('id')
    const rows = await linksOf(db, merchantId, actor)
    return page(
      c,
      { title: t('兑信用', 'Credit') },
      <LinksPage {...{ merchantId, rows, why: await whyNot(c, merchantId) }} />,
    )
  })
  .get('/merchants/mine/:id/credit/new', may.signedIn(), (c) => newPage(c, c.req.param('id')))
  .post('/merchants/mine/:id/credit', may.signedIn(), (c) =>
    submitted(
      c,
      wishForm,
      async ({ id: key, ...wish }) => {
        const { atomically, actor, now } = c.var
        const request = { key, merchantId: c.req.param('id'), wish, actor, now: now() }
        const linkId = await atomically((tx) => requestLink(tx, request))
        return c.redirect(`/merchants/credit/${linkId}`, 303)
      },
      (tried) => newPage(c, c.req.param('id'), tried),
    ),
  )
  .get('/merchants/credit/:id', may.signedIn(), (c) => linkPage(c))
  .post('/merchants/credit/:id/present', may.signedIn(), (c) =>
    submitted(
      c,
      presenting,
      async ({ seen, agrees, allowsRecord }) => {
        const { atomically, secrets, config, actor, now } = c.var
        const linkId = c.req.param('id')
        if (!agrees) throw new Refusal('invalid', 'credit_consent_needed', { field: 'agrees' })
        const given = { linkId, seen, allowsRecord: Boolean(allowsRecord), issuer: issuerOf(config), actor, now: now() }
        await atomically((tx) => presentLink(tx, secrets, given))
        return c.redirect(`/merchants/credit/${linkId}`, 303)
      },
      (tried) => linkPage(c, { form: 'present', tried }),
    ),
  )
  .post('/merchants/credit/:id/narrow', may.signedIn(), (c) =>
    submitted(
      c,
      narrowing,
      async ({ version, drop }) => {
        const { atomically, secrets, config, actor, now } = c.var
        const linkId = c.req.param('id')
        const given = { linkId, drop, version, issuer: issuerOf(config), actor, now: now() }
        await atomically((tx) => narrowLink(tx, secrets, given))
        return c.redirect(`/merchants/credit/${linkId}`, 303)
      },
      (tried) => linkPage(c, { form: 'narrow', tried }),
    ),
  )
  .post('/merchants/credit/:id/withdraw', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const linkId = c.req.param('id')
    await atomically((tx) => withdrawLink(tx, { linkId, actor, now: now() }))
    return c.redirect(`/merchants/credit/${linkId}`, 303)
  })
  .post('/merchants/credit/:id/record', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const linkId = c.req.param('id')
    const { allows } = await pressed(c, recording)
    await atomically((tx) => allowRecord(tx, { linkId, allows: allows === 'yes', actor, now: now() }))
    return c.redirect(`/merchants/credit/${linkId}`, 303)
  })
  .post('/merchants/credit/:id/dispute', may.signedIn(), (c) =>
    submitted(
      c,
      disputing,
      async ({ id: key, why }) => {
        const { atomically, actor, now } = c.var
        const linkId = c.req.param('id')
        await atomically((tx) => disputeLoan(tx, { key, linkId, why, actor, now: now() }))
        return c.redirect(`/merchants/credit/${linkId}`, 303)
      },
      (tried) => linkPage(c, { form: 'dispute', tried }),
    ),
  )
  .get('/merchants/credit/:id/receipt', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const link = await ownLink(db, c.req.param('id'), actor)
    const options = { title: t('同意回执', 'Receipt of consent'), face: 'paper' } as const
    return page(
      c,
      options,
      <ReceiptPage consents={await consentsOf(db, link.id)} back={`/merchants/credit/${link.id}`} />,
    )
  })

/** The sentence that says why nothing can be shown now; none when it can. */
async function whyNot(c: Context<Env>, merchantId: string): Promise<string | undefined> {
  try {
    await offerOf(c.var.db, merchantId, c.var.now())
    return undefined
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return sentenceOf(c.var.words, refusal.code, refusal.details, c.var.lang)
  }
}

async function newPage(c: Context<Env>, merchantId: string, tried?: Tried) {
  const { db, actor, now, t } = c.var
  await ownMerchant(db, merchantId, actor)
  const { claims, terms } = await offerOf(db, merchantId, now())
  const shown = { merchantId, banks: await organizationsAtWork(db, 'bank'), claims, daysMax: terms.daysMax, tried }
  return page(c, { title: t('出示给银行', 'Show a bank') }, <NewLinkPage {...shown} />)
}

async function linkPage(c: Context<Env>, tried?: LinkProps['tried']) {
  const { db, actor, secrets, config } = c.var
  const link = await ownLink(db, c.req.param('id') ?? '', actor)
  const shown = {
    link,
    bank: (await namesOf(db, link)).bank,
    ...(await contentOf(c, link)),
    address: link.secretSealed ? `${config.baseUrl}/credit/${secrets.unseal(link.secretSealed)}` : undefined,
    views: await viewsOf(db, link.id),
    consents: await consentsOf(db, link.id),
    events: await eventsOfLink(db, link.id),
    story: await loanStory(db, link.id),
    tried,
  }
  c.header('Cache-Control', 'no-store')
  return page(c, { title: shown.bank }, <LinkPage {...shown} />)
}

/** What is shown, or would be; a shop that cannot show anything now sees why when it agrees. */
async function contentOf(c: Context<Env>, link: CreditLink) {
  const { db, secrets, now } = c.var
  if (link.state === 'presented') {
    const token = tokenOf(secrets, await credentialById(db, link.credentialId as string))
    return { shown: token ? shownBy(token) : undefined, seen: undefined }
  }
  if (link.endedAt || (await whyNot(c, link.merchantId))) return { shown: undefined, seen: undefined }
  return previewOf(db, link, now())
}
