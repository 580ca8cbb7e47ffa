import { type Context, Hono } from 'hono'
import { cityDay } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import { pressed, submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Chip, Empty, Facts, Form, FormId, PostButton, Radios, Submit, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { moneyAnswerForm, moneyUseForm } from '../input.ts'
import { type Line, lineForStaff } from '../intake/queries.ts'
import { money } from '../labels.ts'
import { worthOf } from '../rules.ts'
import { handles, lookers } from '../standing.ts'
import { answerUse, enterUse } from './actions.ts'
import { type MoneyUse, usesOf } from './queries.ts'
import { leftFen, usedFen } from './rules.ts'

const path = '/desk/donations/:id/lines/:lineId/money'

/** On what donated money was spent: one person enters it, another compares it with the receipt. */
export const moneyDesk = new Hono<Env>()
  .get(path, may.be(...lookers), (c) => show(c))
  .post(path, may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      moneyUseForm,
      async ({ sense, amount, ...use }) => {
        const { atomically, actor, now } = c.var
        const amountFen = sense === 'use' ? amount : -amount
        const entry = { ...use, amountFen, lineId: c.req.param('lineId'), actor, now: now() }
        await atomically((tx) => enterUse(tx, entry))
        return back(c)
      },
      (tried) => show(c, tried),
    ),
  )
  .post(`${path}/:useId/confirm`, may.be('clerk', 'admin'), (c) => answer(c, true))
  .post(`${path}/:useId/refuse`, may.be('clerk', 'admin'), (c) => answer(c, false))

async function answer(c: Context<Env>, isConfirmed: boolean) {
  const { atomically, actor, now } = c.var
  const { reason = '' } = await pressed(c, moneyAnswerForm)
  const said = { lineId: c.req.param('lineId') ?? '', useId: c.req.param('useId') ?? '', isConfirmed, reason }
  await atomically((tx) => answerUse(tx, { ...said, actor, now: now() }))
  return back(c)
}

const back = (c: Context<Env>) =>
  c.redirect(`/desk/donations/${c.req.param('id')}/lines/${c.req.param('lineId')}/money`, 303)

async function show(c: Context<Env>, tried?: Tried) {
  const { db, actor, t, now } = c.var
  const here = { id: c.req.param('id') ?? '', lineId: c.req.param('lineId') ?? '' }
  const { line, donation, store } = await lineForStaff(db, here, actor)
  if (line.kind !== 'money') throw new Refusal('missing', 'donation_line_missing')
  const shown = {
    ...{ line, tried, givenOn: donation.givenOn, number: donation.number ?? '', actorId: actor.id },
    uses: (await usesOf(db, [line.id])).get(line.id) ?? [],
    mayEnter: handles(actor, store) && actor.grants.some(({ role }) => role === 'clerk' || role === 'admin'),
    today: cityDay(now()),
    id: newId(now()),
  }
  return page(c, { title: t('捐款使用', 'Use of money'), face: 'desk' }, <MoneyPage {...shown} />)
}

type Props = {
  line: Line
  uses: MoneyUse[]
  number: string
  givenOn: string
  mayEnter: boolean
  actorId: string
  today: string
  tried: Tried | undefined
  id: string
}

function MoneyPage(props: Props) {
  const { line, uses, number, mayEnter } = props
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <a class="back" href={`/desk/donations/${line.donationId}`}>
        {number}
      </a>
      <h1>{t('捐款使用', 'How the money was used')}</h1>
      <div class="split">
        <div class="stack">
          <Card>
            <Facts
              rows={[
                [t('捐款', 'Given'), money(worthOf([line]))[lang]],
                [t('已使用', 'Used'), money(usedFen(uses))[lang]],
                [t('还可登记', 'May still be entered'), money(leftFen(worthOf([line]), uses))[lang]],
              ]}
            />
          </Card>
          {uses.length === 0 && <Empty title={t('还没有使用', 'Nothing was used yet')} />}
          {uses.map((use) => (
            <Use {...props} use={use} />
          ))}
        </div>
        {mayEnter && <Enter {...props} />}
      </div>
    </>
  )
}

function Use({ use, line, mayEnter, actorId }: Props & { use: MoneyUse }) {
  const [t, lang] = [useT(), useLang()]
  const here = `/desk/donations/${line.donationId}/lines/${line.id}/money/${use.id}`
  return (
    <Card>
      <header class="row">
        <h2>{money(use.amountFen)[lang]}</h2>
        {use.isConfirmed === null && <Chip tone="warn">{t('待另一人核对', 'To be confirmed')}</Chip>}
        {use.isConfirmed === true && <Chip tone="good">{t('已核对', 'Confirmed')}</Chip>}
        {use.isConfirmed === false && <Chip tone="bad">{t('不符，不算', 'Refused')}</Chip>}
      </header>
      <p>{use.what}</p>
      <p class="note">
        {use.usedOn} · {t('票据号', 'receipt')} {use.receiptNumber} · {t('登记', 'entered by')}{' '}
        {use.who ?? t('系统', 'system')}
        {use.answerer && ` · ${t('核对', 'answered by')} ${use.answerer}`}
      </p>
      {use.refusedWhy && <p class="note">{use.refusedWhy}</p>}
      {use.isConfirmed === null && mayEnter && use.enteredBy !== actorId && (
        <>
          <PostButton action={`${here}/confirm`}>{t('和票据一致', 'It agrees with the receipt')}</PostButton>
          <details class="fold">
            <summary>{t('和票据不符', 'It does not')}</summary>
            <Form action={`${here}/refuse`} scope={use.id}>
              <TextField name="reason" label={t('哪里不符', 'What is wrong')} maxlength={200} />
              <Submit look="danger">{t('不算', 'Refuse it')}</Submit>
            </Form>
          </details>
        </>
      )}
      {use.isConfirmed === null && use.enteredBy === actorId && (
        <p class="note">
          {t('请另一位工作人员对照票据核对。', 'Another member of staff compares it with the receipt.')}
        </p>
      )}
    </Card>
  )
}

function Enter({ line, givenOn, today, tried, id }: Props) {
  const t = useT()
  return (
    <Card>
      <h2>{t('登记一次使用', 'Enter a use')}</h2>
      <Form action={`/desk/donations/${line.donationId}/lines/${line.id}/money`} tried={tried}>
        <FormId id={id} tried={tried} />
        <Radios
          name="sense"
          label={t('记什么', 'It is')}
          value="use"
          choices={[
            { value: 'use', label: t('使用', 'A use') },
            { value: 'take_back', label: t('冲回记错的', 'A correction: taken back') },
          ]}
          tried={tried}
        />
        <TextField name="amount" label={t('金额（元）', 'Yuan')} inputmode="decimal" tried={tried} />
        <TextField
          name="what"
          label={t('用在哪里', 'On what')}
          help={t('捐赠人会看到这句话。', 'The donor reads this.')}
          maxlength={200}
          tried={tried}
        />
        <TextField name="receiptNumber" label={t('票据号', 'Number of the receipt')} maxlength={60} tried={tried} />
        <TextField
          name="usedOn"
          label={t('使用日期', 'Day')}
          type="date"
          value={today}
          min={givenOn}
          max={today}
          tried={tried}
        />
        <Submit>{t('登记，交另一人核对', 'Enter; another person confirms')}</Submit>
      </Form>
    </Card>
  )
}
