import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../../web/env.ts'
import { line, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { localPath } from '../../web/local-path.ts'
import { Checkbox, Form, LinkButton, Select, Submit, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { PrivacyNotice } from '../privacy/notice.tsx'
import { consentTexts } from '../privacy/rules.ts'
import { homeAreas } from '../queries.ts'
import { openTicket } from '../tickets.ts'
import { keepSession, signUp } from './entry.ts'
import { PhoneField } from './forms.tsx'

const newcomer = z.object({
  ticket: z.string().max(4000),
  displayName: line(20),
  areaId: z.string().min(1).max(40),
  consent: z.literal('1').optional(),
})

/** Signing up: what we do with your data, a proven phone, then a name to be shown by and where you live. */
export const signUpPages = new Hono<Env>()
  .get('/sign-up', may.anyone(), (c) =>
    page(c, { title: c.var.t('注册', 'Sign up') }, <SignUpPage next={localPath(c.req.query('next'))} />),
  )
  .get('/privacy', may.anyone(), (c) =>
    page(c, { title: c.var.t('个人信息处理说明', 'Privacy notice') }, <PrivacyNotice />),
  )
  .get('/sign-up/profile', may.anyone(), async (c) => {
    const ticket = c.req.query('ticket')
    return ticket ? profilePage(c, ticket) : c.redirect('/sign-up', 303)
  })
  .post('/sign-up/profile', may.anyone(), (c) =>
    submitted(
      c,
      newcomer,
      async (input) => {
        const { next } = openTicket(c.var.secrets, 'signUp', input.ticket, c.var.now())
        keepSession(c, await signUp(c, { ...input, consent: input.consent === '1' }))
        return c.redirect(next === '/' ? '/?welcome=1' : next, 303)
      },
      (tried) => profilePage(c, tried.values.ticket ?? '', tried),
    ),
  )

async function profilePage(c: Context<Env>, ticket: string, tried?: Tried) {
  const { db, secrets, now, t } = c.var
  openTicket(secrets, 'signUp', ticket, now())
  const homes = await homeAreas(db)
  const choices = homes.map(({ id, name, street }) => ({ value: id, label: street ? `${street} · ${name}` : name }))
  return page(
    c,
    { title: t('完成注册', 'Finish signing up') },
    <ProfileForm ticket={ticket} choices={choices} tried={tried} />,
  )
}

function SignUpPage({ next }: { next: string }) {
  const t = useT()
  return (
    <section class="way-in">
      <h1>{t('加入荣誉通', 'Join Rongyu')}</h1>
      <p class="lead">
        {t(
          '做任务、帮邻居，积分记在自己名下，到荣誉超市换东西。注册只要一个手机号。',
          'Help out, keep your points, collect goods at the honor store. All you need is a phone number.',
        )}
      </p>
      <Form action="/sign-in">
        <PhoneField tried={undefined} />
        <input type="hidden" name="next" value={next} />
        <Submit look="big">{t('获取验证码', 'Send me a code')}</Submit>
      </Form>
      <p class="help">
        {t(
          '已经注册过也没关系，输入验证码就直接登录。没有手机？请到社区办一张荣誉卡。',
          'Signed up before? The code signs you in. No phone? Ask your community for an honour card.',
        )}
      </p>
      <PrivacyNotice folded />
    </section>
  )
}

type ProfileProps = { ticket: string; choices: { value: string; label: string }[]; tried?: Tried | undefined }

function ProfileForm({ ticket, choices, tried }: ProfileProps) {
  const [t, lang] = [useT(), useLang()]
  return (
    <section class="way-in">
      <h1>{t('完成注册', 'Finish signing up')}</h1>
      <Form action="/sign-up/profile" tried={tried}>
        <input type="hidden" name="ticket" value={ticket} />
        <TextField
          name="displayName"
          label={t('怎么称呼您', 'What shall we call you?')}
          help={t('别人看到的是这个名字，不必是真名。', 'This is what others see. It need not be your real name.')}
          autocomplete="nickname"
          maxlength={20}
          tried={tried}
        />
        <Select
          name="areaId"
          label={t('您住在哪个社区或村', 'Where do you live?')}
          choices={choices}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <PrivacyNotice folded />
        <Checkbox name="consent" label={consentTexts.service.body[lang]} tried={tried} />
        <Submit look="big">{t('完成', 'Done')}</Submit>
      </Form>
      <LinkButton href="/" look="quiet">
        {t('先不注册', 'Not now')}
      </LinkButton>
    </section>
  )
}
