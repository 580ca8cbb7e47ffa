import { useT } from '../../web/words.ts'
import type { CampaignView } from '../campaigns/parts.tsx'

/** Who was called, by number, in the drawn order: what people come back to look for. */
export function Drawn({ campaign, drawn, entryCount, mine }: CampaignView) {
  const t = useT()
  if (!campaign.seed) return null
  const won = drawn.filter(({ state }) => state === 'won').length
  const more = campaign.called - drawn.length
  return (
    <section class="card stack">
      <h2>{t('摇号结果', 'Drawn')}</h2>
      {drawn.length === 0 ? (
        <p class="muted">{t('还没有叫到号。', 'Nobody was called yet.')}</p>
      ) : (
        <>
          <p class="muted">
            {t(
              `${entryCount} 人报名，按抽出的先后，叫到了这些号码：`,
              `${entryCount} entered. These numbers were called, in the order they were drawn:`,
            )}
          </p>
          <ol class="numbers">
            {drawn.map(({ number, state }) => (
              <li
                class={[state !== 'won' && 'passed', number === mine?.entry?.number && 'mine']
                  .filter(Boolean)
                  .join(' ')}
              >
                {number}
                {state !== 'won' && <small>{t('顺延', 'passed over')}</small>}
              </li>
            ))}
          </ol>
          {won < drawn.length && (
            <p class="note">
              {t(
                '当时积分不够等不能兑换的，依次顺延。',
                'Whoever could not have it then was passed over, and the next was called.',
              )}
            </p>
          )}
        </>
      )}
      {more > 0 && (
        <p class="note">{t(`还有 ${more} 个号码，见下面的摇号文件。`, `${more} more stand in the file below.`)}</p>
      )}
    </section>
  )
}
