import { type Actor, standingOf } from '../../kit/actor.ts'
import { stepsFor } from '../../kit/flow.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Facts, Form, FormId, FormVersion, Submit, TextArea, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { claimStatusLabels, claimTones } from '../claims/labels.ts'
import { claimFlow } from '../claims/rules.ts'
import { gradeOf } from '../presence/rules.ts'
import { bandLabels, decisionLabels, flagLabels, wayLabels } from './labels.ts'
import type { ReviewCase } from './queries.ts'
import type { Flag } from './rules.ts'

type CaseProps = ReviewCase & { isSecond: boolean; formId: string; tried: Tried | undefined; actor: Actor }

/** One claim to decide about: what was asked beside what was done, the photos large, the buttons at hand. */
export function CasePage(props: CaseProps) {
  const t = useT()
  const lang = useLang()
  const { claim, activity, displayName, flags, isSecond } = props
  return (
    <>
      <div class="page-head">
        <h1>{activity.title}</h1>
        <p class="row">
          <span>{displayName}</span>
          {!isSecond && <Chip tone={claimTones[claim.status]}>{claimStatusLabels[claim.status][lang]}</Chip>}
          <Flags flags={flags} />
        </p>
      </div>
      {isSecond && (
        <Alert tone="info">
          {t(
            '这是一次抽查复核：请独立判断，您看不到第一次的结论。',
            'A second look: judge for yourself. The first decision is hidden.',
          )}
        </Alert>
      )}
      <div class="split review-case">
        <Asked {...props} />
        <Given {...props} />
      </div>
      {isSecond ? <SecondForm {...props} /> : <DecisionForm {...props} />}
      {props.decisions.length > 0 && <Earlier {...props} />}
    </>
  )
}

export const Flags = ({ flags }: { flags: readonly Flag[] }) => {
  const lang = useLang()
  return (
    <>
      {flags.map((flag) => (
        <Chip tone={flag === 'one_sided' ? 'plain' : 'warn'}>{flagLabels[flag][lang]}</Chip>
      ))}
    </>
  )
}

function Asked({ activity }: CaseProps) {
  const t = useT()
  const wanted = [
    activity.evidencePhotosMin > 0 &&
      t(`照片至少 ${activity.evidencePhotosMin} 张`, `${activity.evidencePhotosMin} photos`),
    activity.evidenceText && t('文字说明', 'a text'),
    activity.evidenceUnit !== '' && t(`数量（${activity.evidenceUnit}）`, `a count (${activity.evidenceUnit})`),
    activity.checkIn !== 'none' && t('签到和签退', 'check-in and check-out'),
  ].filter((part): part is string => Boolean(part))
  return (
    <section>
      <h2>{t('要求', 'What was asked')}</h2>
      <p class="prose">{activity.description}</p>
      <Facts
        rows={[
          [t('凭据', 'Evidence'), wanted.join(t('、', ', ')) || '–'],
          [t('时间', 'Time'), <Span {...activity} />],
          [t('地点', 'Place'), activity.place],
          [t('服务对象', 'For'), activity.beneficiary || '–'],
        ]}
      />
    </section>
  )
}

const Span = ({ startsAt, endsAt }: { startsAt: Date; endsAt: Date }) => (
  <>
    <Time at={startsAt} /> – <Time at={endsAt} />
  </>
)

function Given({ activity, presence, minutes, submissions, photos, appeal }: CaseProps) {
  const t = useT()
  const last = submissions[0]
  return (
    <section>
      <h2>{t('完成情况', 'What was done')}</h2>
      {appeal && (
        <Alert tone="info">
          <strong>{t('申诉：', 'Appeal: ')}</strong>
          {appeal.text}
        </Alert>
      )}
      {presence && <TimeThere presence={presence} minutes={minutes} />}
      {last && (
        <Facts
          rows={[
            [t('提交', 'Handed in'), <Time at={last.at} />],
            [t('说明', 'Text'), last.text || '–'],
            ...(last.count === null ? [] : [[t('数量', 'Count'), `${last.count} ${activity.evidenceUnit}`] as const]),
          ]}
        />
      )}
      {photos.map((photo, index) => (
        <Picture {...photo} number={index + 1} />
      ))}
      {photos.length === 0 && activity.evidencePhotosMin > 0 && <p class="muted">{t('没有照片', 'No photos')}</p>}
    </section>
  )
}

function TimeThere({ presence, minutes }: { presence: NonNullable<ReviewCase['presence']>; minutes: number }) {
  const t = useT()
  const grade = gradeOf(presence) === 'A' ? t('甲级', 'grade A') : t('乙级', 'grade B')
  return (
    <Facts
      rows={[
        [t('签到', 'In'), <Passage at={presence.inAt} way={presence.inWay} band={presence.inBand} />],
        [t('签退', 'Out'), <Passage at={presence.outAt} way={presence.outWay} band={presence.outBand} />],
        [t('可记时长', 'Counts as'), `${Math.floor(minutes / 15) / 4} ${t('小时', 'h')} · ${grade}`],
      ]}
    />
  )
}

function Passage({ at, way, band }: { at: Date | null; way: string | null; band: string | null }) {
  const t = useT()
  const lang = useLang()
  if (!at) return <>{t('没有', 'none')}</>
  return (
    <>
      <Time at={at} /> · {wayLabels[way ?? '']?.[lang]}
      {band !== 'not_asked' && ` · ${bandLabels[band ?? '']?.[lang]}`}
    </>
  )
}

function Picture({ photoId, like, number }: ReviewCase['photos'][number] & { number: number }) {
  const t = useT()
  return (
    <figure class="review-photo">
      <a href={`/photos/${photoId}`}>
        <img src={`/photos/${photoId}`} alt={t(`照片 ${number}`, `Photo ${number}`)} />
      </a>
      {like.length > 0 && (
        <figcaption>
          <Alert tone="warn">
            {t('这张和以前用过的照片很像，请比对：', 'Much like a photo that was used before; please compare:')}
            <span class="evidence-photos">
              {like.slice(0, 3).map((other) => (
                <a href={`/photos/${other.photoId}`}>
                  <img src={`/photos/${other.photoId}`} alt={t('以前的照片', 'The earlier photo')} />
                  <Time at={other.at} />
                </a>
              ))}
            </span>
          </Alert>
        </figcaption>
      )}
    </figure>
  )
}

const stepLooks = {
  approve: 'primary',
  overturn: 'primary',
  return: 'quiet',
  uphold: 'quiet',
  reject: 'danger',
} as const
/** Alt+key on most systems, so that a long queue needs no mouse. */
const stepKeys = { approve: 'a', overturn: 'a', return: 'b', uphold: 'x', reject: 'x' } as const

function DecisionForm({ claim, activity, formId, tried, actor }: CaseProps) {
  const t = useT()
  const lang = useLang()
  const standing = standingOf(actor, { areaPath: activity.areaPath })
  const isOwn = actor.id === claim.personId || actor.id === activity.publisherId
  const steps = isOwn
    ? []
    : stepsFor(claimFlow, claim.status, standing).filter((step): step is keyof typeof stepLooks => step in stepLooks)
  if (steps.length === 0) return null
  return (
    <Form action={`/desk/reviews/${claim.id}`} tried={tried} class="decision">
      <FormId id={formId} tried={tried} />
      <FormVersion version={claim.version} />
      <TextArea
        name="reason"
        label={t('原因（退回、不通过时必填，居民会看到）', 'Reason (needed unless you approve; the resident reads it)')}
        required={false}
        maxlength={500}
        rows={2}
        tried={tried}
      />
      <div class="actions">
        {steps.map((step) => (
          <button
            type="submit"
            name="decision"
            value={step}
            class={`button ${stepLooks[step]}`}
            accesskey={stepKeys[step]}
          >
            {decisionLabels[step]?.[lang]} <kbd>{stepKeys[step].toUpperCase()}</kbd>
          </button>
        ))}
        <a class="button quiet" href="/desk/reviews">
          {t('回列表', 'Back to the list')}
        </a>
      </div>
    </Form>
  )
}

function SecondForm({ claim, tried }: CaseProps) {
  const t = useT()
  return (
    <Form action={`/desk/reviews/${claim.id}/second`} tried={tried} class="decision">
      <TextArea name="reason" label={t('理由', 'Reasons')} maxlength={500} rows={2} tried={tried} />
      <div class="actions">
        <Submit name="decision" value="approve">
          {t('应该通过', 'Should be approved')}
        </Submit>
        <Submit name="decision" value="reject" look="quiet">
          {t('不应通过', 'Should not be approved')}
        </Submit>
      </div>
    </Form>
  )
}

function Earlier({ decisions }: CaseProps) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('以前的决定', 'Earlier decisions')}</h2>
      <ul class="list">
        {decisions.map(({ review, displayName }) => (
          <li>
            <Time at={review.at} /> · {displayName} · {decisionLabels[review.decision]?.[lang]}
            {review.reason && ` · ${review.reason}`}
          </li>
        ))}
      </ul>
    </section>
  )
}
