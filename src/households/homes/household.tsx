import { type Held, HonorMarks } from '../../credentials/honored.tsx'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Figure,
  Form,
  FormId,
  LinkButton,
  PostButton,
  Submit,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { GiftView } from '../gifts/queries.ts'
import { GiftToUs } from '../gifts/views.tsx'
import { memberLabels } from '../labels.ts'
import type { PairingView } from '../pairings/queries.ts'
import { PairingCard } from '../pairings/views.tsx'
import type { Household, invitationsOf, membersOf } from './queries.ts'

type Common = { tried: Tried | undefined; newId: () => string }
type Members = Awaited<ReturnType<typeof membersOf>>

type HouseholdProps = Common & {
  household: Household
  members: Members
  balances: { available: number; held: number }
  gifts: readonly GiftView[]
  pairings: readonly PairingView[]
  selfId: string
  honors: readonly Held[]
}

export function HouseholdPage(props: HouseholdProps) {
  const t = useT()
  const { household, balances, gifts, pairings, selfId } = props
  const isHead = household.headId === selfId
  const waiting = gifts.filter(({ gift }) => gift.state === 'offered')
  const answered = gifts.filter(({ gift }) => gift.state !== 'offered')
  return (
    <>
      <h1>{household.name}</h1>
      <p class="muted">{t(`家庭编号 ${household.number}`, `Household ${household.number}`)}</p>
      <HonorMarks honors={props.honors} isOwn />
      <div class="figures">
        <Figure value={balances.available} label={t('家庭账户可用（分）', 'points to spend')} />
        {balances.held > 0 && <Figure value={balances.held} label={t('兑换中（分）', 'held for orders')} />}
      </div>
      <p class="help">
        {t(
          '家庭账户只能到荣誉超市换东西，不能再送人。兑换时选“家庭账户”。',
          'The account is for goods in an honor supermarket and cannot be given on. Choose it when you order.',
        )}
      </p>
      <LinkButton href="/stores" look="quiet">
        {t('去荣誉超市', 'To the stores')}
      </LinkButton>
      {waiting.length > 0 && <h2>{t('等您家答复的赠送', 'Gifts that wait for an answer')}</h2>}
      {waiting.map((view) => (
        <GiftToUs view={view} mayAnswer={isHead} />
      ))}
      <h2>{t('成员', 'Members')}</h2>
      <MemberList {...props} isHead={isHead} />
      {pairings.length > 0 && <h2>{t('挂包帮结对', 'Support pairings')}</h2>}
      {pairings.map((view) => (
        <PairingCard view={view} />
      ))}
      {answered.length > 0 && (
        <details>
          <summary>{t('以前的赠送', 'Earlier gifts')}</summary>
          {answered.map((view) => (
            <GiftToUs view={view} mayAnswer={false} />
          ))}
        </details>
      )}
      <Leave {...props} />
    </>
  )
}

function MemberList({ household, members, selfId, isHead, tried, newId }: HouseholdProps & { isHead: boolean }) {
  const t = useT()
  return (
    <>
      <ul class="list">
        {members.map((one) => (
          <MemberRow {...one} {...{ household, selfId, isHead, newId }} />
        ))}
      </ul>
      {isHead && (
        <details open={Boolean(tried)}>
          <summary>{t('邀请家人', 'Invite somebody')}</summary>
          <Form action="/household/invitations" class="stack" tried={tried}>
            <FormId id={newId()} tried={tried} />
            <TextField
              name="who"
              label={t('姓名和手机号（或荣誉卡号）', 'Name and phone (or card number)')}
              help={t(
                '例如：王芳 13800000001。对方同意后才算加入。',
                'Such as: 王芳 13800000001. They join once they agree.',
              )}
              maxlength={100}
              autocomplete="off"
              tried={tried}
            />
            <Submit>{t('邀请', 'Invite')}</Submit>
          </Form>
        </details>
      )}
    </>
  )
}

type RowProps = Members[number] & Pick<HouseholdProps, 'household' | 'selfId' | 'newId'> & { isHead: boolean }

function MemberRow({ member, name, household, selfId, isHead, newId }: RowProps) {
  const [t, lang] = [useT(), useLang()]
  const label = memberLabels[member.state]
  const isTheHead = member.personId === household.headId
  const press = (step: 'allow' | 'disallow' | 'remove') => ({ id: newId(), memberId: member.id, step })
  return (
    <li>
      <p class="row">
        <strong>{name}</strong>
        {member.personId === selfId && <span class="muted">{t('（我）', '(me)')}</span>}
        <Chip tone={label.tone}>{isTheHead ? t('户主', 'head') : label[lang]}</Chip>
        {member.state === 'joined' && member.maySpend && <Chip>{t('可用家庭账户', 'may spend')}</Chip>}
      </p>
      {isHead && !isTheHead && (
        <div class="actions">
          {member.state === 'joined' && (
            <PostButton action="/household/members" look="quiet" fields={press(member.maySpend ? 'disallow' : 'allow')}>
              {member.maySpend ? t('不再允许用家庭账户', 'No longer may spend') : t('允许用家庭账户', 'Let them spend')}
            </PostButton>
          )}
          <PostButton action="/household/members" look="quiet" fields={press('remove')}>
            {member.state === 'invited' ? t('收回邀请', 'Take back') : t('移出', 'Take out')}
          </PostButton>
        </div>
      )}
    </li>
  )
}

function Leave({ members, balances, selfId, newId }: HouseholdProps) {
  const t = useT()
  const isLast = members.filter(({ member }) => member.state === 'joined' && member.personId !== selfId).length === 0
  return (
    <details>
      <summary>{t('退出家庭', 'Leave the household')}</summary>
      <div class="stack">
        {isLast && balances.available > 0 ? (
          <Alert tone="warn">
            {t(
              `您是最后一位成员。退出后家庭注销，剩下的 ${balances.available} 分转入社区爱心池。`,
              `You are the last member. The household closes, and its ${balances.available} points go to the charity pool.`,
            )}
          </Alert>
        ) : (
          <p class="muted">
            {t(
              '您自己的积分不变，家庭账户留给其他成员。',
              'Your own points stay yours; the account stays with the others.',
            )}
          </p>
        )}
        <PostButton action="/household/leave" look="danger" fields={{ id: newId() }}>
          {t('退出', 'Leave')}
        </PostButton>
      </div>
    </details>
  )
}

type Invitations = Awaited<ReturnType<typeof invitationsOf>>

export function NoHousehold({ invitations, tried, newId }: Common & { invitations: Invitations }) {
  const t = useT()
  return (
    <>
      <h1>{t('我的家庭', 'My household')}</h1>
      {invitations.map(({ member, household, headName }) => (
        <Card class="stack">
          <p>
            {household.headId === member.personId
              ? t(
                  `社区为您家登记了“${household.name}”，请您作为户主确认。`,
                  `The community set up “${household.name}” with you as its head. Please confirm.`,
                )
              : t(`${headName}邀请您加入“${household.name}”。`, `${headName} asks you to join “${household.name}”.`)}
          </p>
          <div class="actions">
            <PostButton action="/household/answer" fields={{ id: newId(), memberId: member.id, step: 'accept' }}>
              {t('同意', 'Agree')}
            </PostButton>
            <PostButton
              action="/household/answer"
              look="quiet"
              fields={{ id: newId(), memberId: member.id, step: 'decline' }}
            >
              {t('不同意', 'Decline')}
            </PostButton>
          </div>
        </Card>
      ))}
      <Empty title={t('您还没有加入家庭', 'You belong to no household')}>
        <p>
          {t(
            '家庭账户由一家人共用，收到的爱心积分记在这里。建好后再邀请家人，家人同意才算加入。',
            'A household shares an account; points given to it are kept there. Set it up, then invite your family, who join once they agree.',
          )}
        </p>
      </Empty>
      <Form action="/household" class="stack" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="name"
          label={t('家庭名称', 'What to call it')}
          placeholder={t('例如：王芳家', 'Such as: 王芳家')}
          maxlength={30}
          tried={tried}
        />
        <Submit>{t('建立家庭', 'Set up')}</Submit>
      </Form>
    </>
  )
}
