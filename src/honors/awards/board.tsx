import { Card, Empty, LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { StarLevel } from '../stars/queries.ts'
import type { BoardYear } from './queries.ts'

/** The public board: who holds which honour, named only where they agreed. */
export function BoardPage({ years, stars }: { years: readonly BoardYear[]; stars: readonly StarLevel[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('荣誉榜', 'Honours')}</h1>
      <p class="lead">
        {t(
          '他们做的事，邻居看得见。写在这里的名字，都经过本人同意。',
          'What they did, their neighbours saw. Every name here is shown with its owner’s agreement.',
        )}
      </p>
      <p class="actions">
        <LinkButton href="/honors/nominate">{t('推荐身边的人', 'Nominate somebody')}</LinkButton>
        <LinkButton href="/honors/notices" look="quiet">
          {t('正在公示', 'On notice now')}
        </LinkButton>
        <LinkButton href="/honors/mine" look="quiet">
          {t('我的荣誉', 'My honours')}
        </LinkButton>
      </p>
      {years.length === 0 && (
        <Empty title={t('还没有授予荣誉', 'No honours yet')}>
          <p>{t('第一个名字，也许由您推荐。', 'The first name may be yours to suggest.')}</p>
        </Empty>
      )}
      {years.map(({ awardClass, year, names, hidden }) => (
        <section class="honor-board">
          <h2>{t(`${year} 年 ${awardClass.zh}`, `${awardClass[lang]} ${year}`)}</h2>
          <ul class="honor-names">
            {names.map(({ name, members }) => (
              <li>
                <strong>{name}</strong>
                {members.length > 0 && <span class="muted"> {members.join('、')}</span>}
              </li>
            ))}
          </ul>
          <Hidden count={hidden} />
        </section>
      ))}
      {stars.length > 0 && (
        <section>
          <h2>{t('星级志愿者', 'Star volunteers')}</h2>
          {stars.map((level) => (
            <Card>
              <h3>
                <span class="honor-stars" aria-hidden="true">
                  {'★'.repeat(level.stars)}
                </span>{' '}
                {t(`${level.stars} 星`, `${level.stars} stars`)}
              </h3>
              {level.names.length > 0 && <p>{level.names.join('、')}</p>}
              <Hidden count={level.hidden} />
            </Card>
          ))}
        </section>
      )}
      <p class="muted">
        {t('收到别人的证书，可以', 'Somebody showed you a certificate?')}{' '}
        <a href="/verify">{t('在这里核验真伪', 'Check it here')}</a>
      </p>
    </>
  )
}

/** Fewer than five are not told apart. */
function Hidden({ count }: { count: number | 'few' | undefined }) {
  const t = useT()
  if (count === undefined) return null
  return (
    <p class="muted">
      {count === 'few'
        ? t('另有几位不公开姓名', 'A few more prefer not to be named')
        : t(`另有 ${count} 位不公开姓名`, `${count} more prefer not to be named`)}
    </p>
  )
}
