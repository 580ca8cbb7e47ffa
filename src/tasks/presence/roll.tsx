import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, FormId, LinkButton, Submit, Table, TextField, Time } from '../../web/ui.tsx'
import { sentenceOf, useLang, useT, type Words } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import type { rollOf, scansOf } from './queries.ts'

type Roll = Awaited<ReturnType<typeof rollOf>>
type Scans = Awaited<ReturnType<typeof scansOf>>
type Scan = Scans[number]

type RollProps = {
  activity: Activity
  roll: Roll
  scans: Scans
  shown: Scan | undefined
  words: Words
  scanId: string
  /** What was typed into the field to scan into, or as somebody's excuse: that has a `claimId`. */
  tried: Tried | undefined
}

/** The organiser's list: one field to scan into, the last answer large, then everybody with when they came and went. */
export function RollPage({ activity, roll, scans, shown, words, scanId, tried }: RollProps) {
  const t = useT()
  const triedScan = tried?.values.claimId === undefined ? tried : undefined
  const came = roll.filter(({ presence }) => presence).length
  return (
    <>
      <div class="page-head">
        <h1>{activity.title}</h1>
        <p class="lead">
          <Time at={activity.startsAt} /> · {activity.place} ·{' '}
          {t(`已到 ${came} / ${roll.length}`, `${came} of ${roll.length} here`)}
        </p>
        <LinkButton href={`/desk/tasks/${activity.id}/check-in`} look="quiet">
          {t('大屏签到码', 'Code on the big screen')}
        </LinkButton>
      </div>
      {shown && <ScanResult {...{ activity, shown, words, scanId }} />}
      <Form action={`/desk/tasks/${activity.id}/roll`} class="scan-form" tried={triedScan}>
        <FormId id={scanId} />
        <TextField
          name="code"
          label={t('扫居民的荣誉码或荣誉卡，也可输入号码', 'Scan a resident’s code or card, or type its number')}
          autocomplete="off"
          autofocus
          tried={triedScan}
        />
        <div data-scan="#code" />
        <Submit>{t('签到 / 签退', 'Check in or out')}</Submit>
      </Form>
      <h2>{t('名单', 'List')}</h2>
      {roll.length === 0 ? (
        <Empty title={t('还没有人报名', 'Nobody has signed up yet')}>
          <p>{t('有人到场可以直接扫码，现场登记。', 'Scan whoever comes: they can be added on the spot.')}</p>
        </Empty>
      ) : (
        <Table
          head={[t('姓名', 'Name'), t('状态', 'State'), t('签到', 'In'), t('签退', 'Out'), '']}
          rows={roll.map((row) => [
            row.displayName,
            <ClaimChip row={row} />,
            row.presence ? <Time at={row.presence.inAt} /> : '–',
            row.presence?.outAt ? <Time at={row.presence.outAt} /> : '–',
            <Excuse {...{ activity, row, tried }} />,
          ])}
        />
      )}
      {scans.length > 0 && <ScanHistory scans={scans} words={words} />}
    </>
  )
}

function ScanResult({
  activity,
  shown,
  words,
  scanId,
}: Pick<RollProps, 'activity' | 'words' | 'scanId'> & { shown: Scan }) {
  const t = useT()
  const { scan, displayName } = shown
  const canJoin = scan.refusal === 'not_on_roll' && scan.personId !== null
  return (
    <Card class="scan-result">
      <Alert tone={scan.outcome === 'refused' ? 'bad' : scan.outcome === 'already' ? 'info' : 'good'}>
        {displayName && <strong>{displayName} </strong>}
        <ScanWords scan={scan} words={words} />
      </Alert>
      {canJoin && (
        <Form action={`/desk/tasks/${activity.id}/roll/walk-in`}>
          <FormId id={`walk-in-${scanId}`} />
          <input type="hidden" name="personId" value={scan.personId ?? ''} />
          <Submit>{t('现场登记并签到', 'Add and check in')}</Submit>
        </Form>
      )}
    </Card>
  )
}

function ScanWords({ scan, words }: { scan: Scan['scan']; words: Words }) {
  const t = useT()
  const lang = useLang()
  if (scan.outcome === 'checked_in') return <>{t('签到成功', 'checked in')}</>
  if (scan.outcome === 'checked_out') return <>{t('签退成功', 'checked out')}</>
  if (scan.outcome === 'already') return <>{t('刚刚已经扫过了', 'has just been scanned')}</>
  return <>{sentenceOf(words, scan.refusal ?? '', scan.details ?? {}, lang)}</>
}

type Row = Roll[number]

function ClaimChip({ row: { claim, presence } }: { row: Row }) {
  const t = useT()
  if (claim.status === 'no_show') return <Chip tone="bad">{t('未到', 'Did not come')}</Chip>
  if (claim.status === 'late_canceled') return <Chip tone="warn">{t('临时取消', 'Canceled late')}</Chip>
  if (claim.status === 'excused') return <Chip>{t('请假', 'Excused')}</Chip>
  if (presence?.closedAt) return <Chip tone="warn">{t('没有签退', 'No check-out')}</Chip>
  if (presence?.outAt) return <Chip tone="good">{t('已签退', 'Left')}</Chip>
  if (presence)
    return <Chip tone="good">{presence.walkIn ? t('在场（现场登记）', 'Here (added)') : t('在场', 'Here')}</Chip>
  return <Chip>{t('还没到', 'Not here yet')}</Chip>
}

function Excuse({ activity, row: { claim }, tried: given }: Pick<RollProps, 'activity' | 'tried'> & { row: Row }) {
  const t = useT()
  const tried = given?.values.claimId === claim.id ? given : undefined
  if (!['claimed', 'late_canceled', 'no_show'].includes(claim.status)) return null
  return (
    <details open={tried !== undefined}>
      <summary>{t('请假', 'Excuse')}</summary>
      <Form action={`/desk/tasks/${activity.id}/roll/excuse`} class="row" scope={claim.id} tried={tried}>
        <input type="hidden" name="claimId" value={claim.id} />
        <TextField name="why" label={t('原因', 'Reason')} maxlength={200} tried={tried} />
        <Submit look="quiet">{t('确定', 'Confirm')}</Submit>
      </Form>
    </details>
  )
}

const ScanHistory = ({ scans, words }: { scans: Scans; words: Words }) => {
  const t = useT()
  return (
    <details>
      <summary>{t('最近的扫码', 'Latest scans')}</summary>
      <Table
        head={[t('时间', 'Time'), t('姓名', 'Name'), t('结果', 'Result')]}
        rows={scans.map(({ scan, displayName }) => [
          <Time at={scan.at} />,
          displayName ?? '–',
          <ScanWords scan={scan} words={words} />,
        ])}
      />
    </details>
  )
}
