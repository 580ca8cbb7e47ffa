import type { Standing } from '../../kit/actor.ts'
import { cityDay } from '../../kit/clock.ts'
import { stepsFor } from '../../kit/flow.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Checkbox,
  Chip,
  Facts,
  Form,
  FormId,
  FormVersion,
  PostButton,
  Submit,
  Table,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { capsText, cityNumbers, pricesText } from './forms.ts'
import type { eventsOfVersions, RuleVersion, rulesWithVersions } from './queries.ts'
import {
  type CityTerms,
  fromTheBeginning,
  overall,
  type Terms,
  versionFlow,
  versionStates,
  versionSteps,
} from './rules.ts'
import { changePercent, type Trial } from './trials/rules.ts'

type Rule = Awaited<ReturnType<typeof rulesWithVersions>>[number]

const inForce = (rule: Rule, now: Date) =>
  rule.versions.find(({ state, startsOn }) => state === 'scheduled' && startsOn !== null && startsOn <= cityDay(now))

/** Every rule with what it pays today and what comes next. */
export function RuleBook({ rules, now }: { rules: readonly Rule[]; now: Date }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h1>{t('积分规则', 'Point rules')}</h1>
      <p class="lead">
        {t(
          '规则按日期分版本。改动先试算，再定日期，从第二天起才能生效。',
          'Rules are dated versions: try a change on the ledger, then schedule it from tomorrow or later.',
        )}
      </p>
      <Table
        head={[
          t('规则', 'Rule'),
          t('内容', 'What it says'),
          t('上限', 'Caps'),
          t('版本', 'Version'),
          t('下一版', 'Next'),
        ]}
        rows={rules.map((rule) => {
          const current = inForce(rule, now)
          const next = rule.versions.find(
            ({ state, number }) => number > (current?.number ?? 0) && state !== 'withdrawn',
          )
          return [
            <a href={`/desk/rules/${rule.code}`}>
              {rule.code === overall ? '' : `${rule.code} `}
              {rule[lang]}
            </a>,
            current && <Summary rule={rule.code} version={current} />,
            current && <CapWords caps={(current.terms as Terms).caps} />,
            current ? t(`第 ${current.number} 版`, `No. ${current.number}`) : '',
            next && (
              <Chip tone="accent">
                {versionStates[next.state][lang]}
                {next.startsOn ? ` ${next.startsOn}` : ''}
              </Chip>
            ),
          ]
        })}
      />
    </>
  )
}

const priceWords: Record<string, { zh: string; en: string }> = {
  one: { zh: '', en: '' },
  hour: { zh: '每小时', en: 'an hour' },
  attended: { zh: '参加', en: 'attended' },
  adopted: { zh: '被采纳', en: 'adopted' },
}

function Summary({ rule, version }: { rule: string; version: RuleVersion }) {
  const [t, lang] = [useT(), useLang()]
  if (rule === overall) {
    const terms = version.terms as CityTerms
    return (
      <>
        {t(
          `${terms.lotMonths} 个月到期，每位居民每年 ${terms.pointsPerResident} 分额度`,
          `Points live ${terms.lotMonths} months; ${terms.pointsPerResident} points a resident and year`,
        )}
      </>
    )
  }
  const { prices, least, most, endsOn } = version.terms as Terms
  const named = Object.entries(prices).map(([name, points]) => `${priceWords[name]?.[lang] ?? name} ${points}`.trim())
  if (most === 0) return <>{t('不计分', 'never pays')}</>
  return (
    <>
      {named.length
        ? t(`${named.join(' / ')} 分`, `${named.join(' / ')} points`)
        : t(`${least}–${most} 分`, `${least}–${most} points`)}
      {endsOn && (
        <span class="muted">
          {' '}
          {endsOn <= (version.startsOn ?? '') ? t('尚未启用', 'not in force') : t(`到 ${endsOn} 止`, `until ${endsOn}`)}
        </span>
      )}
    </>
  )
}

const perZh = { day: '每天', month: '每月', year: '每年' }

function CapWords({ caps }: { caps: Terms['caps'] }) {
  const t = useT()
  return (
    <>
      {caps
        .map(({ max, of, per }) => t(`${perZh[per]} ${max} ${of === 'times' ? '次' : '分'}`, `${max} ${of} a ${per}`))
        .join(t('，', ', ')) || '–'}
    </>
  )
}

type View = {
  rule: Rule
  standing: ReadonlySet<Standing>
  events: Awaited<ReturnType<typeof eventsOfVersions>>
  now: Date
  tried: Tried | undefined
}

/** A rule, its versions with the steps the viewer may take, and the form for the next one. */
export function RuleView({ rule, standing, events, now, tried }: View) {
  const [t, lang] = [useT(), useLang()]
  const current = inForce(rule, now)
  return (
    <>
      <p class="back">
        <a class="back" href="/desk/rules">
          {t('← 积分规则', '← Point rules')}
        </a>
      </p>
      <h1>
        {rule.code === overall ? '' : `${rule.code} `}
        {rule[lang]}
      </h1>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {rule.versions.map((version) => (
        <VersionCard {...{ version, standing, now, isCurrent: version.id === current?.id }} />
      ))}
      {standing.has('admin') && current && (
        <DraftCard rule={rule.code} terms={current.terms as Terms & CityTerms} tried={tried} />
      )}
      <Card>
        <h2>{t('记录', 'History')}</h2>
        <Timeline
          events={events.map(({ event, number }) => ({
            at: event.at,
            what: t(
              `第 ${number} 版：${versionStates[event.to as RuleVersion['state']].zh}`,
              `No. ${number}: ${versionStates[event.to as RuleVersion['state']].en}`,
            ),
            note: event.reason,
          }))}
        />
      </Card>
    </>
  )
}

type VersionProps = { version: RuleVersion; standing: ReadonlySet<Standing>; now: Date; isCurrent: boolean }

function VersionCard({ version, standing, now, isCurrent }: VersionProps) {
  const [t, lang] = [useT(), useLang()]
  const hasBegun = version.state === 'scheduled' && (version.startsOn ?? '') <= cityDay(now)
  const steps = hasBegun ? [] : stepsFor(versionFlow, version.state, standing)
  const terms = version.terms as Terms & CityTerms
  return (
    <Card>
      <header class="page-head">
        <h2>{t(`第 ${version.number} 版`, `No. ${version.number}`)}</h2>
        <Chip tone={isCurrent ? 'good' : 'plain'}>
          {isCurrent ? t('现行', 'In force') : versionStates[version.state][lang]}
        </Chip>
      </header>
      <Facts
        rows={[
          [t('内容', 'What it says'), <Summary rule={version.rule} version={version} />],
          [t('上限', 'Caps'), <CapWords caps={terms.caps} />],
          ...(version.rule === overall
            ? []
            : [
                [
                  t('公示期', 'Objection window'),
                  t(`${terms.objectionHours} 小时`, `${terms.objectionHours} hours`),
                ] as const,
              ]),
          [
            t('起始', 'From'),
            version.startsOn === fromTheBeginning ? t('从一开始', 'the beginning') : (version.startsOn ?? '–'),
          ],
          [t('理由', 'Why'), version.reason],
        ]}
      />
      {version.trial !== null && <TrialWords trial={version.trial as Trial} />}
      {steps.includes('try') && (
        <PostButton
          action={`/desk/rules/versions/${version.id}/try`}
          look="quiet"
          fields={{ version: String(version.version) }}
        >
          {versionSteps.try[lang]}
        </PostButton>
      )}
      {steps.includes('schedule') && <StepForm version={version} step="schedule" withDate />}
      {steps.includes('withdraw') && <StepForm version={version} step="withdraw" />}
    </Card>
  )
}

function StepForm({
  version,
  step,
  withDate,
}: {
  version: RuleVersion
  step: 'schedule' | 'withdraw'
  withDate?: boolean
}) {
  const [t, lang] = [useT(), useLang()]
  return (
    <details>
      <summary>{versionSteps[step][lang]}</summary>
      <Form action={`/desk/rules/versions/${version.id}/${step}`}>
        <FormVersion version={version.version} />
        {withDate && <TextField name="startsOn" type="date" label={t('从哪天起', 'From')} />}
        <TextField name="reason" label={t('理由', 'Why')} maxlength={300} />
        <Submit look={step === 'withdraw' ? 'danger' : 'primary'}>{versionSteps[step][lang]}</Submit>
      </Form>
    </details>
  )
}

function TrialWords({ trial }: { trial: Trial }) {
  const t = useT()
  const percent = changePercent(trial)
  const more = percent === undefined ? '–' : `${percent > 0 ? '+' : ''}${percent} %`
  return (
    <Alert tone="info">
      {t(
        `试算 ${trial.from} 至 ${trial.to}：${trial.grants} 笔，原来 ${trial.paidBefore} 分，按这一版 ${trial.paidAfter} 分（${more}）；${trial.peopleMore} 人变多，${trial.peopleLess} 人变少。`,
        `Tried on ${trial.from} to ${trial.to}: ${trial.grants} grants cost ${trial.paidBefore} points, under this version ${trial.paidAfter} (${more}); ${trial.peopleMore} people get more, ${trial.peopleLess} less.`,
      )}
    </Alert>
  )
}

function DraftCard({ rule, terms, tried }: { rule: string; terms: Terms & CityTerms; tried: Tried | undefined }) {
  const t = useT()
  return (
    <Card>
      <h2>{t('起草新版本', 'Draft a new version')}</h2>
      <Form action={`/desk/rules/${rule}/drafts`}>
        <FormId id={newId()} tried={tried} />
        {rule === overall ? <CityFields terms={terms} tried={tried} /> : <RuleFields terms={terms} tried={tried} />}
        <TextArea
          name="caps"
          label={t('上限（每行一条）', 'Caps, one a line')}
          help={t(
            '例如：20 points day（每天 20 分）、4 times month（每月 4 次）',
            'Such as: 20 points day, 4 times month',
          )}
          required={false}
          rows={3}
          value={capsText(terms.caps)}
          tried={tried}
        />
        <TextField name="reason" label={t('为什么要改', 'Why')} maxlength={300} tried={tried} />
        <Submit>{t('存为草稿', 'Save draft')}</Submit>
      </Form>
    </Card>
  )
}

function RuleFields({ terms, tried }: { terms: Terms; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <TextArea
        name="prices"
        label={t('分值（每行：名称=分数）', 'Prices (name=points a line)')}
        required={false}
        rows={3}
        value={pricesText(terms.prices)}
        tried={tried}
      />
      <TextField
        name="step"
        label={t('计量单位的最小一步', 'Smallest step of a unit')}
        inputmode="decimal"
        value={terms.step}
        tried={tried}
      />
      <TextField
        name="least"
        type="number"
        label={t('一次至少', 'At least, each time')}
        min={0}
        value={terms.least}
        tried={tried}
      />
      <TextField
        name="most"
        type="number"
        label={t('一次最多', 'At most, each time')}
        min={0}
        value={terms.most}
        tried={tried}
      />
      <TextField
        name="objectionHours"
        type="number"
        label={t('公示期（小时）', 'Objection window, hours')}
        min={0}
        value={terms.objectionHours}
        tried={tried}
      />
      <TextField
        name="placeDays"
        type="number"
        label={t('同一地点几天内只记一次', 'Days between grants for one place')}
        required={false}
        min={1}
        value={terms.placeDays}
        tried={tried}
      />
      <TextField
        name="endsOn"
        type="date"
        label={t('到哪天为止', 'Until')}
        required={false}
        value={terms.endsOn}
        tried={tried}
      />
      <Checkbox
        name="insideOverall"
        label={t('受总上限约束', 'Within the caps over all rules')}
        checked={terms.insideOverall}
      />
    </>
  )
}

const cityWords: Record<(typeof cityNumbers)[number], { zh: string; en: string }> = {
  lotMonths: { zh: '积分有效期（月）', en: 'Points live, months' },
  returnedDaysLeft: { zh: '退回的积分至少还能用（天）', en: 'Returned points live at least, days' },
  debtMax: { zh: '待抵扣上限', en: 'Largest debt' },
  repayShare: { zh: '新积分用于抵扣的比例', en: 'Share of new points that repays' },
  forgiveMonths: { zh: '几个月后免除', en: 'Forgiven after, months' },
  appealDays: { zh: '申诉期（天）', en: 'Days to appeal' },
  pointsPerResident: { zh: '社区额度：每位居民每年', en: 'Budget a resident and year' },
  streetShare: { zh: '街道可调配比例', en: 'Share streets may move' },
  cityShare: { zh: '市级备用比例', en: 'The city’s reserve' },
  pointValueFen: { zh: '参考价：1 分（分钱）', en: 'Value of a point, fen' },
  coverageGreen: { zh: '保障率绿线', en: 'Coverage, green from' },
  coverageAmber: { zh: '保障率黄线', en: 'Coverage, amber from' },
}

function CityFields({ terms, tried }: { terms: CityTerms; tried: Tried | undefined }) {
  const lang = useLang()
  return cityNumbers.map((name) => (
    <TextField name={name} label={cityWords[name][lang]} inputmode="decimal" value={terms[name]} tried={tried} />
  ))
}
