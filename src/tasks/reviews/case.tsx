import type { Actor } from '../../kit/actor.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Chip, Facts, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { claimStatusLabels, claimTones } from '../claims/labels.ts'
import { gradeOf } from '../presence/rules.ts'
import { DecisionForm, SecondForm } from './decision-form.tsx'
import { bandLabels, decisionLabels, flagLabels, wayLabels } from './labels.ts'
import type { ReviewCase } from './queries.ts'
import { RevokeForm } from './revoke-form.tsx'
import type { Ahead } from './revoking.ts'
import type { Flag } from './rules.ts'

export type CaseProps = ReviewCase & {
  /** What taking the approval back would do now. */
  ahead: Ahead
  isSecond: boolean
  formId: string
  tried: Tried | undefined
  actor: Actor
}

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
      {!isSecond && <RevokeForm {...props} />}
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
      t(
        `照片至少 ${activity.evidencePhotosMin} 张`,
        activity.evidencePhotosMin === 1 ? 'a photo' : `${activity.evidencePhotosMin} photos`,
      ),
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

function Given({ activity, stays, minutes, submissions, photos, appeal }: CaseProps) {
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
      {stays.length > 0 && <TimeThere stays={stays} minutes={minutes} />}
      {last && (
        <Facts
          rows={[
            [t('提交', 'Handed in'), <Time at={last.at} />],
            [t('说明', 'Text'), last.forgottenAt ? <Forgotten /> : last.text || '–'],
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

function TimeThere({ stays, minutes }: Pick<ReviewCase, 'stays' | 'minutes'>) {
  const t = useT()
  const grade = gradeOf(stays) === 'A' ? t('甲级', 'grade A') : t('乙级', 'grade B')
  return (
    <Facts
      rows={[
        ...stays.flatMap(
          (stay) =>
            [
              [t('签到', 'In'), <Passage at={stay.inAt} way={stay.inWay} band={stay.inBand} />],
              [t('签退', 'Out'), <Passage at={stay.outAt} way={stay.outWay} band={stay.outBand} />],
            ] as const,
        ),
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
      <a href={`/photos/${photoId}/redact`}>{t('遮挡人脸、车牌', 'Cover a face or plate')}</a>
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

function Earlier({ activity, decisions }: CaseProps) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('以前的决定', 'Earlier decisions')}</h2>
      <ul class="list">
        {decisions.map(({ review, displayName }) => (
          <li>
            <Time at={review.at} /> · {displayName} · {decisionLabels[review.decision]?.[lang]}
            <Cut review={review} isVolunteering={activity.kind === 'volunteer'} />
            {review.reason && ` · ${review.reason}`}
          </li>
        ))}
      </ul>
    </section>
  )
}

type Review = ReviewCase['decisions'][number]['review']

/** Where words and photos were, before their time was over. */
export function Forgotten() {
  const t = useT()
  return (
    <span class="muted">{t('照片和文字已过保存期，删除了', 'Photos and words are past their time and removed')}</span>
  )
}

/** How far an approval stayed below the evidence. */
export function Cut({ review, isVolunteering }: { review: Review; isVolunteering: boolean }) {
  const t = useT()
  if (review.loweredFrom === null || review.loweredTo === null) return null
  const [from, to] = [review.loweredFrom, review.loweredTo].map((figure) => (isVolunteering ? figure / 60 : figure))
  return (
    <>
      {' '}
      ·{' '}
      {isVolunteering
        ? t(`认定 ${to} 小时，凭据 ${from} 小时`, `${to} of ${from} h allowed`)
        : t(`认定 ${to} 分，原价 ${from} 分`, `${to} of ${from} points allowed`)}
    </>
  )
}
