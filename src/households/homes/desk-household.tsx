import { type Actor, holds } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Chip, Facts, Figure, Form, FormId, Points, Select, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { GiftView } from '../gifts/queries.ts'
import { GiftWhat } from '../gifts/views.tsx'
import { giftLabels, memberLabels, poolLabels } from '../labels.ts'
import type { PairingView } from '../pairings/queries.ts'
import { PairingCard } from '../pairings/views.tsx'
import type { PoolDecision } from '../pool/queries.ts'
import type { Household, membersOf } from './queries.ts'

type Props = {
  household: Household
  members: Awaited<ReturnType<typeof membersOf>>
  balances: { available: number; held: number }
  inPool: number
  pairings: readonly PairingView[]
  gifts: readonly GiftView[]
  decisions: readonly PoolDecision[]
  organizations: readonly { id: string; name: string }[]
  actor: Actor
  today: string
  nextYear: string
  newId: () => string
  tried: { pairing?: Tried; pool?: Tried; relative?: Tried }
}

/** One household for the staff around it. */
export function DeskHousehold(props: Props) {
  const [t, lang] = [useT(), useLang()]
  const { household, members, balances, inPool, pairings, decisions, actor } = props
  const mayPropose = holds(actor, ['clerk', 'admin']) && household.state === 'active'
  return (
    <>
      <header class="page-head">
        <h1>{household.name}</h1>
        <Chip>{household.number}</Chip>
      </header>
      <div class="figures">
        <Figure value={balances.available} label={t('家庭账户可用（分）', 'points to spend')} />
        <Figure value={inPool} label={t('本社区爱心池（分）', 'in the charity pool')} />
      </div>
      <Card>
        <Facts
          rows={[
            ...members.map(({ member, name }) => {
              const label = memberLabels[member.state]
              return [member.personId === household.headId ? t('户主', 'Head') : label[lang], name] as const
            }),
            ...(household.paper ? [[t('书面同意', 'Consent on paper'), household.paper] as const] : []),
          ]}
        />
      </Card>
      <h2>{t('结对', 'Support pairings')}</h2>
      {pairings.map((view) => (
        <PairingCard view={view} />
      ))}
      {mayPropose && <ProposePairing {...props} />}
      <h2>{t('爱心池拨付', 'Payments of the charity pool')}</h2>
      {decisions.map(({ points, reason, answer, state }) => (
        <Card>
          <p class="row">
            <Points points={points} />
            <Chip tone={poolLabels[state].tone}>{poolLabels[state][lang]}</Chip>
          </p>
          <p>{reason}</p>
          {answer && <p class="muted">{answer}</p>}
        </Card>
      ))}
      {mayPropose && <ProposePool {...props} />}
      <PaperGifts {...props} />
      {mayPropose && <Relative {...props} />}
    </>
  )
}

function ProposePairing({ household, organizations, today, nextYear, newId, tried: { pairing: tried } }: Props) {
  const t = useT()
  return (
    <details open={Boolean(tried)}>
      <summary>{t('提出结对', 'Propose a pairing')}</summary>
      <Form action={`/desk/households/${household.id}/pairings`} class="stack" scope="pairing" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="supporter"
          label={t('结对人的手机号或荣誉卡号', 'Phone or card number of the supporter')}
          help={t('在本辖区审批或发放物资的人不能结对。', 'Nobody who decides or hands out goods here.')}
          maxlength={100}
          tried={tried}
        />
        <Select
          name="organizationId"
          label={t('代表单位', 'For an organization')}
          required={false}
          empty={t('个人', 'for themselves')}
          choices={organizations.map(({ id, name }) => ({ value: id, label: name }))}
          tried={tried}
        />
        <TextArea name="duty" label={t('帮扶内容', 'What they take on')} maxlength={500} rows={3} tried={tried} />
        <TextField name="startsOn" type="date" label={t('从', 'From')} value={today} tried={tried} />
        <TextField name="endsOn" type="date" label={t('到', 'To')} value={nextYear} tried={tried} />
        <TextField
          name="paper"
          label={t('家庭的书面同意存放在哪里', 'Where the household’s consent on paper lies')}
          help={t('不填的，等户主在手机上同意。', 'Left empty, its head agrees on the phone.')}
          maxlength={200}
          required={false}
          tried={tried}
        />
        <Submit>{t('提出', 'Propose')}</Submit>
      </Form>
    </details>
  )
}

function ProposePool({ household, newId, tried: { pool: tried } }: Props) {
  const t = useT()
  return (
    <details open={Boolean(tried)}>
      <summary>{t('提出从爱心池拨付', 'Propose a payment')}</summary>
      <Form action={`/desk/households/${household.id}/pool`} class="stack" scope="pool" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField name="points" label={t('多少分', 'Points')} inputmode="numeric" maxlength={6} tried={tried} />
        <TextArea
          name="reason"
          label={t('理由', 'Reason')}
          help={t('写用处，不写病情和证件号。', 'Write what it is for; no illness, no document numbers.')}
          maxlength={500}
          rows={3}
          tried={tried}
        />
        <Submit>{t('提出', 'Propose')}</Submit>
      </Form>
    </details>
  )
}

/** For a head without a phone, staff enter what was answered on paper. */
function PaperGifts({ household, gifts, actor, newId }: Props) {
  const [t, lang] = [useT(), useLang()]
  const mayAnswer = household.paper && holds(actor, ['clerk', 'admin'])
  if (gifts.length === 0) return null
  return (
    <>
      <h2>{t('赠送', 'Gifts')}</h2>
      {gifts.map(({ gift, giverName }) => (
        <Card class="stack">
          <p class="row">
            <GiftWhat gift={gift} />
            <span class="muted">{giverName}</span>
            <Chip tone={giftLabels[gift.state].tone}>{giftLabels[gift.state][lang]}</Chip>
          </p>
          {gift.state === 'offered' && mayAnswer && (
            <Form action={`/gifts/${gift.id}`} class="stack" scope={gift.id}>
              <FormId id={newId()} />
              <TextField
                name="reason"
                label={t('户主的书面答复在哪里', 'Where the head’s answer on paper lies')}
                maxlength={200}
              />
              <div class="actions">
                <Submit name="step" value="accept">
                  {t('代为接受', 'Accept for them')}
                </Submit>
                <Submit name="step" value="decline" look="quiet">
                  {t('代为谢绝', 'Decline for them')}
                </Submit>
              </div>
            </Form>
          )}
        </Card>
      ))}
    </>
  )
}

function Relative({ household, newId, tried: { relative: tried } }: Props) {
  const t = useT()
  return (
    <details open={Boolean(tried)}>
      <summary>{t('登记亲属（回避）', 'Note a relative')}</summary>
      <Form action={`/desk/households/${household.id}/relatives`} class="stack" scope="relative" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="who"
          label={t('亲属的手机号或荣誉卡号', 'Phone or card number of the relative')}
          help={t(
            '登记后，这个人不能与这家结对，也不能经办。',
            'They neither support this household nor decide about it.',
          )}
          maxlength={100}
          tried={tried}
        />
        <Submit look="quiet">{t('登记', 'Save')}</Submit>
      </Form>
    </details>
  )
}
