import type { Context } from 'hono'
import { Hono } from 'hono'
import { areaChoices } from '../../areas/picker.tsx'
import { newId } from '../../kit/ids.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { useT } from '../../web/words.ts'
import { licencesOf, ownMerchant } from '../queries.ts'
import { apply, resubmit, withdrawApplication } from './actions.ts'
import { ApplicationForm } from './form.tsx'
import { applicationFields, applicationForm, licencePhotosMax } from './input.ts'

export const applicationsPages = new Hono<Env>()
  .get('/merchants/apply', may.signedIn(), (c) => applyPage(c))
  .post('/merchants/apply', may.signedIn(), (c) =>
    submitted(
      c,
      applicationForm,
      async ({ id: key, photos, ...typed }) => {
        const { atomically, photoStore, actor, now } = c.var
        const fields = applicationFields(typed)
        const prepared = await preparePhotos(photos, licencePhotosMax)
        await storePhotos(photoStore, prepared)
        const id = await atomically((tx) => apply(tx, { key, fields, prepared, actor, now: now() }))
        return c.redirect(`/merchants/mine/${id}`, 303)
      },
      (tried) => applyPage(c, tried),
    ),
  )
  .get('/merchants/mine/:id/edit', may.signedIn(), (c) => editPage(c, c.req.param('id')))
  .post('/merchants/mine/:id/edit', may.signedIn(), (c) =>
    submitted(
      c,
      applicationForm.extend({ version: whole(1, 1e9) }),
      async ({ id: key, photos, version, ...typed }) => {
        const { atomically, photoStore, actor, now } = c.var
        const merchantId = c.req.param('id')
        const fields = applicationFields(typed)
        const prepared = await preparePhotos(photos, licencePhotosMax)
        await storePhotos(photoStore, prepared)
        const asked = { key, merchantId, version, fields, prepared, actor, now: now() }
        await atomically((tx) => resubmit(tx, asked))
        return c.redirect(`/merchants/mine/${merchantId}`, 303)
      },
      (tried) => editPage(c, c.req.param('id'), tried),
    ),
  )
  .post('/merchants/mine/:id/withdraw', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const merchantId = c.req.param('id')
    await atomically((tx) => withdrawApplication(tx, { merchantId, actor, now: now() }))
    return c.redirect(`/merchants/mine/${merchantId}`, 303)
  })

async function applyPage(c: Context<Env>, tried?: Tried) {
  const shown = { action: '/merchants/apply', formId: newId(c.var.now()), groups: await areaChoices(c.var.db), tried }
  return page(
    c,
    { title: c.var.t('申请诚信商户', 'Apply as an honest merchant') },
    <>
      <ApplyHead />
      <ApplicationForm {...shown} />
    </>,
  )
}

function ApplyHead() {
  const t = useT()
  return (
    <>
      <h1>{t('申请诚信商户', 'Apply as an honest merchant')}</h1>
      <p class="lead">
        {t(
          '审核通过后有诚信分和等级，可以打印门牌。分数怎么来的，每一项都能看到。',
          'Once approved you have a score and a level, and a plate for the door. Every part of the score can be seen.',
        )}
      </p>
    </>
  )
}

async function editPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t } = c.var
  const merchant = await ownMerchant(db, id, actor)
  const [licence] = await licencesOf(db, id)
  const shown = {
    action: `/merchants/mine/${id}/edit`,
    formId: newId(c.var.now()),
    groups: await areaChoices(db),
    tried,
  }
  return page(
    c,
    { title: t('补充申请', 'Complete the application') },
    <>
      <h1>{t('补充申请', 'Complete the application')}</h1>
      <ApplicationForm {...shown} merchant={merchant} licenceUntil={licence?.validUntil} />
    </>,
  )
}
