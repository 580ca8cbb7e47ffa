import type { PhotoUse } from '../../photos/queries.ts'
import type { Tried } from '../../web/form.ts'
import { Alert, Empty, Form, FormId, LinkButton, PhotoField, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Activity } from '../activities/queries.ts'
import type { Claim } from '../claims/queries.ts'
import { decisionLabels } from './labels.ts'
import type { workOf } from './queries.ts'

type Work = Awaited<ReturnType<typeof workOf>>
type Common = { claim: Claim; activity: Activity; formId: string; tried: Tried | undefined }

/** The pictures handed in so far, small; each opens in full. */
export const EvidencePhotos = ({ photos }: { photos: readonly Pick<PhotoUse, 'photoId'>[] }) => {
  const t = useT()
  return photos.length === 0 ? null : (
    <div class="evidence-photos">
      {photos.map(({ photoId }, index) => (
        <a href={`/photos/${photoId}`}>
          <img src={`/photos/${photoId}`} alt={t(`照片 ${index + 1}`, `Photo ${index + 1}`)} loading="lazy" />
        </a>
      ))}
    </div>
  )
}

/** What was asked for stands above the fields, so that nobody has to guess. */
export function SubmissionPage({
  claim,
  activity,
  last,
  decision,
  photos,
  formId,
  tried,
}: Common & {
  last: Work['submissions'][number] | undefined
  decision: Work['decisions'][number]['review'] | undefined
  photos: readonly PhotoUse[]
}) {
  const t = useT()
  if (!['claimed', 'checked_out', 'returned'].includes(claim.status))
    return (
      <Empty title={t('现在不用提交什么', 'There is nothing to hand in now')}>
        <LinkButton href={`/claims/${claim.id}`}>{t('看这条报名', 'Back to my sign-up')}</LinkButton>
      </Empty>
    )
  const missing = Math.max(0, activity.evidencePhotosMin - photos.length)
  return (
    <>
      <h1>{t('提交成果', 'Hand in what you did')}</h1>
      <p class="lead">{activity.title}</p>
      {claim.status === 'returned' && decision && (
        <Alert tone="warn">
          {t('审核员请您补充：', 'The reviewer asks: ')}
          {decision.reason}
        </Alert>
      )}
      <EvidencePhotos photos={photos} />
      <Form action={`/claims/${claim.id}/submission`} upload tried={tried}>
        <FormId id={formId} tried={tried} />
        <PhotoField
          name="photos"
          label={t('照片', 'Photos')}
          help={
            missing > 0
              ? t(
                  `还要至少 ${missing} 张，可以一次选多张。`,
                  `At least ${missing} more; you may choose several at once.`,
                )
              : t('可以一次选多张，最多 9 张。', 'You may choose several at once, nine at most.')
          }
          required={missing > 0}
          multiple
          tried={tried}
        />
        <RefusedPhoto tried={tried} />
        <TextArea
          name="text"
          label={t('做了什么', 'What you did')}
          required={activity.evidenceText}
          maxlength={2000}
          value={last?.text}
          tried={tried}
        />
        {activity.evidenceUnit !== '' && (
          <TextField
            name="count"
            label={t(`数量（${activity.evidenceUnit}）`, `How many (${activity.evidenceUnit})`)}
            type="number"
            min={1}
            inputmode="numeric"
            value={last?.count}
            tried={tried}
          />
        )}
        <Submit look="big">{t('提交', 'Hand in')}</Submit>
      </Form>
    </>
  )
}

/** Which of the chosen photos was refused: a browser forgets them all, so the person has to choose again. */
function RefusedPhoto({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  const file = tried?.refusal?.details.file
  if (!tried) return null
  return (
    <p class="help">
      {typeof file === 'string' && t(`有问题的是：${file}。`, `The photo in question: ${file}. `)}
      {t('文字都还在，照片请重新选一次。', 'Your text is kept; please choose the photos again.')}
    </p>
  )
}

export function AppealPage({
  claim,
  activity,
  decision,
  isOpen,
  formId,
  tried,
}: Common & { decision: Work['decisions'][number]['review'] | undefined; isOpen: boolean }) {
  const t = useT()
  const lang = useLang()
  if (!tried && !isOpen)
    return (
      <Empty title={t('现在没有可以申诉的决定', 'There is no decision to appeal against')}>
        <LinkButton href={`/claims/${claim.id}`}>{t('看这条报名', 'Back to my sign-up')}</LinkButton>
      </Empty>
    )
  return (
    <>
      <h1>{t('申诉', 'Appeal')}</h1>
      <p class="lead">{activity.title}</p>
      {decision && (
        <Alert tone="info">
          {decisionLabels[decision.decision]?.[lang]}
          {t('：', ': ')}
          {decision.reason}
        </Alert>
      )}
      <p>
        {t(
          '由另一位没有参与过的审核员来看。请写清楚为什么应该通过，或应该多记。',
          'A reviewer who had no part in it will look again. Say why it should be approved, or count for more.',
        )}
      </p>
      <Form action={`/claims/${claim.id}/appeal`} tried={tried}>
        <FormId id={formId} tried={tried} />
        <TextArea name="text" label={t('申诉理由', 'Your reasons')} maxlength={1000} rows={6} tried={tried} />
        <Submit look="big">{t('提交申诉', 'Send the appeal')}</Submit>
      </Form>
    </>
  )
}
