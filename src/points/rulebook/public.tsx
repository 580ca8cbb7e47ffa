import { cityDay } from '../../kit/clock.ts'
import { Card, Chip, Facts, LinkButton } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { type Rule, versionToday } from './book.tsx'
import { isDocument } from './documents/rules.ts'
import { fromTheBeginning, overall, type Terms } from './rules.ts'
import { saidBy, summaryOf, titleOf } from './said.ts'

type Book = { rules: readonly Rule[]; now: Date }

/** What anybody may read: what earns points today, the limits, and every change that is announced. */
export function PublicRules({ rules, now }: Book) {
  const t = useT()
  const isBeside = ({ code }: Rule) => code === overall || isDocument(code)
  return (
    <>
      <header class="stack-tight">
        <h1>{t('积分规则', 'How points work')}</h1>
        <p class="lead">
          {t(
            '做了什么记几分、最多记多少、怎么兑换，都写在这里。改动提前公布，不追溯以前。',
            'What earns points, how many at most, and how they are redeemed. Changes are announced and never reach back.',
          )}
        </p>
      </header>
      <section class="stack-tight">
        <h2>{t('怎么得积分', 'How points are earned')}</h2>
        {rules
          .filter((rule) => !isBeside(rule))
          .map((rule) => (
            <RuleCard rule={rule} now={now} />
          ))}
      </section>
      <section class="stack-tight">
        <h2>{t('上限、有效期和兑换', 'Limits, expiry and redeeming')}</h2>
        {rules.filter(isBeside).map((rule) => (
          <RuleCard rule={rule} now={now} />
        ))}
      </section>
      <p class="actions">
        <LinkButton href="/tasks">{t('看看任务', 'See the tasks')}</LinkButton>
        <LinkButton href="/stores" look="quiet">
          {t('看看荣誉超市', 'See the stores')}
        </LinkButton>
      </p>
    </>
  )
}

/** A rule in a line; the rest of it opens. Its anchor lies inside, so that a link to it opens it too. */
function RuleCard({ rule, now }: { rule: Rule; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  const current = versionToday(rule, now)
  if (!current) return null
  const { endsOn } = current.terms as Terms
  const isOver = endsOn !== undefined && endsOn < cityDay(now)
  const coming = rule.versions.filter(
    ({ state, startsOn }) => state === 'scheduled' && startsOn !== null && startsOn > cityDay(now),
  )
  return (
    <Card>
      <p class="rule-line">
        <strong>{titleOf(rule, lang)}</strong>
        <span>{isOver ? t('目前未启用', 'not in force') : summaryOf(rule.code, current.terms, t)}</span>
      </p>
      {coming.map((version) => (
        <p>
          <Chip tone="accent">
            {t(`${version.startsOn} 起改为第 ${version.number} 版`, `No. ${version.number} from ${version.startsOn}`)}
          </Chip>{' '}
          {version.reason}
        </p>
      ))}
      <details>
        <summary>{t('全部内容', 'All of it')}</summary>
        <div id={rule.code} class="stack-tight">
          <p class="muted">
            {t(`第 ${current.number} 版，`, `No. ${current.number}, `)}
            {current.startsOn === fromTheBeginning
              ? t('从一开始就这样', 'from the beginning')
              : t(`${current.startsOn} 起`, `since ${current.startsOn}`)}
          </p>
          <Facts rows={saidBy(rule.code, current.terms, t)} />
        </div>
      </details>
    </Card>
  )
}
