import { Alert, LinkButton, PostButton } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Managed } from './desk-view.tsx'

/** Above a preview: what publishing it would set aside, and the way on. */
export function PreviewBar({ activity, cost, budgetLeft, budgetArea }: Managed) {
  const t = useT()
  return (
    <Alert tone="info">
      <p>
        {activity.status === 'draft'
          ? t('居民看到的就是下面这样，现在还没有发布。', 'This is what residents will see. It is not published yet.')
          : t('居民看到的就是下面这样。', 'This is what residents see.')}
      </p>
      {activity.status === 'draft' && (
        <p>
          {t(
            `发布会预留 ${cost} 分，${budgetArea}今年还剩 ${budgetLeft} 分。`,
            `Publishing sets ${cost} points aside; ${budgetArea} has ${budgetLeft} left this year.`,
          )}
        </p>
      )}
      <div class="actions">
        {activity.status === 'draft' && (
          <PostButton action={`/desk/tasks/${activity.id}/publish`}>{t('发布', 'Publish')}</PostButton>
        )}
        <LinkButton href={`/desk/tasks/${activity.id}/edit`} look="quiet">
          {t('再改改', 'Change it')}
        </LinkButton>
        <LinkButton href={`/desk/tasks/${activity.id}`} look="quiet">
          {t('回工作台', 'To the desk')}
        </LinkButton>
      </div>
    </Alert>
  )
}
