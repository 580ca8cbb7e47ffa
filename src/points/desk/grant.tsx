import type { Actor } from '../../kit/actor.ts'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Facts, Form, FormVersion, Submit, TextField, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Appeal } from '../appeals/queries.ts'
import { appealStates } from '../appeals/rules.ts'
import type { GrantDetails } from '../grants/queries.ts'
import type { Transfer } from '../ledger/queries.ts'
import type { Reversal, reversalAhead } from '../reversals/queries.ts'
import { EvidenceLinks } from '../statements/evidence.tsx'
import type { lotsOfTransfer } from '../statements/queries.ts'
import { grantAddress } from './views.tsx'

type GrantProps = {
  grant: Transfer
  lots: Awaited<ReturnType<typeof lotsOfTransfer>>
  reversal: Reversal | undefined
  /** What reversing it now would do. */
  ahead: Awaited<ReturnType<typeof reversalAhead>>
  appeal: Appeal | undefined
  isOwn: boolean
  actor: Actor
  tried: Tried | undefined
}

/** One grant with its evidence, and the form that takes it back. */
export function GrantView({ grant, lots, reversal, ahead, appeal, isOwn, actor, tried }: GrantProps) {
  const [t, lang] = [useT(), useLang()]
  const { rule, asked, cuts, evidence } = JSON.parse(grant.details) as GrantDetails
  return (
    <>
      <p class="back">
        <a class="back" href="/desk/points">
          {t('← 积分账', '← Points ledger')}
        </a>
      </p>
      <h1>{grant[lang]}</h1>
      <Facts
        rows={[
          [t('积分', 'Points'), t(`${grant.points}（应记 ${asked}）`, `${grant.points} of ${asked}`)],
          [t('规则', 'Rule'), <a href={`/desk/rules/${rule}`}>{`${rule} · ${grant.ruleVersionId}`}</a>],
          [t('时间', 'When'), <Time at={grant.at} withYear />],
          [t('可申诉到', 'Appeal until'), grant.appealUntil ? cityDay(grant.appealUntil) : '–'],
          [t('有效期', 'Expiry'), lots.map((lot) => lastDayOf(lot.expiresAt)).join(', ') || '–'],
          [t('佐证', 'Evidence'), <EvidenceLinks {...{ evidence, actor }} />],
          [t('编号', 'Id'), <span class="code">{grant.id}</span>],
        ]}
      />
      {cuts.map((cut) => (
        <Alert tone="info">{cut[lang]}</Alert>
      ))}
      {appeal && (
        <Card>
          <header class="page-head">
            <h2>{t('居民的申诉', 'The resident’s appeal')}</h2>
            <Chip tone={appeal.state === 'filed' ? 'warn' : 'plain'}>{appealStates[appeal.state][lang]}</Chip>
          </header>
          <p>{appeal.words}</p>
          <p class="muted">
            <Time at={appeal.at} withYear />{' '}
            {appeal.state === 'filed' && <a href="/desk/points">{t('去处理', 'Decide it')}</a>}
          </p>
        </Card>
      )}
      {reversal && <ReversalDone reversal={reversal} />}
      {!reversal && isOwn && (
        <p class="muted">{t('自己的积分要由别人处理。', 'Your own points are decided by somebody else.')}</p>
      )}
      {!reversal && !isOwn && <ReverseForm {...{ grant, ahead, tried }} />}
    </>
  )
}

function ReversalDone({ reversal }: { reversal: Reversal }) {
  const t = useT()
  const { reason, taken, debt, debtLeft, writtenOff, overturnedAt, at } = reversal
  return (
    <Card>
      <header class="page-head">
        <h2>{t('已冲正', 'Reversed')}</h2>
        {overturnedAt && <Chip tone="warn">{t('申诉成立，已撤销', 'overturned on appeal')}</Chip>}
      </header>
      <p>{reason}</p>
      <Facts
        rows={[
          [t('时间', 'When'), <Time at={at} withYear />],
          [t('收回', 'Taken back'), taken],
          [t('记为待抵扣', 'Became debt'), t(`${debt}，还剩 ${debtLeft}`, `${debt}, ${debtLeft} left`)],
          [t('不再追回', 'Written off'), writtenOff],
        ]}
      />
    </Card>
  )
}

/** What would happen is said before it does: the form carries the place in the books that it was worked out from. */
function ReverseForm({ grant, ahead, tried }: Pick<GrantProps, 'grant' | 'ahead' | 'tried'>) {
  const t = useT()
  const { pending, available, debt, writtenOff } = ahead
  return (
    <Card>
      <h2>{t('冲正这笔积分', 'Reverse this grant')}</h2>
      <p>
        {t(
          `现在冲正：收回 ${pending + available} 分，${debt} 分记为待抵扣，${writtenOff} 分不再追回。`,
          `Reversed now: ${pending + available} taken back, ${debt} owed, ${writtenOff} written off.`,
        )}
      </p>
      <p class="muted">
        {t(
          '居民会收到通知和您写的理由，可以申诉；申诉由另一个人处理。',
          'The resident is told with your reason and may appeal; somebody else decides that.',
        )}
      </p>
      <Form action={`${grantAddress(grant.id)}/reverse`} tried={tried}>
        <FormVersion version={ahead.version} />
        <TextField
          name="reason"
          label={t('理由（居民会看到）', 'Reason, shown to the resident')}
          maxlength={300}
          tried={tried}
        />
        <Submit look="danger">{t('冲正', 'Reverse')}</Submit>
      </Form>
    </Card>
  )
}
