import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Facts,
  Form,
  FormVersion,
  LinkButton,
  Submit,
  TextField,
  Time,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { CardRow } from '../cards/queries.ts'
import { inFours } from '../cards/rules.ts'
import type { Person } from '../queries.ts'
import { type Granted, Roles } from './desk-grants.tsx'
import { StatusChip } from './desk-search.tsx'
import { grantedRoles, roleNames } from './rules.ts'

export type Record_ = {
  person: Person
  areaName: string
  phone: string | null
  contact: { phone: string | null; realName: string | null } | undefined
  isMe: boolean
  steps: string[]
  grants: Granted[]
  places: { value: string; label: string }[]
  cards: CardRow[]
  events: { what: string; reason: string | null; at: Date }[]
  now: Date
  tried: { verify?: Tried; phone?: Tried; grant?: Tried; step?: Tried }
}

export function PersonPage(record: Record_) {
  const t = useT()
  const { person, areaName, phone, contact, isMe, steps, tried } = record
  return (
    <>
      <header class="page-head">
        <h1>{person.displayName}</h1>
        <StatusChip status={person.status} />
      </header>
      <Facts
        rows={[
          [t('住址', 'Home'), areaName],
          [t('手机号', 'Phone'), contact ? (contact.phone ?? t('无', 'none')) : (phone ?? t('无', 'none'))],
          [
            t('真实姓名', 'Real name'),
            contact ? (contact.realName ?? t('未登记', 'none')) : person.realNameSealed ? '***' : t('未登记', 'none'),
          ],
          [
            t('身份', 'Identity'),
            person.verifiedAt ? <Verified at={person.verifiedAt} /> : t('未核实', 'Not verified'),
          ],
        ]}
      />
      {!contact && (person.phoneSealed || person.realNameSealed) && <LookForm id={person.id} />}
      {!isMe && person.status === 'active' && <VerifyForm person={person} tried={tried.verify} />}
      {!isMe && person.status === 'active' && <PhoneForm person={person} tried={tried.phone} />}
      <Roles {...record} />
      <Cards person={person} cards={record.cards} />
      {steps.map((step) => (
        <StepForm step={step} person={person} tried={tried.step} />
      ))}
      <History events={record.events} />
    </>
  )
}

function Verified({ at }: { at: Date }) {
  const t = useT()
  return (
    <>
      {t('已核实 · ', 'Verified · ')}
      <Time at={at} withYear />
    </>
  )
}

function LookForm({ id }: { id: string }) {
  const t = useT()
  return (
    <details class="card">
      <summary>{t('查看手机号和真实姓名', 'Show phone and real name')}</summary>
      <Form action={`/desk/people/${id}/look`}>
        <TextField
          name="why"
          label={t('为什么要看', 'Why')}
          help={t(
            '本人会看到谁、什么时候、为什么看过。10 分钟后自动遮住。',
            'The person sees who looked, when and why. Covered again after ten minutes.',
          )}
          maxlength={200}
        />
        <Submit look="quiet">{t('查看并记录', 'Show and record')}</Submit>
      </Form>
    </details>
  )
}

function VerifyForm({ person, tried }: { person: Person; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried) || !person.verifiedAt}>
      <summary>
        {person.verifiedAt ? t('更正真实姓名', 'Correct the real name') : t('核实身份', 'Verify identity')}
      </summary>
      <Form action={`/desk/people/${person.id}/verify`} tried={tried}>
        <FormVersion version={person.version} />
        <TextField
          name="realName"
          label={t('证件上的姓名', 'Name on the document')}
          help={t(
            '当面看过证件再填。不拍照、不留复印件。',
            'Enter it after seeing the document. Take no picture and no copy.',
          )}
          maxlength={60}
          autocomplete="off"
          tried={tried}
        />
        <Submit>{t('我已看过证件，确认核实', 'I have seen the document')}</Submit>
      </Form>
    </details>
  )
}

function PhoneForm({ person, tried }: { person: Person; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>
        {person.phoneSealed ? t('更换手机号', 'Change the phone number') : t('登记手机号', 'Add a phone number')}
      </summary>
      <Form action={`/desk/people/${person.id}/phone`} tried={tried}>
        <FormVersion version={person.version} />
        <TextField
          name="phone"
          label={t('新手机号', 'New number')}
          help={t(
            '只在本人带着身份证件到场时办理。原来的号码会收到短信。',
            'Only for the person in front of you, with an identity document. The old number is told.',
          )}
          inputmode="tel"
          autocomplete="off"
          maxlength={40}
          tried={tried}
        />
        <TextField
          name="reason"
          label={t('原因', 'Reason')}
          help={t('本人看得到，例如：原号码已停用。', 'The person sees it. For example: the old number is gone.')}
          maxlength={200}
          tried={tried}
        />
        <Submit>{t('我已看过证件，更换', 'I have seen the document: change it')}</Submit>
      </Form>
    </details>
  )
}

function Cards({ person, cards }: { person: Person; cards: CardRow[] }) {
  const t = useT()
  const inUse = cards.find(({ status }) => status === 'active')
  return (
    <>
      <h2>{t('荣誉卡', 'Honour card')}</h2>
      {inUse ? (
        <Card class="row">
          <a href={`/desk/cards/${inUse.id}`}>{inFours(inUse.number)}</a>
          <Chip tone="good">{t('使用中', 'In use')}</Chip>
        </Card>
      ) : (
        person.status === 'active' && (
          <LinkButton href={`/desk/cards/new?person=${person.id}`} look="quiet">
            {cards.length > 0 ? t('补办荣誉卡', 'Replace the card') : t('办一张荣誉卡', 'Issue a card')}
          </LinkButton>
        )
      )}
    </>
  )
}

function StepForm({ step, person, tried }: { step: string; person: Person; tried: Tried | undefined }) {
  const t = useT()
  const label = step === 'suspend' ? t('停用账户', 'Suspend the account') : t('恢复账户', 'Restore the account')
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{label}</summary>
      {step === 'suspend' && (
        <Alert tone="warn">
          {t(
            '停用后会立即退出所有设备，不能登录、签到和兑换。',
            'The person is signed out everywhere and can neither sign in, check in nor collect.',
          )}
        </Alert>
      )}
      <Form action={`/desk/people/${person.id}/steps/${step}`} tried={tried}>
        <FormVersion version={person.version} />
        <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look={step === 'suspend' ? 'danger' : 'primary'}>{label}</Submit>
      </Form>
    </details>
  )
}

function History({ events }: { events: Record_['events'] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details class="card">
      <summary>{t('账户记录', 'History')}</summary>
      <Timeline
        events={events.map(({ at, what, reason }) => ({ at, what: eventWords[what]?.[lang] ?? what, note: reason }))}
      />
    </details>
  )
}

const eventWords: Record<string, { zh: string; en: string }> = {
  created: { zh: '建立账户', en: 'Account made' },
  profile_changed: { zh: '修改了称呼或住址', en: 'Changed name or home' },
  verified: { zh: '核实身份', en: 'Identity verified' },
  suspend: { zh: '停用', en: 'Suspended' },
  restore: { zh: '恢复', en: 'Restored' },
  deleted: { zh: '注销', en: 'Deleted' },
  phone_changed: { zh: '更换手机号', en: 'Phone number changed' },
  password_set: { zh: '设置密码', en: 'Password set' },
  second_factor_on: { zh: '打开动态码', en: 'Two-step sign-in on' },
  second_factor_off: { zh: '关闭动态码', en: 'Two-step sign-in off' },
  card_issued: { zh: '办理荣誉卡', en: 'Card issued' },
  points_declined: { zh: '选择不要积分', en: 'Wants no points' },
  points_wanted: { zh: '恢复记积分', en: 'Wants points again' },
  card_lost: { zh: '荣誉卡挂失', en: 'Card reported lost' },
  ...Object.fromEntries(
    grantedRoles.flatMap((role) => [
      [`granted_${role}`, { zh: `授权：${roleNames[role].zh}`, en: `Granted: ${roleNames[role].en}` }],
      [`ended_${role}`, { zh: `结束授权：${roleNames[role].zh}`, en: `Ended: ${roleNames[role].en}` }],
    ]),
  ),
}
