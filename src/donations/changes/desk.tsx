import { type Context, Hono } from 'hono'
import type { Tx } from '../../../db/database.ts'
import { type Area, areasCovered } from '../../areas/queries.ts'
import { type Actor, standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import { Refusal } from '../../kit/refusal.ts'
import { storePhotos } from '../../photos/actions.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { submitted, type Tried } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import {
  Card,
  Checkbox,
  Form,
  FormId,
  PhotoField,
  PostButton,
  Select,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { donorById, donorPhone } from '../donors/queries.ts'
import { changeForm, paperForm } from '../input.ts'
import { Purpose } from '../intake/purpose.tsx'
import { donationForStaff, type Line, lineById } from '../intake/queries.ts'
import { handlers, handles, lookers } from '../standing.ts'
import { askForChange, stepChange, takeDownPaper } from './actions.ts'
import { changesOf, openChange, type UseChange, useNow } from './queries.ts'
import { useChangeFlow } from './rules.ts'
import { ChangeRecord } from './views.tsx'

const path = '/desk/donations/:id/lines/:lineId/use'

/** Asking a donor for another use, and taking down what they signed. */
export const changesDesk = new Hono<Env>()
  .get(path, may.be(...lookers), (c) => show(c))
  .post(path, may.be(...handlers), (c) =>
    submitted(
      c,
      changeForm,
      async ({ id, reason, forAreaId = null, forNeed, purpose = '' }) => {
        const ask = { id, lineId: c.req.param('lineId'), use: { forAreaId, forNeed, purpose }, reason }
        await act(c, (tx, how) => askForChange(tx, { ...ask, ...how }))
        await textDonor(c)
        return back(c)
      },
      (tried) => show(c, { ask: tried }),
    ),
  )
  .post(`${path}/:changeId/paper`, may.be('clerk', 'admin'), (c) =>
    submitted(
      c,
      paperForm,
      async ({ photos }) => {
        const prepared = await preparePhotos(photos, 1)
        await storePhotos(c.var.photoStore, prepared)
        await act(c, (tx, how) => takeDownPaper(tx, { id: c.req.param('changeId'), scan: prepared[0], ...how }))
        return back(c)
      },
      (tried) => show(c, { paper: tried }),
    ),
  )
  .post(`${path}/:changeId/confirm`, may.be('clerk', 'admin'), (c) => step(c, 'confirm'))
  .post(`${path}/:changeId/send-back`, may.be('clerk', 'admin'), (c) => step(c, 'sendBack'))
  .post(`${path}/:changeId/withdraw`, may.be(...handlers), (c) => step(c, 'withdraw'))

type How = { actor: Actor; now: Date }

function act<Done>(c: Context<Env>, work: (tx: Tx, how: How) => Promise<Done>): Promise<Done> {
  const { atomically, actor, now } = c.var
  return atomically((tx) => work(tx, { actor, now: now() }))
}

async function step(c: Context<Env>, named: 'confirm' | 'sendBack' | 'withdraw') {
  await act(c, (tx, how) => stepChange(tx, { id: c.req.param('changeId') ?? '', step: named, ...how }))
  return back(c)
}

const back = (c: Context<Env>) =>
  c.redirect(`/desk/donations/${c.req.param('id')}/lines/${c.req.param('lineId')}/use`, 303)

/** A text that fails undoes nothing: it says where to look and holds no link, which anybody could imitate. */
async function textDonor(c: Context<Env>): Promise<void> {
  const { secrets, sms, log, requestId } = c.var
  const { line, donor } = await lineHere(c)
  const phone = donorPhone(secrets, donor)
  const text = `【荣誉通】您捐的“${line.name}”想改用途，请您答复：打开捐赠凭证上的二维码，或登录后看“我的捐赠”。不同意就仍按原来的用途使用。`
  if (phone) await sms(phone, text).catch((error) => log.error({ err: error, requestId }, 'sms'))
}

async function lineHere(c: Context<Env>) {
  const { db, actor } = c.var
  const { donation, store } = await donationForStaff(db, c.req.param('id') ?? '', actor)
  const line = await lineById(db, c.req.param('lineId') ?? '')
  if (line.donationId !== donation.id) throw new Refusal('missing', 'donation_line_missing')
  return { line, donation, store, donor: await donorById(db, donation.donorId) }
}

type TriedHere = { ask?: Tried; paper?: Tried }

async function show(c: Context<Env>, tried: TriedHere = {}) {
  const { db, secrets, actor, t, now } = c.var
  const { line, donation, store, donor } = await lineHere(c)
  const changes = (await changesOf(db, [line.id])).get(line.id) ?? []
  const open = openChange(changes)
  const standing = standingOf(actor, { areaPath: store.areaPath, storeId: store.id })
  const shown = {
    ...{ line, changes, open, tried },
    number: donation.number ?? '',
    mayAsk: handles(actor, store) && ['received', 'inspected'].includes(donation.state) && donor.kind !== 'anonymous',
    isAnonymous: donor.kind === 'anonymous',
    hasPhone: donorPhone(secrets, donor) !== '',
    steps: open ? stepsFor(useChangeFlow, open.state, standing) : [],
    isMine: open?.paperBy === actor.id,
    areas: await areasCovered(db, ''),
    id: newId(now()),
  }
  return page(c, { title: t('变更用途', 'Change of use'), face: 'desk' }, <UsePage {...shown} />)
}

type Props = {
  line: Line
  changes: UseChange[]
  open: UseChange | undefined
  number: string
  mayAsk: boolean
  isAnonymous: boolean
  hasPhone: boolean
  steps: string[]
  isMine: boolean
  areas: Area[]
  tried: TriedHere
  id: string
}

function UsePage(props: Props) {
  const { line, changes, open, number, mayAsk, isAnonymous } = props
  const t = useT()
  return (
    <>
      <a class="back" href={`/desk/donations/${line.donationId}`}>
        {number}
      </a>
      <h1>{t(`“${line.name}”的用途`, `What “${line.name}” is for`)}</h1>
      <p class="lead">
        {t('现在：', 'Now: ')}
        <Purpose line={useNow(line, changes)} />
      </p>
      <p class="help">
        {t(
          '没有捐赠人同意，不能改作他用。不同意或没有答复，都仍按原来的用途。',
          'Without the donor’s consent it is used for nothing else. No answer is no consent.',
        )}
      </p>
      {open && <Open {...props} open={open} />}
      {!open && mayAsk && <Ask {...props} />}
      {isAnonymous && <p class="note">{t('匿名捐赠无法询问捐赠人。', 'An anonymous donor cannot be asked.')}</p>}
      {changes.some((change) => change !== open) && (
        <>
          <h2>{t('以前的询问', 'Asked before')}</h2>
          {changes
            .filter((change) => change !== open)
            .map((change) => (
              <Card>
                <ChangeRecord change={change} />
                <Scan change={change} />
              </Card>
            ))}
        </>
      )}
    </>
  )
}

function Scan({ change }: { change: UseChange }) {
  const t = useT()
  if (!change.paperPhotoId) return null
  return (
    <a href={`/photos/${change.paperPhotoId}`}>
      <img class="photo" src={`/photos/${change.paperPhotoId}`} alt={t('签字的同意书', 'The signed paper')} />
    </a>
  )
}

function Open({ line, open, steps, isMine, hasPhone, tried }: Props & { open: UseChange }) {
  const t = useT()
  const here = `/desk/donations/${line.donationId}/lines/${line.id}/use/${open.id}`
  return (
    <Card>
      <ChangeRecord change={open} />
      <Scan change={open} />
      {open.state === 'asked' && (
        <p class="help">
          {hasPhone
            ? t(
                '已发短信请捐赠人答复：用凭证上的二维码和短信验证码，或登录。',
                'A text message asks for the answer: by the receipt’s code and a code to the phone, or signed in.',
              )
            : t('捐赠人没有留手机号，只能签纸质同意书。', 'The donor left no phone: only signed paper will do.')}
        </p>
      )}
      {steps.includes('takeDown') && (
        <details class="fold" open={Boolean(tried.paper)}>
          <summary>{t('捐赠人签了纸质同意书', 'The donor signed on paper')}</summary>
          <Form action={`${here}/paper`} upload tried={tried.paper}>
            <PhotoField
              name="photos"
              label={t('同意书的照片或扫描件', 'A picture or scan of the paper')}
              help={t('签字、日期、物品和新用途要看得清。', 'Signature, date, goods and new use must be legible.')}
              required
              tried={tried.paper}
            />
            <Submit>{t('登记，交另一人核对', 'Take down; another person confirms')}</Submit>
          </Form>
        </details>
      )}
      {steps.includes('confirm') && isMine && (
        <p class="note">{t('请另一位工作人员核对同意书。', 'Another member of staff has to confirm it.')}</p>
      )}
      <div class="actions">
        {steps.includes('confirm') && !isMine && (
          <PostButton action={`${here}/confirm`}>{t('核对无误，变更用途', 'It is right: change the use')}</PostButton>
        )}
        {steps.includes('sendBack') && (
          <PostButton action={`${here}/send-back`} look="quiet">
            {t('同意书不行，退回', 'The paper will not do')}
          </PostButton>
        )}
        {steps.includes('withdraw') && (
          <PostButton action={`${here}/withdraw`} look="quiet">
            {t('不再询问', 'No longer ask')}
          </PostButton>
        )}
      </div>
    </Card>
  )
}

function Ask({ line, areas, tried: { ask: tried }, id }: Props) {
  const t = useT()
  const choices = areas.filter(({ kind }) => !['compound', 'grid'].includes(kind))
  const depth = ({ path: areaPath }: Area) => '　'.repeat(areaPath.split('/').length - 2)
  return (
    <Card>
      <h2>{t('问捐赠人能否改作他用', 'Ask the donor for another use')}</h2>
      <Form action={`/desk/donations/${line.donationId}/lines/${line.id}/use`} tried={tried}>
        <FormId id={id} tried={tried} />
        <TextArea
          name="reason"
          label={t('为什么要改', 'Why')}
          help={t('捐赠人会看到这句话。', 'The donor reads this.')}
          maxlength={200}
          rows={2}
          tried={tried}
        />
        <Select
          name="forAreaId"
          label={t('改为只给这里的居民', 'Only for people of')}
          choices={choices.map((area) => ({ value: area.id, label: depth(area) + area.name }))}
          empty={t('不限', 'Anywhere')}
          required={false}
          tried={tried}
        />
        <Checkbox name="forNeed" label={t('只给困难家庭', 'Only for households in need')} tried={tried} />
        <TextField name="purpose" label={t('新用途', 'The new use')} maxlength={200} required={false} tried={tried} />
        <Submit>{t('询问捐赠人', 'Ask')}</Submit>
      </Form>
    </Card>
  )
}
