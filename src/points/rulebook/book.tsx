import { cityDay } from '../../kit/clock.ts'
import { Chip, Table } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { isDocument } from './documents/rules.ts'
import type { rulesWithVersions } from './queries.ts'
import { overall, type Terms, versionStates } from './rules.ts'
import { capsSaid, summaryOf, titleOf } from './said.ts'

export type Rule = Awaited<ReturnType<typeof rulesWithVersions>>[number]

/** The version of a rule that holds today. */
export const versionToday = (rule: Rule, now: Date) =>
  rule.versions.find(({ state, startsOn }) => state === 'scheduled' && startsOn !== null && startsOn <= cityDay(now))

const nextOf = (rule: Rule, now: Date) =>
  rule.versions.find(({ state, number }) => number > (versionToday(rule, now)?.number ?? 0) && state !== 'withdrawn')

type Book = { rules: readonly Rule[]; now: Date }

/** Every rule with what it pays today and what comes next, and beside them the documents with the city's numbers. */
export function RuleBook({ rules, now }: Book) {
  const [t, lang] = [useT(), useLang()]
  const isBeside = ({ code }: Rule) => code === overall || isDocument(code)
  const link = (rule: Rule) => <a href={`/desk/rules/${rule.code}`}>{titleOf(rule, lang)}</a>
  return (
    <>
      <h1>{t('积分规则', 'Point rules')}</h1>
      <p class="lead">
        {t(
          '规则按日期分版本。改动先试算，再提请生效日期，由另一个人确认，最早第二天生效；居民看到的是',
          'Rules are dated versions: try a change on the ledger, propose a day from tomorrow on, and somebody else confirms it. Residents read ',
        )}
        <a href="/rules">{t('公开的规则', 'the public rules')}</a>
        {t('。', '.')}
      </p>
      <Table
        head={[t('规则', 'Rule'), t('分值', 'Pays'), t('上限', 'Caps'), t('版本', 'Version'), t('下一版', 'Next')]}
        rows={rules
          .filter((rule) => !isBeside(rule))
          .map((rule) => {
            const current = versionToday(rule, now)
            return [
              link(rule),
              current && <Pays rule={rule} now={now} />,
              current && capsSaid((current.terms as Terms).caps, t),
              current ? t(`第 ${current.number} 版`, `No. ${current.number}`) : '',
              <Next rule={rule} now={now} />,
            ]
          })}
      />
      <h2>{t('全市通用的数字', 'Numbers for the whole city')}</h2>
      <Table
        head={[t('文件', 'Document'), t('内容', 'What it says'), t('版本', 'Version'), t('下一版', 'Next')]}
        rows={rules.filter(isBeside).map((rule) => {
          const current = versionToday(rule, now)
          return [
            link(rule),
            current && summaryOf(rule.code, current.terms, t),
            current ? t(`第 ${current.number} 版`, `No. ${current.number}`) : '',
            <Next rule={rule} now={now} />,
          ]
        })}
      />
    </>
  )
}

/** A rule that waits for an order of the city says so. */
function Pays({ rule, now }: { rule: Rule; now: Date }) {
  const t = useT()
  const current = versionToday(rule, now)
  if (!current) return null
  const { endsOn } = current.terms as Terms
  return (
    <>
      {summaryOf(rule.code, current.terms, t)}
      {endsOn && (
        <span class="muted">
          {' '}
          {endsOn < cityDay(now) ? t('未启用', 'not in force') : t(`到 ${endsOn} 止`, `until ${endsOn}`)}
        </span>
      )}
    </>
  )
}

function Next({ rule, now }: { rule: Rule; now: Date }) {
  const lang = useLang()
  const next = nextOf(rule, now)
  if (!next) return null
  return (
    <Chip tone="accent">
      {versionStates[next.state][lang]}
      {next.startsOn ? ` ${next.startsOn}` : ''}
    </Chip>
  )
}
