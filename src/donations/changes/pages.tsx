import { type Context, Hono } from 'hono'
import type { z } from 'zod'
import { Refusal } from '../../kit/refusal.ts'
import { provePhone, sendCode } from '../../people/entry/entry.ts'
import { DemoCode } from '../../people/entry/forms.tsx'
import { ByCode } from '../../people/me/password-pages.tsx'
import { personById, phoneOf } from '../../people/queries.ts'
import { maskPhone } from '../../people/rules.ts'
import { openTicket } from '../../people/tickets.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Card, Facts, Form, PostButton, Radios, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { type Donor, donorByLink, donorPhone } from '../donors/queries.ts'
import { answerByCodeForm, answerForm } from '../input.ts'
import { Purpose } from '../intake/purpose.tsx'
import { type Line, lineById } from '../intake/queries.ts'
import { answerChange, type Proof } from './actions.ts'
import { changeForDonor, changesOf, originOf, type UseChange, useChangeById, useNow } from './queries.ts'
import { ChangeRecord } from './views.tsx'

/** Where a donor answers: the link opens the question, a code to their phone or being signed in proves who they are. */
export const answerPages = new Hono<Env>()
  .get('/given/:token/changes/:id', may.anyone(), (c) => byLink(c))
  .post('/given/:token/changes/:id/code', may.anyone(), async (c) => {
    const { change, donor } = await askedByLink(c)
    const phone = donorPhone(c.var.secrets, donor)
    if (!phone) throw new Refusal('conflict', 'donor_without_phone')
    const path = `/given/${c.req.param('token')}/changes/${change.id}`
    const { ticket } = await sendCode(c, { phone, next: path })
    return c.redirect(`${path}?ticket=${ticket}`, 303)
  })
  .post('/given/:token/changes/:id', may.anyone(), (c) =>
    submitted(
      c,
      answerByCodeForm,
      async ({ ticket, code, answer }) => {
        const { change, donor } = await askedByLink(c)
        const { challengeId, phone } = openTicket(c.var.secrets, 'code', ticket, c.var.now())
        if (phone !== donorPhone(c.var.secrets, donor)) throw new Refusal('forbidden', 'use_change_proof')
        await provePhone(c, { challengeId, phone, code })
        await answered(c, { change, donor, answer, proof: { way: 'code' } })
        return c.redirect(`/given/${c.req.param('token')}`, 303)
      },
      (tried) => byLink(c, tried),
    ),
  )
  .get('/donations/mine/changes/:id', may.signedIn(), (c) => signedIn(c))
  .post('/donations/mine/changes/:id', may.signedIn(), (c) =>
    submitted(
      c,
      answerForm,
      async ({ answer }) => {
        const { change, donor } = await askedOfMe(c)
        await answered(c, { change, donor, answer, proof: { way: 'signed_in', actor: c.var.actor } })
        return c.redirect('/donations/mine', 303)
      },
      (tried) => signedIn(c, tried),
    ),
  )

type Answered = { change: UseChange; donor: Donor; answer: z.output<typeof answerForm>['answer']; proof: Proof }

function answered(c: Context<Env>, { change, donor, answer: step, proof }: Answered) {
  const { atomically, secrets, now } = c.var
  return atomically((tx) => answerChange(tx, secrets, { id: change.id, donorId: donor.id, step, proof, now: now() }))
}

/** @throws Refusal `donor_link_dead`, `use_change_missing` */
async function askedByLink(c: Context<Env>) {
  const { db, secrets } = c.var
  const donor = await donorByLink(db, secrets, c.req.param('token') ?? '')
  const change = await useChangeById(db, c.req.param('id') ?? '')
  if ((await originOf(db, change.lineId)).donorId !== donor.id) throw new Refusal('missing', 'use_change_missing')
  return { change, donor }
}

const askedOfMe = (c: Context<Env>) => changeForDonor(c.var.db, c.req.param('id') ?? '', c.var.actor.id)

async function byLink(c: Context<Env>, tried?: Tried) {
  const { secrets, now } = c.var
  const { change, donor } = await askedByLink(c)
  c.header('Cache-Control', 'private, no-store')
  c.header('Referrer-Policy', 'no-referrer')
  const ticket = tried?.values.ticket ?? c.req.query('ticket')
  const shownCode = ticket ? openTicket(secrets, 'code', ticket, now()).code : undefined
  const phone = donorPhone(secrets, donor)
  const path = `/given/${c.req.param('token')}`
  const proof = { phone: phone && maskPhone(phone), ticket, shownCode, isProven: false }
  return show(c, { change, back: path, action: `${path}/changes/${change.id}`, tried, ...proof })
}

async function signedIn(c: Context<Env>, tried?: Tried) {
  const { db, secrets, actor } = c.var
  const { change, donor } = await askedOfMe(c)
  const own = phoneOf(secrets, await personById(db, actor.id))
  const isProven = own !== null && own === donorPhone(secrets, donor)
  const proof = { phone: '', ticket: undefined, shownCode: undefined, isProven }
  return show(c, { change, back: '/donations/mine', action: `/donations/mine/changes/${change.id}`, tried, ...proof })
}

type Asking = {
  change: UseChange
  back: string
  action: string
  /** Where a code would go, masked; empty without one. */
  phone: string
  ticket: string | undefined
  shownCode: string | undefined
  /** Signed in with the phone of the donor's entry. */
  isProven: boolean
  tried: Tried | undefined
}

async function show(c: Context<Env>, asking: Asking) {
  const given = await lineById(c.var.db, asking.change.lineId)
  const line = useNow(given, (await changesOf(c.var.db, [given.id])).get(given.id))
  return page(c, { title: c.var.t('用途变更', 'Change of use') }, <AnswerPage {...asking} line={line} />)
}

function AnswerPage(props: Asking & { line: Line }) {
  const { change, line, back } = props
  const t = useT()
  return (
    <>
      <a class="back" href={back}>
        {t('捐赠去向', 'Where it went')}
      </a>
      <h1>{t(`您捐的“${line.name}”想改用途`, `May your “${line.name}” be used otherwise?`)}</h1>
      <Card>
        <Facts
          rows={[
            [t('捐赠', 'Given'), `${line.quantity} ${line.unit}`],
            [t('现在的用途', 'Used for now'), <Purpose line={line} />],
            [t('想改成', 'Would be used for'), <Purpose line={change} />],
            [t('为什么', 'Why'), change.reason],
          ]}
        />
      </Card>
      {change.state === 'asked' ? (
        <>
          <p>
            {t(
              '由您决定。不同意或不答复，都仍按现在的用途使用。',
              'It is for you to decide. If you say no, or nothing, it stays as it is.',
            )}
          </p>
          <Proving {...props} />
        </>
      ) : (
        <ChangeRecord change={change} />
      )}
    </>
  )
}

function Proving({ phone, ticket, shownCode, isProven, action, tried }: Asking) {
  const t = useT()
  if (isProven || ticket)
    return (
      <>
        <DemoCode code={shownCode} />
        <Form action={action} tried={tried}>
          {ticket && <ByCode ticket={ticket} tried={tried} />}
          <Radios
            name="answer"
            label={t('您的答复', 'Your answer')}
            choices={[
              { value: 'agree', label: t('同意变更', 'Yes, I agree') },
              { value: 'refuse', label: t('不同意', 'No') },
            ]}
            tried={tried}
          />
          <Submit>{t('答复', 'Answer')}</Submit>
        </Form>
      </>
    )
  if (phone)
    return (
      <>
        <p class="help">
          {t(
            `先证明是您本人：验证码发到您留的手机 ${phone}。`,
            `Prove that it is you: a code goes to your phone ${phone}.`,
          )}
        </p>
        <PostButton action={`${action}/code`}>{t('发验证码', 'Send the code')}</PostButton>
      </>
    )
  return (
    <Alert tone="info">
      {t(
        '要证明是您本人，才能在这里答复：用捐赠时留的手机号登录，或打开凭证上的二维码收验证码。没有留手机号的，请到超市当面签同意书。',
        'To answer here, prove that it is you: signed in with the phone you gave, or by a code from the link on the receipt. Without one, sign on paper at the store.',
      )}
    </Alert>
  )
}
