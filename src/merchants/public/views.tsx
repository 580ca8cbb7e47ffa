import { type Held, HonorMarks } from '../../credentials/honored.tsx'
import { Card, Chip, Empty, Facts, LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { kindNames, levelNames, levelTones, stateNames, stateTones } from '../labels.ts'
import type { Merchant } from '../queries.ts'
import type { Score } from '../score/rules.ts'
import { ScoreView } from '../score/view.tsx'
import type { Listed } from './queries.ts'

export function ListPage({ rows }: { rows: readonly Listed[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('诚信商户', 'Honest merchants')}</h1>
      <p class="lead">
        {t(
          '等级由检查、投诉和服务的记录算出，每年审一次。',
          'Levels come from checks, complaints and service, and are reviewed each year.',
        )}
      </p>
      {rows.length === 0 && (
        <Empty title={t('还没有公开的诚信商户', 'None is listed yet')}>
          <p>{t('商户同意公开后会出现在这里。', 'Merchants appear here once they agree.')}</p>
        </Empty>
      )}
      <div class="list">
        {rows.map(({ merchant, areaName, level }) => (
          <Card href={`/merchants/${merchant.number}`}>
            <h2>
              {merchant.name} <Chip tone={levelTones[level]}>{levelNames[level][lang]}</Chip>
            </h2>
            <p class="muted">
              {kindNames[merchant.kind][lang]} · {areaName} · {merchant.address}
            </p>
          </Card>
        ))}
      </div>
      <p class="actions">
        <LinkButton href="/merchants/mine" look="quiet">
          {t('我的店', 'My shop')}
        </LinkButton>
      </p>
    </>
  )
}

type PublicProps = { merchant: Merchant; areaName: string; score: Score | undefined; honors: readonly Held[] }

/** What anybody may know: that it takes part, and the score where its owner agreed. */
export function PublicPage({ merchant, areaName, score, honors }: PublicProps) {
  const t = useT()
  const lang = useLang()
  const { name, number, kind, address, state } = merchant
  return (
    <>
      <h1>{name}</h1>
      <p>
        <Chip tone={stateTones[state]}>{stateNames[state][lang]}</Chip>
      </p>
      <HonorMarks honors={honors} />
      <Facts
        rows={[
          [t('编号', 'No.'), number],
          [t('类别', 'Trade'), kindNames[kind][lang]],
          [t('地址', 'Address'), `${areaName} ${address}`],
        ]}
      />
      {score ? (
        <ScoreView {...score} isOwn={false} />
      ) : (
        <p class="muted">{t('商户没有公开诚信分。', 'This merchant does not show its score.')}</p>
      )}
      {state !== 'closed' && (
        <p class="actions">
          <LinkButton href={`/merchants/${number}/complain`} look="quiet">
            {t('投诉这家店', 'Complain about this shop')}
          </LinkButton>
        </p>
      )}
    </>
  )
}
