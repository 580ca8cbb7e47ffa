import type { Context } from 'hono'
import { cityDay, lastDayOf } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import { found } from '../../kit/refusal.ts'
import type { Env } from '../../web/env.ts'
import type { Tried } from '../../web/form.ts'
import { page } from '../../web/layout.tsx'
import { Alert, Card, Chip, Facts, Form, FormId, Points, PostButton, Submit, TextArea, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { type Appeal, type Appealable, appealAbout, appealableOf } from '../appeals/queries.ts'
import { appealStates } from '../appeals/rules.ts'
import { type Reversal, reversalOf } from '../reversals/queries.ts'
import { evidenceOf, OwnEvidence } from './evidence.tsx'
import { accountText } from './explain.ts'
import {
  emptyGrantOf,
  lotsOfTransfer,
  proofOfTransfer,
  ruleOfVersion,
  type StatementEntry,
  transferOf,
} from './queries.ts'
import { changesOf, kindWords, sideWords } from './rules.ts'
import { deciderText } from './table.ts'

type Cuts = { cuts?: { zh: string; en: string }[]; asked?: number; evidence?: unknown }
type Shown = {
  ownerId: string
  line: StatementEntry | undefined
  title: { zh: string; en: string }
  at: Date
  details: Cuts
  rule: Awaited<ReturnType<typeof ruleOfVersion>>
  lots: Awaited<ReturnType<typeof lotsOfTransfer>>
  day: string | undefined
  reversal: Reversal | undefined
  against: Appealable | undefined
  appeal: Appeal | undefined
  isOpen: boolean
  id: string
  tried: Tried | undefined
}

/** Why these points: the rule's version, what it rests on, who decided, until when one can object. */
export async function whyPage(c: Context<Env>, id: string, tried?: Tried) {
  const { db, actor, t, now } = c.var
  const empty = await emptyGrantOf(db, actor.id, id)
  const line = empty ? undefined : await transferOf(db, actor.id, id)
  const row = found(empty ?? line?.transfer, 'transfer_missing', { id })
  const grantId = line?.transfer.kind === 'reverse' ? (line.transfer.reverses ?? id) : id
  const against = await appealableOf(db, grantId)
  const shown: Shown = {
    ...{ id: grantId, ownerId: actor.id, line, title: row, at: row.at, tried },
    details: JSON.parse(row.details) as Cuts,
    rule: row.ruleVersionId ? await ruleOfVersion(db, row.ruleVersionId) : undefined,
    lots: await lotsOfTransfer(db, actor.id, id),
    day: await proofOfTransfer(db, id),
    reversal: await reversalOf(db, grantId),
    against,
    appeal: against && (await appealAbout(db, against)),
    isOpen: Boolean(against && against.ownerId === actor.id && against.until >= now()),
  }
  return page(c, { title: t('积分说明', 'About these points') }, <Why {...shown} />)
}

function Why(shown: Shown) {
  const [t, lang] = [useT(), useLang()]
  const { line, title, details, reversal } = shown
  const kind = line && kindWords[line.transfer.kind]
  return (
    <>
      <p class="back">
        <a class="back" href="/points">
          {t('← 我的积分', '← My points')}
        </a>
      </p>
      <header class="page-head">
        <h1>{title[lang]}</h1>
        {kind && <Chip>{kind[lang]}</Chip>}
      </header>
      {kind && <p class="lead">{kind.meaning[lang]}</p>}
      {details.cuts?.map((cut) => (
        <Alert tone="info">{cut[lang]}</Alert>
      ))}
      <WhyFacts {...shown} />
      {reversal && <ReversalCard reversal={reversal} />}
      <AppealCard {...shown} />
    </>
  )
}

function WhyFacts({ line, at, rule, lots, day, ownerId, id, details }: Shown) {
  const [t, lang] = [useT(), useLang()]
  const rows: [string, unknown][] = [[t('时间', 'When'), <Time at={at} withYear />]]
  if (line) {
    const { debitId, creditId } = line.transfer
    for (const { side, points, balance } of changesOf(line.entries)) {
      const after = balance === null ? '' : t(`，之后 ${balance} 分`, `, then ${balance}`)
      rows.push([
        sideWords[side][lang],
        <span>
          <Points points={points} signed />
          {after}
        </span>,
      ])
    }
    rows.push([t('从', 'From'), accountText(debitId, ownerId, t)], [t('到', 'To'), accountText(creditId, ownerId, t)])
    rows.push([t('谁办的', 'Decided by'), deciderText({ actorId: line.transfer.actorId, ownerId }, t)])
    if (line.transfer.appealUntil) rows.push([t('可申诉到', 'Appeal until'), cityDay(line.transfer.appealUntil)])
  }
  if (rule)
    rows.push([
      t('依据规则', 'Rule'),
      <a href={`/rules#${rule.code}`}>
        {t(`${rule.code} ${rule.zh}（第 ${rule.number} 版）`, `${rule.code} ${rule.en} (version ${rule.number})`)}
      </a>,
    ])
  if (evidenceOf(details.evidence).length > 0)
    rows.push([t('佐证', 'Evidence'), <OwnEvidence evidence={details.evidence} />])
  for (const lot of lots)
    rows.push([
      t('有效期', 'Expiry'),
      t(`${lot.points} 分可用到 ${lastDayOf(lot.expiresAt)}`, `${lot.points} points until ${lastDayOf(lot.expiresAt)}`),
    ])
  rows.push([
    t('每日存证', 'Daily digest'),
    day ? <a href={`/digest#d${day}`}>{day}</a> : t('今天结束后存入', 'joins it when the day is over'),
  ])
  rows.push([t('编号', 'Id'), <span class="code">{id}</span>])
  return <Facts rows={rows as never} />
}

function ReversalCard({ reversal }: { reversal: Reversal }) {
  const t = useT()
  return (
    <Card>
      <h2>
        {reversal.overturnedAt
          ? t('冲正已撤销', 'Reversal overturned')
          : t('这笔积分被冲正', 'These points were reversed')}
      </h2>
      <p>{reversal.reason}</p>
      <Facts
        rows={[
          [t('收回', 'Taken back'), reversal.taken],
          [
            t('记为待抵扣', 'Became debt'),
            t(`${reversal.debt} 分，还剩 ${reversal.debtLeft} 分`, `${reversal.debt}, ${reversal.debtLeft} left`),
          ],
          [t('不再追回', 'Written off'), reversal.writtenOff],
        ]}
      />
    </Card>
  )
}

function AppealCard({ id, against, appeal, isOpen, tried }: Shown) {
  const [t, lang] = [useT(), useLang()]
  if (appeal) {
    return (
      <Card>
        <header class="page-head">
          <h2>{t('我的申诉', 'My appeal')}</h2>
          <Chip tone={appeal.state === 'overturned' ? 'good' : 'plain'}>{appealStates[appeal.state][lang]}</Chip>
        </header>
        <p>{appeal.words}</p>
        {appeal.state === 'filed' && (
          <PostButton
            action={`/points/${encodeURIComponent(id)}/appeal/withdraw`}
            look="quiet"
            fields={{ appealId: appeal.id }}
          >
            {t('撤回申诉', 'Withdraw')}
          </PostButton>
        )}
      </Card>
    )
  }
  if (!isOpen || !against) return null
  return (
    <Card>
      <h2>
        {against.subject === 'reversal' ? t('不同意冲正？', 'Do you disagree?') : t('觉得少记了？', 'Too few points?')}
      </h2>
      <p class="muted">
        {t(
          `写下理由，会由另一位工作人员处理，${cityDay(against.until)} 前可以提出。`,
          `Say why. Another member of staff decides. Until ${cityDay(against.until)}.`,
        )}
      </p>
      <Form action={`/points/${encodeURIComponent(id)}/appeal`} tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextArea name="words" label={t('申诉理由', 'Your reasons')} maxlength={500} tried={tried} />
        <Submit>{t('提出申诉', 'Appeal')}</Submit>
      </Form>
    </Card>
  )
}
