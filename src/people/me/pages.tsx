import { Hono } from 'hono'
import { areaAndAbove, areaById } from '../../areas/queries.ts'
import { type Actor, holds, staffRoles } from '../../kit/actor.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Qr } from '../../web/qr.tsx'
import { Alert, Card, Chip, LinkButton, PostButton } from '../../web/ui.tsx'
import { type Sentence, useT } from '../../web/words.ts'
import { personCode } from '../cards/codes.ts'
import { inFours, secondsLeft } from '../cards/rules.ts'
import { maskedPhoneOf, personById } from '../queries.ts'

/** Who I am here, my code for check-in and the counter, and the way to everything about me. */
export const mePages = new Hono<Env>()
  .get('/me', may.signedIn(), async (c) => {
    const { db, actor, secrets, t } = c.var
    const person = await personById(db, actor.id)
    const above = await areaAndAbove(db, await areaById(db, person.areaId))
    const me = {
      name: person.displayName,
      place: above.map(({ name }) => name).join(' · '),
      phone: maskedPhoneOf(secrets, person),
      isVerified: person.verifiedAt !== null,
      work: workplaceOf(actor),
    }
    return page(c, { title: t('我的', 'Me') }, <Me {...me} />)
  })
  .get('/me/code', may.signedIn(), async (c) => {
    const { db, actor, secrets, now, t } = c.var
    const person = await personById(db, actor.id)
    const at = now()
    const refreshSeconds = secondsLeft(at)
    const { qr, typed } = personCode(secrets, person, at)
    return page(
      c,
      { title: t('我的码', 'My code'), refreshSeconds },
      <MyCode name={person.displayName} qr={qr} typed={typed} seconds={refreshSeconds} />,
    )
  })

type Workplace = { href: string } & Sentence

/** Where somebody's work waits. */
function workplaceOf(actor: Actor): Workplace | undefined {
  if (holds(actor, staffRoles)) return { href: '/desk', zh: '工作台', en: 'Desk' }
  if (holds(actor, ['banker'])) return { href: '/bank', zh: '银行工作台', en: 'The bank’s desk' }
  if (holds(actor, ['merchant'])) return { href: '/merchants/mine', zh: '我的店', en: 'My shop' }
  return undefined
}

type MeProps = { name: string; place: string; phone: string | null; isVerified: boolean; work: Workplace | undefined }

function Me({ name, place, phone, isVerified, work }: MeProps) {
  const t = useT()
  return (
    <>
      <h1>{name}</h1>
      <p class="muted">
        {place}
        {phone && ` · ${phone}`}
      </p>
      <p>
        {isVerified ? (
          <Chip tone="good">{t('身份已核实', 'Identity verified')}</Chip>
        ) : (
          <Chip tone="warn">{t('身份未核实', 'Identity not verified')}</Chip>
        )}
      </p>
      {!isVerified && (
        <Alert tone="info">
          {t(
            '做任务、攒积分不受影响。要兑换物品，请带身份证件到社区核实一次。',
            'You can take part and earn points. To collect goods, show an identity document at your community once.',
          )}
        </Alert>
      )}
      <LinkButton href="/me/code" look="big">
        {t('出示我的码', 'Show my code')}
      </LinkButton>
      {work && (
        <LinkButton href={work.href} look="quiet">
          {t(work.zh, work.en)}
        </LinkButton>
      )}
      <nav class="list" aria-label={t('我的记录', 'What I did')}>
        <Row href="/points" label={t('我的积分', 'My points')} />
        <Row href="/claims" label={t('我的任务', 'My tasks')} />
        <Row href="/orders" label={t('我的兑换单', 'My orders')} />
        <Row href="/my/reports" label={t('我的上报', 'My reports')} />
        <Row href="/hours" label={t('服务时长', 'My hours')} />
        <Row href="/honors/mine" label={t('我的荣誉', 'My honours')} />
      </nav>
      <h2>{t('家人和邻居', 'Family and neighbours')}</h2>
      <nav class="list" aria-label={t('家人和邻居', 'Family and neighbours')}>
        <Row href="/household" label={t('我的家庭', 'My household')} />
        <Row href="/orders/proxies" label={t('代领', 'Collecting for others')} />
        <Row href="/charity" label={t('兑爱心', 'Charity')} />
      </nav>
      <h2>{t('账户和个人信息', 'Account and data')}</h2>
      <nav class="list" aria-label={t('账户和个人信息', 'Account and data')}>
        <Row href="/me/profile" label={t('称呼、住址和语言', 'Name, home and language')} />
        <Row href="/me/phone" label={t('手机号', 'Phone number')} />
        <Row href="/me/password" label={t('登录密码', 'Password')} />
        <Row href="/me/second-factor" label={t('动态码（两步验证）', 'Two-step sign-in')} />
        <Row href="/me/devices" label={t('已登录的设备', 'Devices')} />
        <Row href="/me/privacy" label={t('我的个人信息', 'My data and consents')} />
        <Row href="/me/looks" label={t('谁看过我的信息', 'Who looked at my data')} />
      </nav>
      <PostButton action="/sign-out" look="quiet">
        {t('退出登录', 'Sign out')}
      </PostButton>
    </>
  )
}

const Row = ({ href, label }: { href: string; label: string }) => <Card href={href}>{label}</Card>

function MyCode({ name, qr, typed, seconds }: { name: string; qr: string; typed: string; seconds: number }) {
  const t = useT()
  return (
    <section class="my-code">
      <h1>{name}</h1>
      <p class="lead">{t('签到或兑换时，请工作人员扫这个码。', 'Show this to be checked in or to collect goods.')}</p>
      <Qr code={qr} text={inFours(typed)} label={t('我的码', 'My code')} />
      <p class="help">
        {t(
          `每 30 秒自动更新，${seconds} 秒后换新码。请不要截图给别人。`,
          `It changes every 30 seconds; the next in ${seconds} s. Do not send anybody a picture of it.`,
        )}
      </p>
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </section>
  )
}
