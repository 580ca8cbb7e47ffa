import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { formId, lines, optional, pressed, submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { sentenceOf } from '../../web/words.ts'
import { decide, decideSpotCheck } from './actions.ts'
import { decideAppeal } from './appeals.ts'
import { CasePage } from './case.tsx'
import {
  agreementByReviewer,
  allFlags,
  disagreements,
  isOpenSpotCheck,
  latestApprovals,
  openSpotChecks,
  reviewCase,
  reviewQueue,
} from './queries.ts'
import { ApprovedPage, BulkResults, QueuePage, SecondLooks } from './queue.tsx'
import { revocationAhead, revokeApproval } from './revoking.ts'
import { isPlain } from './rules.ts'

const reviewers = () => may.be('reviewer', 'admin')

const decisionForm = z.object({
  id: formId,
  version: whole(1, 1_000_000),
  decision: z.enum(['approve', 'return', 'reject', 'uphold', 'overturn']),
  reason: optional(lines(500)),
  minutes: optional(whole(15, 1440)),
  points: optional(whole(1, 1000)),
})
const bulkForm = z.object({
  id: formId,
  claims: z
    .preprocess(
      (value) => (Array.isArray(value) ? value : [value]),
      z.array(z.string().regex(/^[\w-]{8,100}:\d{1,7}$/)),
    )
    .pipe(z.array(z.string()).min(1).max(50)),
})
const revokeForm = z.object({ id: formId, version: whole(1, 1_000_000), reason: lines(500) })
const secondForm = z.object({ decision: z.enum(['approve', 'reject']), reason: lines(500) })

/** Below the queue, a few: whoever looks for more goes on. */
const approvedBelow = 5

export const reviewsDeskPages = new Hono<Env>()
  .get('/desk/reviews', reviewers(), async (c) => {
    const { db, actor, t } = c.var
    const rows = await withFlags(c, await reviewQueue(db, actor))
    const looks = await openSpotChecks(db, actor)
    const shown = {
      rows,
      looks,
      ...(await latestApprovals(db, actor, { size: approvedBelow })),
      formId: newId(c.var.now()),
    }
    return page(c, { title: t('审核', 'Reviews'), face: 'desk' }, <QueuePage {...shown} />)
  })
  .post('/desk/reviews', reviewers(), async (c) => {
    const given = await pressed(c, bulkForm)
    const results = []
    for (const one of given.claims) results.push(await approveOne(c, given.id, one))
    return page(c, { title: c.var.t('批量通过', 'Approved together'), face: 'desk' }, <BulkResults results={results} />)
  })
  .get('/desk/reviews/next', reviewers(), async (c) => {
    const [first] = await reviewQueue(c.var.db, c.var.actor, 1)
    return c.redirect(first ? `/desk/reviews/${first.claim.id}` : '/desk/reviews', 303)
  })
  .get('/desk/reviews/approved', reviewers(), async (c) => {
    const shown = await latestApprovals(c.var.db, c.var.actor, { before: c.req.query('before')?.slice(0, 100) })
    const title = c.var.t('认定过的', 'Approved')
    return page(c, { title, face: 'desk' }, <ApprovedPage {...{ title, ...shown }} />)
  })
  .get('/desk/reviews/differences', may.be('auditor', 'admin'), async (c) => {
    const { db, actor, t } = c.var
    const shown = { rows: await disagreements(db, actor), reviewers: await agreementByReviewer(db, actor) }
    return page(c, { title: t('抽查复核', 'Second looks'), face: 'desk' }, <SecondLooks {...shown} />)
  })
  .get('/desk/reviews/:id', reviewers(), (c) => casePage(c))
  .post('/desk/reviews/:id', reviewers(), (c) =>
    submitted(
      c,
      decisionForm,
      async ({ decision, reason = '', ...given }) => {
        const claimId = c.req.param('id')
        const common = { ...given, claimId, reason, actor: c.var.actor, now: c.var.now() }
        const signature = c.var.secrets.sign('spot-check', claimId)
        await c.var.atomically<unknown>((tx) =>
          decision === 'uphold' || decision === 'overturn'
            ? decideAppeal(tx, { ...common, decision })
            : decide(tx, { ...common, decision, signature }),
        )
        return c.redirect('/desk/reviews/next', 303)
      },
      (tried) => casePage(c, tried),
    ),
  )
  .post('/desk/reviews/:id/revoke', reviewers(), (c) =>
    submitted(
      c,
      revokeForm,
      async (given) => {
        const claimId = c.req.param('id')
        const input = { ...given, claimId, actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => revokeApproval(tx, input))
        return c.redirect(`/desk/reviews/${claimId}`, 303)
      },
      (tried) => casePage(c, tried),
    ),
  )
  .get('/desk/reviews/:id/second', reviewers(), (c) => casePage(c, undefined, true))
  .post('/desk/reviews/:id/second', reviewers(), (c) =>
    submitted(
      c,
      secondForm,
      async (given) => {
        const look = { ...given, claimId: c.req.param('id'), actor: c.var.actor, now: c.var.now() }
        await c.var.atomically((tx) => decideSpotCheck(tx, look))
        return c.redirect('/desk/reviews', 303)
      },
      (tried) => casePage(c, tried, true),
    ),
  )

type Queued = Awaited<ReturnType<typeof reviewQueue>>[number]

async function withFlags(c: Context<Env>, rows: readonly Queued[]) {
  const flagged = []
  for (const row of rows) {
    const flags = await allFlags(c.var.db, row.claim.id, row.presence, row.activity)
    flagged.push({ ...row, flags, isPlain: row.claim.status === 'submitted' && isPlain(flags) })
  }
  return flagged
}

/** One of several approved together: each is its own transaction, and a refusal stays with its own row. */
async function approveOne(c: Context<Env>, formId: string, text: string) {
  const { db, actor, atomically, secrets, words, lang } = c.var
  const [claimId = '', version = ''] = text.split(':')
  const { activity, displayName, flags } = await reviewCase(db, claimId, actor, c.var.now())
  const title = `${displayName} · ${activity.title}`
  try {
    if (!isPlain(flags)) throw new Refusal('conflict', 'review_open_first')
    const signature = secrets.sign('spot-check', claimId)
    const one = {
      id: `${formId}-${claimId}`.slice(-100),
      claimId,
      version: Number(version),
      actor,
      signature,
      now: c.var.now(),
    }
    const { minutes, points, cuts } = await atomically((tx) => decide(tx, { ...one, decision: 'approve' }))
    return { claimId, title, minutes, points, cuts, refusal: undefined }
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal
    return { claimId, title, refusal: sentenceOf(words, refusal.code, refusal.details, lang) }
  }
}

async function casePage(c: Context<Env>, tried?: Tried, isSecond = false) {
  const { db, actor, t } = c.var
  const claimId = c.req.param('id') as string
  const found = await reviewCase(db, claimId, actor, c.var.now())
  // Whoever looks a second time must not know what the first one said.
  if (isSecond && !(await isOpenSpotCheck(db, claimId, actor))) throw new Refusal('missing', 'spot_check_missing')
  const hidesFirst = isSecond || (await isOpenSpotCheck(db, claimId, actor))
  const { id, personId } = found.claim
  const shown = {
    ...found,
    ahead: await revocationAhead(db, { claimId: id, personId, now: c.var.now() }),
    decisions: hidesFirst ? [] : found.decisions,
    isSecond,
    formId: newId(c.var.now()),
    tried,
    actor,
  }
  return page(c, { title: t('审核', 'Review'), face: 'desk' }, <CasePage {...shown} />)
}
