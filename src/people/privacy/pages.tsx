import { Hono } from 'hono'
import { deleteCookie } from 'hono/cookie'
import { z } from 'zod'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { sessionCookie } from '../../web/middleware.ts'
import { Card, Checkbox, Chip, Empty, Form, LinkButton, PostButton, Submit, Time, Timeline } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { deletePerson, giveConsent, withdrawConsent } from './actions.ts'
import { PrivacyNotice } from './notice.tsx'
import { consentsOf, looksOf, ownConsent } from './queries.ts'
import { ConsentReceipt } from './receipt.tsx'
import { type ConsentKind, consentKinds, consentText, consentTexts, receiptNumber } from './rules.ts'

const oneConsent = z.object({ kind: z.enum(consentKinds), give: z.enum(['0', '1']) })
const leaving = z.object({ sure: z.literal('1') })

/** What I agreed to, what you hold about me, who looked at it, and the way out. */
export const privacyPages = new Hono<Env>()
  .get('/me/privacy', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const receipts = await consentsOf(db, actor.id)
    return page(c, { title: t('我的个人信息', 'My data and consents') }, <PrivacyPage receipts={receipts} />)
  })
  .post('/me/privacy/consents', may.signedIn(), async (c) => {
    const { atomically, actor, now } = c.var
    const { kind, give } = await pressed(c, oneConsent)
    const consent = { personId: actor.id, kind, now: now() }
    await atomically((tx) => (give === '1' ? giveConsent(tx, consent) : withdrawConsent(tx, consent)))
    return c.redirect('/me/privacy', 303)
  })
  .get('/me/privacy/consents/:id', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const consent = await ownConsent(db, c.req.param('id'), actor.id)
    return page(c, { title: t('同意回执', 'Receipt of consent'), face: 'paper' }, <ConsentReceipt consent={consent} />)
  })
  .get('/me/looks', may.signedIn(), async (c) => {
    const { db, actor, t } = c.var
    const looks = await looksOf(db, actor.id)
    return page(c, { title: t('谁看过我的信息', 'Who looked at my data') }, <Looks looks={looks} />)
  })
  .get('/me/delete', may.signedIn(), (c) => page(c, { title: c.var.t('注销账户', 'Delete my account') }, <Leaving />))
  .post('/me/delete', may.signedIn(), (c) =>
    submitted(
      c,
      leaving,
      async () => {
        const { atomically, actor, config, now } = c.var
        await atomically((tx) => deletePerson(tx, c.var.personal, { personId: actor.id, now: now() }))
        deleteCookie(c, sessionCookie(config), { path: '/', secure: config.baseUrl.startsWith('https:') })
        return c.redirect('/', 303)
      },
      (tried) => page(c, { title: c.var.t('注销账户', 'Delete my account') }, <Leaving tried={tried} />),
    ),
  )

type Receipt = Awaited<ReturnType<typeof consentsOf>>[number]

function PrivacyPage({ receipts }: { receipts: Receipt[] }) {
  const t = useT()
  const withdrawn = receipts.filter(({ withdrawnAt }) => withdrawnAt)
  return (
    <>
      <h1>{t('我的个人信息', 'My data and consents')}</h1>
      <h2>{t('我同意了什么', 'What I agreed to')}</h2>
      {consentKinds.map((kind) => (
        <OneConsent kind={kind} receipt={receipts.find((one) => one.kind === kind && !one.withdrawnAt)} />
      ))}
      {withdrawn.length > 0 && <Withdrawn receipts={withdrawn} />}
      <PrivacyNotice folded />
      <h2>{t('我的数据', 'My data')}</h2>
      <div class="actions">
        <LinkButton href="/me/privacy/data" look="quiet">
          {t('看看、下载我的全部数据', 'See or download everything about me')}
        </LinkButton>
        <LinkButton href="/me/looks" look="quiet">
          {t('谁看过我的信息', 'Who looked at my data')}
        </LinkButton>
        <LinkButton href="/me/delete" look="quiet">
          {t('注销账户', 'Delete my account')}
        </LinkButton>
      </div>
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

function OneConsent({ kind, receipt }: { kind: ConsentKind; receipt: Receipt | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const { title, body } = consentTexts[kind]
  return (
    <Card>
      <h3>{title[lang]}</h3>
      <p>{body[lang]}</p>
      {receipt ? (
        <p>
          <Chip tone="good">{t('已同意', 'Agreed')}</Chip>{' '}
          <span class="muted">
            <Time at={receipt.at} withYear /> · {t('版本', 'version')} {receipt.textVersion}
          </span>
        </p>
      ) : (
        <p>
          <Chip>{t('未同意', 'Not agreed')}</Chip>
        </p>
      )}
      <div class="actions">
        {receipt && (
          <LinkButton href={`/me/privacy/consents/${receipt.id}`} look="quiet">
            {t('看回执、打印', 'Receipt, to print')}
          </LinkButton>
        )}
        {(kind !== 'service' || !receipt) && (
          <PostButton action="/me/privacy/consents" look="quiet" fields={{ kind, give: receipt ? '0' : '1' }}>
            {receipt ? t('撤回同意', 'Withdraw') : t('同意', 'Agree')}
          </PostButton>
        )}
      </div>
    </Card>
  )
}

function Withdrawn({ receipts }: { receipts: Receipt[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details class="card">
      <summary>{t(`撤回过的同意（${receipts.length}）`, `Consents withdrawn (${receipts.length})`)}</summary>
      <ul>
        {receipts.map((receipt) => (
          <li>
            <a href={`/me/privacy/consents/${receipt.id}`}>
              {consentText(receipt.kind, receipt.textVersion)?.title[lang]} · {receiptNumber(receipt)}
            </a>{' '}
            {receipt.withdrawnAt && (
              <span class="muted">
                <Time at={receipt.withdrawnAt} withYear />
              </span>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}

function Looks({ looks }: { looks: Awaited<ReturnType<typeof looksOf>> }) {
  const t = useT()
  const what = {
    record: t('看了您的登记页', 'opened your record'),
    contact: t('看了您的手机号和姓名', 'saw your phone and real name'),
    account: t('查了您的积分账', 'went through your points'),
    photo: t('看了您照片遮挡前的原图', 'saw a photo of yours without its cover'),
    address: t('送货时看了您的地址', 'saw your address to bring you something'),
  }
  return (
    <>
      <h1>{t('谁看过我的信息', 'Who looked at my data')}</h1>
      {looks.length === 0 ? (
        <Empty title={t('还没有工作人员查看过', 'No member of staff has looked')}>
          <p>{t('每次查看都会记在这里，谁也删不掉。', 'Every look is recorded here, and nobody can remove it.')}</p>
        </Empty>
      ) : (
        <Timeline
          events={looks.map((look) => ({ at: look.at, what: what[look.what], who: look.byName, note: look.reason }))}
        />
      )}
      <LinkButton href="/me/privacy" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

function Leaving({ tried }: { tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('注销账户', 'Delete my account')}</h1>
      <p>
        {t(
          '注销后，手机号、姓名和密码会立即删除，荣誉卡作废，没用完的积分不能再用。积分账目会去掉姓名后保留。这一步不能反悔。',
          'Your phone, name and password are deleted at once, your card ends and unused points are lost. Ledger entries stay without a name. This cannot be undone.',
        )}
      </p>
      <Form action="/me/delete" tried={tried}>
        <Checkbox
          name="sure"
          label={t('我明白，确定要注销', 'I understand and want to delete my account')}
          tried={tried}
        />
        <Submit look="danger">{t('注销账户', 'Delete my account')}</Submit>
      </Form>
      <LinkButton href="/me/privacy" look="quiet">
        {t('我再想想', 'Not now')}
      </LinkButton>
    </>
  )
}
