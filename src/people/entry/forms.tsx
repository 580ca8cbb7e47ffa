import type { PropsWithChildren } from 'hono/jsx'
import type { Tried } from '../../web/form.ts'
import { Alert, Form, LinkButton, PostButton, Submit, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { maskPhone } from '../rules.ts'
import type { Ticket } from '../tickets.ts'

export type CodeSent = Ticket<'code'>
type Entry = { next: string; tried?: Tried | undefined }

export function PhoneForm({ next, tried }: Entry) {
  const t = useT()
  return (
    <>
      <h1>{t('登录荣誉通', 'Sign in')}</h1>
      <p class="lead">
        {t(
          '输入手机号，我们发一条短信验证码给您。没有注册过也从这里开始。',
          'Enter your phone number and we text you a code. New here? Start here as well.',
        )}
      </p>
      <Form action="/sign-in" tried={tried}>
        <PhoneField tried={tried} />
        <Next next={next} />
        <Submit look="big">{t('获取验证码', 'Send me a code')}</Submit>
      </Form>
      <OtherWays next={next} but="code" />
    </>
  )
}

export const PhoneField = ({ tried }: { tried: Tried | undefined }) => {
  const t = useT()
  return (
    <TextField
      name="phone"
      label={t('手机号', 'Mobile number')}
      type="tel"
      inputmode="tel"
      autocomplete="tel"
      maxlength={40}
      tried={tried}
    />
  )
}

const Next = ({ next }: { next: string }) => <input type="hidden" name="next" value={next} />

export function CodeForm({ ticket, sent, tried }: { ticket: string; sent: CodeSent; tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('输入验证码', 'Enter the code')}</h1>
      <p class="lead">
        {t(
          `验证码已发到 ${maskPhone(sent.phone)}，5 分钟内有效。`,
          `We sent a code to ${maskPhone(sent.phone)}. It is good for 5 minutes.`,
        )}
      </p>
      <DemoCode code={sent.code} />
      <Form action="/sign-in/code" tried={tried}>
        <input type="hidden" name="ticket" value={ticket} />
        <OneTimeCode tried={tried} label={t('6 位验证码', '6-digit code')} />
        <Submit look="big">{t('登录', 'Sign in')}</Submit>
      </Form>
      <div class="actions">
        <PostButton action="/sign-in" look="quiet" fields={{ phone: sent.phone, next: sent.next }}>
          {t('重新发送', 'Send another')}
        </PostButton>
        <LinkButton href={`/sign-in?next=${encodeURIComponent(sent.next)}`} look="quiet">
          {t('换个手机号', 'Use another phone')}
        </LinkButton>
      </div>
    </>
  )
}

export const OneTimeCode = ({ label, help, tried }: { label: string; help?: string; tried?: Tried | undefined }) => (
  <TextField
    name="code"
    label={label}
    help={help}
    inputmode={help ? 'text' : 'numeric'}
    autocomplete="one-time-code"
    maxlength={20}
    autofocus
    tried={tried && { ...tried, values: { ...tried.values, code: '' } }}
  />
)

export function PasswordForm({ next, tried }: Entry) {
  const t = useT()
  return (
    <>
      <h1>{t('用密码登录', 'Sign in with a password')}</h1>
      <Form action="/sign-in/password" tried={tried}>
        <PhoneField tried={tried} />
        <TextField
          name="password"
          label={t('密码', 'Password')}
          type="password"
          autocomplete="current-password"
          maxlength={200}
          tried={tried}
        />
        <Next next={next} />
        <Submit look="big">{t('登录', 'Sign in')}</Submit>
      </Form>
      <p class="help">
        {t(
          '忘了密码？先用短信验证码登录，再到“我的”里重设。',
          'Forgotten? Sign in with a code, then set a new one under "Me".',
        )}
      </p>
      <OtherWays next={next} but="password" />
    </>
  )
}

export function CardForm({ next, tried }: Entry) {
  const t = useT()
  return (
    <>
      <h1>{t('用荣誉卡登录', 'Sign in with an honour card')}</h1>
      <p class="lead">
        {t(
          '扫一下卡上的二维码，或输入卡号，再输入 6 位密码。',
          'Scan the card or type its number, then the 6-digit PIN.',
        )}
      </p>
      <div data-scan="#number" />
      <Form action="/sign-in/card" tried={tried}>
        <TextField
          name="number"
          label={t('卡号', 'Card number')}
          inputmode="numeric"
          autocomplete="off"
          maxlength={200}
          tried={tried}
        />
        <TextField
          name="pin"
          label={t('卡密码（6 位数字）', 'PIN (6 digits)')}
          type="password"
          inputmode="numeric"
          autocomplete="off"
          maxlength={20}
          tried={tried}
        />
        <Next next={next} />
        <Submit look="big">{t('登录', 'Sign in')}</Submit>
      </Form>
      <p class="help">{t('用完别人的手机，记得退出登录。', 'On somebody else’s phone, remember to sign out.')}</p>
      <OtherWays next={next} but="card" />
    </>
  )
}

export function SecondForm({ ticket, tried }: { ticket: string; tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t('还差一步', 'One more step')}</h1>
      <p class="lead">
        {t(
          '打开手机上的验证器应用，输入现在显示的 6 位动态码。',
          'Open your authenticator app and enter the code it shows now.',
        )}
      </p>
      <Form action="/sign-in/second" tried={tried}>
        <input type="hidden" name="ticket" value={ticket} />
        <OneTimeCode
          label={t('动态码', 'Code')}
          help={t('手机不在身边时，也可以输入一个备用码。', 'Without your phone, enter one of your recovery codes.')}
          tried={tried}
        />
        <Submit look="big">{t('登录', 'Sign in')}</Submit>
      </Form>
      <LinkButton href="/sign-in" look="quiet">
        {t('重新登录', 'Start again')}
      </LinkButton>
    </>
  )
}

function OtherWays({ next, but }: { next: string; but: 'code' | 'password' | 'card' }) {
  const t = useT()
  return (
    <nav class="actions" aria-label={t('其他登录方式', 'Other ways to sign in')}>
      {but !== 'code' && (
        <Way href="/sign-in" next={next}>
          {t('用短信登录', 'By text message')}
        </Way>
      )}
      {but !== 'password' && (
        <Way href="/sign-in/password" next={next}>
          {t('用密码登录', 'By password')}
        </Way>
      )}
      {but !== 'card' && (
        <Way href="/sign-in/card" next={next}>
          {t('用荣誉卡登录', 'By honour card')}
        </Way>
      )}
    </nav>
  )
}

const Way = ({ href, next, children }: PropsWithChildren<{ href: string; next: string }>) => (
  <LinkButton href={next === '/' ? href : `${href}?next=${encodeURIComponent(next)}`} look="quiet">
    {children}
  </LinkButton>
)

/** Where no message is sent, the page shows the code. */
export function DemoCode({ code }: { code: string | undefined }) {
  const t = useT()
  return (
    code && (
      <Alert tone="info">
        {t('演示环境不发短信，验证码是 ', 'This is a demo and sends no messages. The code is ')}
        <strong class="code">{code}</strong>
      </Alert>
    )
  )
}
