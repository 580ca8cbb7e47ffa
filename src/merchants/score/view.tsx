import type { Part, PartFact } from '../../../db/schema/merchants.ts'
import { Card, Chip } from '../../web/ui.tsx'
import { type Lang, useLang, useT } from '../../web/words.ts'
import { checkNames, levelNames, levelTones, partNames, resultNames } from '../labels.ts'
import type { Score } from './rules.ts'

/** The score, its level, and each part with the facts it rests on. */
export function ScoreView({ score, level, parts, isOwn }: Score & { isOwn: boolean }) {
  const t = useT()
  const lang = useLang()
  return (
    <section>
      <h2>{t('诚信分', 'Honesty score')}</h2>
      <Card>
        <p class="score">
          <strong class="score-number">{score}</strong> / 100{' '}
          <Chip tone={levelTones[level]}>{levelNames[level][lang]}</Chip>
        </p>
        <dl class="facts">
          {parts.map((part) => (
            <div>
              <dt>{partNames[part.part][lang]}</dt>
              <dd>
                <span class="score-part">
                  <span>
                    <strong>{part.points}</strong> / {part.max}
                  </span>
                  <meter min={0} max={part.max} value={part.points} aria-hidden="true" />
                </span>
                <PartFacts part={part} isOwn={isOwn} />
              </dd>
            </div>
          ))}
        </dl>
      </Card>
    </section>
  )
}

function PartFacts({ part: { part, facts }, isOwn }: { part: Part; isOwn: boolean }) {
  const t = useT()
  const lang = useLang()
  if (part === 'service') {
    const hours = facts.reduce((sum, { result }) => sum + Number(result), 0) / 60
    return <p class="muted">{t(`经营者近一年服务 ${hours} 小时`, `The owner served ${hours} hours in a year`)}</p>
  }
  if (facts.length === 0)
    return (
      <p class="muted">
        {part === 'complaints' ? t('没有查实的投诉', 'No upheld complaint') : t('还没有记录', 'Nothing recorded yet')}
      </p>
    )
  return (
    <ul>
      {facts.map((fact) => (
        <li>{isOwn ? <a href={`#fact-${fact.id}`}>{factText(fact, lang)}</a> : factText(fact, lang)}</li>
      ))}
    </ul>
  )
}

function factText({ kind, result, day, points }: PartFact, lang: Lang): string {
  const worth = points === undefined ? '' : ` · ${points}`
  if (kind === 'licence')
    return lang === 'zh'
      ? `营业执照${day ? `有效至 ${day}` : '长期有效'}${worth}`
      : `Licence ${day ? `until ${day}` : 'for good'}${worth}`
  if (kind === 'complaint') return `${day} ${result}${worth}`
  const name = checkNames[kind as keyof typeof checkNames]?.[lang] ?? kind
  const found = resultNames[result as keyof typeof resultNames]?.[lang] ?? result
  return `${day} ${name}：${found}${worth}`
}
