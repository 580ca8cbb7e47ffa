import { stepsFor } from '../../kit/flow.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Form, FormVersion, Submit, TextField, Time, Timeline } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { TriedRedaction } from './pages.tsx'
import type { photoHistory, RedactionCase } from './queries.ts'
import { type Box, boxesMax, redactionFlow } from './rules.ts'

type RedactProps = {
  case: RedactionCase
  history: Awaited<ReturnType<typeof photoHistory>>
  tried: TriedRedaction
}

/** The photo with its boxes, large enough for a finger; below it, the way back and what was done so far. */
export function RedactPage({ case: shown, history, tried }: RedactProps) {
  const t = useT()
  const steps = stepsFor(redactionFlow, shown.status, shown.standing)
  return (
    <>
      <header class="page-head">
        <h1>{t('遮挡照片', 'Cover on a photo')}</h1>
        <Status {...shown} />
      </header>
      <Refused {...{ tried, shown }} hasRestore={steps.includes('restore')} />
      <p class="lead">
        {t(
          '遮住人脸、车牌等。保存后，所有人看到的都是遮挡后的照片。',
          'Cover faces, number plates and the like. Once saved, everybody sees the covered picture.',
        )}
      </p>
      {steps.includes('redact') && <BoxesForm {...shown} tried={tried.boxes} />}
      {shown.status === 'redacted' && <OriginalForm photoId={shown.photo.id} tried={tried.original} />}
      {steps.includes('restore') && <RestoreForm {...shown} tried={tried.restore} />}
      <History history={history} />
    </>
  )
}

/** Said at the top when the form it belongs to is no longer there: the original has gone meanwhile. */
function Refused({ tried, shown, hasRestore }: { tried: TriedRedaction; shown: RedactionCase; hasRestore: boolean }) {
  const restore = hasRestore ? undefined : tried.restore?.alert
  const original = shown.status === 'redacted' ? undefined : tried.original?.alert
  const alert = restore ?? original
  return alert ? <Alert>{alert}</Alert> : null
}

function Status({ status, redaction }: RedactionCase) {
  const t = useT()
  if (status === 'redacted' && redaction)
    return (
      <p class="row">
        <Chip tone="good">{t('已遮挡', 'Covered')}</Chip>
        <span class="muted">
          {t('原图保存到', 'The original is kept until')} <Time at={redaction.keptUntil} withYear />
        </span>
      </p>
    )
  if (status === 'final')
    return (
      <p class="row">
        <Chip tone="good">{t('已遮挡', 'Covered')}</Chip>
        <span class="muted">{t('原图已删除', 'The original has been removed')}</span>
      </p>
    )
  return <Chip>{status === 'restored' ? t('已恢复原图', 'Shown again') : t('未遮挡', 'Not covered')}</Chip>
}

function BoxesForm({ photo, version, boxes, tried }: RedactionCase & { tried: Tried | undefined }) {
  const t = useT()
  const rows = tried ? rowsOf(tried) : boxes.map(rowOf)
  const error = tried?.errors.boxes?.[0]
  return (
    <Form action={`/photos/${photo.id}/redact`} tried={tried} class="redact" scope="boxes">
      <FormVersion version={version} />
      <div class="redact-stage">
        <img
          src={`/photos/${photo.id}?v=${version}`}
          width={photo.width}
          height={photo.height}
          alt={t('要遮挡的照片', 'The photo')}
        />
      </div>
      {tried?.refusal?.code === 'stale_version' && <Theirs boxes={boxes} />}
      <details class="redact-numbers" open>
        <summary>{t('用数字填写（占照片的百分比）', 'In numbers (percent of the picture)')}</summary>
        <BoxTable rows={[...rows, ...emptyRows(rows.length)]} />
        {error && (
          <p class="error" role="alert">
            {error}
          </p>
        )}
      </details>
      <Reason tried={tried} />
      <Submit>{t('保存遮挡', 'Save')}</Submit>
    </Form>
  )
}

const spare = 4
const emptyRows = (used: number) =>
  Array.from({ length: Math.max(1, Math.min(spare, boxesMax - used)) }, () => ['', '', '', ''])

const rowOf = ({ x, y, width, height }: Box) => [x, y, width, height].map(String)

/** What was typed, row by row; fields of one name come back joined by commas. */
function rowsOf({ values }: Tried): string[][] {
  const columns = ['x', 'y', 'width', 'height'].map((name) => (values[name] ?? '').split(','))
  const rows = (columns[0] ?? []).map((_, row) => columns.map((texts) => texts[row] ?? ''))
  return rows.filter((row) => row.some(Boolean)).slice(0, boxesMax)
}

function BoxTable({ rows }: { rows: readonly string[][] }) {
  const t = useT()
  const names = [
    ['x', t('左', 'Left')],
    ['y', t('上', 'Top')],
    ['width', t('宽', 'Width')],
    ['height', t('高', 'Height')],
  ] as const
  return (
    <ol class="boxes">
      {rows.map((row, index) => (
        <li class="row">
          {names.map(([name, label], at) => (
            <label>
              {label}
              <input
                name={name}
                value={row[at]}
                inputmode="decimal"
                maxlength={8}
                aria-label={t(`第 ${index + 1} 个框：${label}`, `Box ${index + 1}: ${label}`)}
              />
            </label>
          ))}
        </li>
      ))}
    </ol>
  )
}

/** Somebody else has saved meanwhile: what they covered, beside what was typed. */
function Theirs({ boxes }: { boxes: readonly Box[] }) {
  const t = useT()
  return (
    <Alert tone="warn">
      {t('别人刚保存的遮挡（左、上、宽、高）：', 'Saved by somebody else just now (left, top, width, height): ')}
      {boxes.map((box) => rowOf(box).join(' / ')).join('; ') || t('没有遮挡', 'nothing is covered')}
    </Alert>
  )
}

function Reason({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <TextField
      name="reason"
      label={t('原因', 'Reason')}
      help={t('例如：路人的脸。', 'Such as: a passer-by’s face.')}
      maxlength={200}
      tried={tried}
    />
  )
}

function OriginalForm({ photoId, tried }: { photoId: string; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card step" open={Boolean(tried)}>
      <summary>{t('看原图', 'Look at the original')}</summary>
      <p class="help">
        {t('每次查看都会记下来，照片的主人也看得到。', 'Every look is recorded, and the owner can read it.')}
      </p>
      <Form action={`/photos/${photoId}/original`} tried={tried} scope="original">
        <Reason tried={tried} />
        <Submit look="quiet">{t('记下并查看', 'Record it and look')}</Submit>
      </Form>
    </details>
  )
}

function RestoreForm({ photo, version, tried }: RedactionCase & { tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card step" open={Boolean(tried)}>
      <summary>{t('恢复原图', 'Show the original again')}</summary>
      <Form action={`/photos/${photo.id}/restore`} tried={tried} scope="restore">
        <FormVersion version={version} />
        <Reason tried={tried} />
        <Submit look="danger">{t('恢复，大家都能看到原图', 'Everybody sees the original again')}</Submit>
      </Form>
    </details>
  )
}

function History({ history }: Pick<RedactProps, 'history'>) {
  const t = useT()
  const words = {
    redacted: t('遮挡', 'Covered'),
    restored: t('恢复原图', 'Shown again'),
    original_seen: t('看了原图', 'Original looked at'),
    original_removed: t('原图到期删除', 'Original removed, its time being over'),
  }
  if (history.length === 0) return null
  return (
    <section>
      <h2>{t('经过', 'What was done')}</h2>
      <Timeline
        events={history.map(({ event, byName }) => ({
          at: event.at,
          what: words[event.what],
          who: byName ?? t('系统', 'The system'),
          note: event.reason,
        }))}
      />
    </section>
  )
}
