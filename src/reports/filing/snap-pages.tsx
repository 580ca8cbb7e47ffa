import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { areaChoices } from '../../areas/picker.tsx'
import { isSignedIn } from '../../kit/actor.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { sendPicture } from '../../photos/pages.ts'
import { ruleInForce } from '../../points/rulebook/queries.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { categoriesInUse } from '../categories/queries.ts'
import { guessCategory } from '../categories/rules.ts'
import { joinReport } from '../follow/actions.ts'
import { hold } from '../follow/secret.ts'
import { likelyReports } from '../likely/queries.ts'
import { LikelyPage } from '../likely/views.tsx'
import { wordsMax } from '../rules.ts'
import { fileReport, type SentPhoto } from './actions.ts'
import { forgetOwner, sentFrom } from './drafts.ts'
import { positionIn, type SnapInput, snapForm } from './form.ts'
import { pinned, placeShown } from './place.ts'
import { assertComplete, positionOf } from './rules.ts'
import { type Snap, snapOf } from './snap.ts'
import { SnapPage } from './snap-views.tsx'
import { countReport, draftsIn, stagePhotos } from './stage.ts'

/** 随手拍: one page from a photo to a report, with what others reported nearby in between. */
export const snapPages = new Hono<Env>()
  .get('/snap', may.anyone(), (c) => snapPage(c))
  .post('/snap', may.anyone(), async (c) => {
    const refused = await stagePhotos(c)
    return submitted(
      c,
      snapForm,
      (input) => {
        if (refused) throw refused
        return takeStep(c, input)
      },
      (tried) => snapPage(c, tried),
    )
  })
  // Words are posted: an address may be kept by whoever passes it on.
  .post('/snap/guess', may.anyone(), async (c) => {
    const words = (await c.req.text()).slice(0, wordsMax)
    return c.json({ categoryId: guessCategory(words, await categoriesInUse(c.var.db))?.id ?? null })
  })
  .get('/snap/photos/:form/:photo', may.anyone(), async (c) => {
    const drafts = await draftsIn(c, c.req.param('form'))
    const draft = drafts.find(({ photoId }) => photoId === c.req.param('photo'))
    const bytes = draft && (await c.var.photoStore.get(draft.prepared.small.id))
    return sendPicture(c, bytes)
  })

async function takeStep(c: Context<Env>, input: SnapInput): Promise<Response> {
  const onMap = pinned(input)
  if (onMap) return snapPage(c, { values: textsOf(onMap), errors: {} })
  if (input.act === 'edit') return snapPage(c, { values: textsOf(input), errors: {} })
  if (!input.categoryId) return guessed(c, input)
  const snap = await snapOf(c, input)
  const drafts = await draftsIn(c, input.id)
  assertComplete(snap, drafts.length)
  const photos = await sentFrom(c.var.photoStore, drafts)
  if (input.act.startsWith('join:')) return join(c, input, photos)
  if (input.act === 'send' && snap.kind === 'problem' && !input.againOf) {
    const likely = await likelyFor(c, snap, photos)
    if (likely.length)
      return page(
        c,
        { title: c.var.t('是不是同一处？', 'Is it one of these?') },
        <LikelyPage
          likely={likely}
          values={textsOf(input)}
          kept={drafts.map(({ photoId }) => photoId)}
          isSignedIn={isSignedIn(c.var.actor)}
          personId={c.var.actor.id}
          now={c.var.now()}
        />,
      )
  }
  return send(c, snap, photos)
}

/** Nobody chose a category: the words may tell, and whoever wrote them has a look. */
async function guessed(c: Context<Env>, input: SnapInput): Promise<Response> {
  const guess = guessCategory(input.words ?? '', await categoriesInUse(c.var.db))
  if (!guess) throw new Refusal('invalid', 'category_missing', { field: 'categoryId' })
  const values = { ...textsOf(input), categoryId: guess.id }
  return snapPage(c, { values, errors: {} }, guess.id)
}

const likelyFor = (c: Context<Env>, snap: Snap, photos: SentPhoto[]) =>
  likelyReports(
    c.var.db,
    { ...snap, position: positionOf(snap) },
    photos.map(({ prepared }) => prepared),
    c.var.now(),
  )

async function join(c: Context<Env>, input: SnapInput, photos: SentPhoto[]): Promise<Response> {
  const { atomically, actor, now } = c.var
  if (!isSignedIn(actor)) throw new Refusal('signed_out', 'not_signed_in')
  const reportId = input.act.slice('join:'.length)
  const at = input.placeFrom === 'device' ? positionIn(input) : undefined
  const kind = await atomically((tx) => joinReport(tx, { reportId, personId: actor.id, at, photos, now: now() }))
  return c.redirect(`/reports/${reportId}?joined=${kind}`, 303)
}

async function send(c: Context<Env>, snap: Snap, photos: SentPhoto[]): Promise<Response> {
  const { atomically } = c.var
  await countReport(c)
  const { kind: _, ...report } = snap
  const id = await atomically(async (tx) => {
    if (snap.anonymous) await forgetOwner(tx, { formId: snap.key })
    return fileReport(tx, { ...report, photos })
  })
  if (snap.anonymous) hold(c, id)
  return c.redirect(`/reports/${id}/received`, 303)
}

async function snapPage(c: Context<Env>, tried?: Tried, guessedId?: string): Promise<Response> {
  const { db, actor, now, t } = c.var
  const id = tried && snapForm.shape.id.safeParse(tried.values.id).success ? (tried.values.id as string) : newId(now())
  const { terms } = await ruleInForce(db, 'R1', now())
  const shown = {
    ...{ formId: id, tried, guessedId, drafts: await draftsIn(c, id), isSignedIn: isSignedIn(actor) },
    categories: await categoriesInUse(db),
    groups: await areaChoices(db),
    place: await placeShown(c, tried?.values),
    points: terms.prices.one ?? 0,
    againOf: z
      .string()
      .max(60)
      .safeParse(tried?.values.againOf ?? c.req.query('again')).data,
  }
  return page(c, { title: t('随手拍', 'Snap'), scripts: ['snap.js'] }, <SnapPage {...shown} />)
}

/** The form's texts as they were read, to be carried on or shown again. */
function textsOf(input: SnapInput): Record<string, string> {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(input)) {
    if (typeof value === 'string') texts[name] = value
    else if (typeof value === 'number') texts[name] = String(value)
    else if (Array.isArray(value) && value.every((one) => typeof one === 'string')) texts[name] = value.join(',')
  }
  if (input.anonymous) texts.anonymous = '1'
  return texts
}
