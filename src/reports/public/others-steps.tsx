import { Form, LinkButton, PhotoField, PostButton, Submit } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { openStatuses, solvedStatuses } from '../rules.ts'
import type { ReportView } from './view.tsx'

/** What neighbours may do: say that they see it too, follow, or report that it has come back. */
export function OthersSteps({ report, sight, isSignedIn, follow, tried }: ReportView) {
  const t = useT()
  if (sight === 'reporter' || !report.isPublic || report.kind === 'praise') return null
  const isOpen = (openStatuses as readonly string[]).includes(report.status)
  const isSolved = (solvedStatuses as readonly string[]).includes(report.status)
  if (!isSignedIn)
    return (
      <p class="actions">
        <LinkButton href={`/sign-in?next=${encodeURIComponent(`/reports/${report.id}`)}`} look="quiet">
          {t('登录后可以关注、说“我也遇到”', 'Sign in to follow it or to join')}
        </LinkButton>
      </p>
    )
  return (
    <section class="card stack">
      {isOpen && follow?.kind !== 'confirmed' && (
        <Form action={`/reports/${report.id}/join`} upload class="stack" tried={tried}>
          <input type="hidden" name="latitude" data-place="true" />
          <input type="hidden" name="longitude" />
          <h2>{t('您也遇到了？', 'Do you see it too?')}</h2>
          <PhotoField
            name="photos"
            label={t('在现场的话，拍一张', 'If you are there, take a photo')}
            help={t('在现场确认，解决后记分。', 'Confirming it on the spot earns a little once it is solved.')}
            multiple
            tried={tried}
          />
          <Submit>{t('我也遇到', 'Me too')}</Submit>
        </Form>
      )}
      {follow?.kind === 'confirmed' && <p>{t('您已经现场确认过这一处。', 'You have confirmed this on the spot.')}</p>}
      {isSolved && (
        <LinkButton href={`/snap?again=${report.id}`} look="quiet">
          {t('又坏了，重新上报', 'It broke again: report it')}
        </LinkButton>
      )}
      {follow
        ? follow.kind !== 'confirmed' && (
            <PostButton action={`/reports/${report.id}/unfollow`} look="quiet">
              {t('不再关注', 'Stop following')}
            </PostButton>
          )
        : !isSolved && (
            <PostButton action={`/reports/${report.id}/follow`} look="quiet">
              {t('只关注进展', 'Only follow it')}
            </PostButton>
          )}
    </section>
  )
}
