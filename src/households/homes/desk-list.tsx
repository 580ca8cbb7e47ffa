import { type Actor, holds } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, FormId, FormVersion, Points, Submit, Table, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { poolLabels } from '../labels.ts'
import type { PairingView } from '../pairings/queries.ts'
import { PairingCard } from '../pairings/views.tsx'
import type { decisionsFor } from '../pool/queries.ts'
import type { householdsFor } from './queries.ts'

type Props = {
  households: Awaited<ReturnType<typeof householdsFor>>
  pairings: readonly PairingView[]
  decisions: Awaited<ReturnType<typeof decisionsFor>>
  actor: Actor
  newId: () => string
  tried: { setUp?: Tried; decide?: Tried }
}

export function DeskList(props: Props) {
  const t = useT()
  const { households, pairings, actor, tried } = props
  return (
    <>
      <h1>{t('家庭和爱心池', 'Households and charity')}</h1>
      <p class="lead">
        {t(
          '这里不记困难类别。提出和决定是两个人；本家庭的人、亲属和结对人回避。',
          'Why a household is helped is kept nowhere. One person proposes, another decides; members, relatives and supporters keep out.',
        )}
      </p>
      {tried.decide?.alert && <Alert>{tried.decide.alert}</Alert>}
      <Decisions {...props} />
      {pairings.length > 0 && <h2>{t('等同意或审批的结对', 'Pairings that wait')}</h2>}
      {pairings.map((view) => (
        <PairingCard view={view} />
      ))}
      <h2>{t('家庭', 'Households')}</h2>
      {households.length === 0 ? (
        <Empty title={t('还没有家庭', 'No household yet')}>
          <p>
            {t(
              '居民可以自己建立，也可以由社区登记、户主确认。',
              'Residents set one up themselves, or you do and its head confirms.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          head={[
            t('家庭', 'Household'),
            t('编号', 'Number'),
            t('户主', 'Head'),
            t('社区', 'Community'),
            t('人数', 'People'),
            t('状态', 'State'),
          ]}
          rows={households.map(({ household, headName, areaName, members }) => [
            <a href={`/desk/households/${household.id}`}>{household.name}</a>,
            household.number,
            headName,
            areaName,
            members,
            household.state === 'active' ? (
              <Chip tone="good">{t('已开通', 'open')}</Chip>
            ) : (
              <Chip tone="warn">{t('等户主确认', 'waits for its head')}</Chip>
            ),
          ])}
        />
      )}
      {holds(actor, ['clerk', 'admin']) && <SetUp {...props} />}
    </>
  )
}

function SetUp({ newId, tried: { setUp } }: Props) {
  const t = useT()
  return (
    <details open={Boolean(setUp)}>
      <summary>{t('登记家庭', 'Set up a household')}</summary>
      <Form action="/desk/households" class="stack" tried={setUp}>
        <FormId id={newId()} tried={setUp} />
        <TextField name="name" label={t('家庭名称', 'Name')} maxlength={30} tried={setUp} />
        <TextField
          name="head"
          label={t('户主的手机号或荣誉卡号', 'Phone or card number of its head')}
          maxlength={100}
          tried={setUp}
        />
        <TextField
          name="paper"
          label={t('书面同意存放在哪里', 'Where the consent on paper lies')}
          help={t(
            '户主没有手机时填写；不填的，等户主在手机上确认。',
            'For a head without a phone. Left empty, its head confirms on the phone.',
          )}
          maxlength={200}
          required={false}
          tried={setUp}
        />
        <Submit>{t('登记', 'Set up')}</Submit>
      </Form>
    </details>
  )
}

function Decisions({ decisions, actor, newId }: Props) {
  const [t, lang] = [useT(), useLang()]
  const mayDecide = holds(actor, ['clerk', 'reviewer', 'admin'])
  if (decisions.length === 0) return null
  return (
    <>
      <h2>{t('爱心池拨付', 'Payments of the charity pool')}</h2>
      {decisions.map(({ decision, household, areaName, proposerName }) => (
        <Card class="stack">
          <p class="row">
            <a href={`/desk/households/${household.id}`}>{household.name}</a>
            <Points points={decision.points} />
            <Chip tone={poolLabels[decision.state].tone}>{poolLabels[decision.state][lang]}</Chip>
          </p>
          <p>{decision.reason}</p>
          <p class="muted">
            {t(`${areaName} · ${proposerName ?? ''}提出`, `${areaName} · proposed by ${proposerName ?? ''}`)}
          </p>
          {decision.answer && <p class="muted">{decision.answer}</p>}
          {decision.state === 'proposed' && mayDecide && decision.proposedBy !== actor.id && (
            <Form action={`/desk/pool/${decision.id}`} class="stack" scope={decision.id}>
              <FormId id={newId()} />
              <FormVersion version={decision.version} />
              <TextField
                name="answer"
                label={t('意见（不同意时必填）', 'Remark (needed to refuse)')}
                maxlength={500}
                required={false}
              />
              <div class="actions">
                <Submit name="step" value="approve">
                  {t('同意拨付', 'Approve')}
                </Submit>
                <Submit name="step" value="refuse" look="quiet">
                  {t('不同意', 'Refuse')}
                </Submit>
              </div>
            </Form>
          )}
        </Card>
      ))}
    </>
  )
}
