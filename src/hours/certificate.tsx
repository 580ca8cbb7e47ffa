import type { Area } from '../areas/queries.ts'
import { Paper } from '../credentials/paper.tsx'
import { cityDay } from '../kit/clock.ts'
import { Facts, Table } from '../web/ui.tsx'
import { useLang, useT } from '../web/words.ts'
import { gradeLabels, gradeMeanings, hoursText } from './labels.ts'
import type { HoursRecord, hourCertificateOf } from './queries.ts'

type Props = {
  certificate: Awaited<ReturnType<typeof hourCertificateOf>>
  unit: Area
  name: string
  volunteerNumber: string
  records: readonly HoursRecord[]
  address: string | undefined
  issuer: string
  revoked: boolean
}

/** So many services fit on the paper itself, two lines each. With more, or longer ones, an annex has all of them in full. */
const rowsOnPaper = 6
const signsOnPaper = 24
const fits = ({ title, place, beneficiary, content }: HoursRecord) =>
  [title, place, beneficiary, content].every((text) => text.length <= signsOnPaper)

/** The certificate with its statutory blocks: who, what and how long, who issues it, number and day, room for the seal. */
export function CertificatePage({ certificate, unit, name, volunteerNumber, records, ...code }: Props) {
  const t = useT()
  const lang = useLang()
  const { minutesA, minutesB, minutesC, number, issuedAt } = certificate
  const grades = [
    ['A', minutesA],
    ['B', minutesB],
    ['C', minutesC],
  ] as const
  const annex = records.length <= rowsOnPaper && records.every(fits) ? [] : records
  return (
    <>
      <Paper
        {...code}
        look="record"
        title={t('志愿服务记录证明', 'Record of volunteer service')}
        number={number}
        issuedBy={unit.name}
        day={cityDay(issuedAt)}
        hands={<Hands />}
      >
        <Facts
          rows={[
            [t('志愿者姓名', 'Volunteer'), name],
            [t('志愿者编号', 'Volunteer no.'), volunteerNumber],
            [
              t('证件类型及号码', 'Identity document'),
              t('由本人出示核对（本系统不保存证件号码）', 'shown by the bearer; the number is not kept here'),
            ],
            [t('服务总时长', 'Hours of service'), hoursText(minutesA + minutesB + minutesC, lang)],
            ...grades.map(
              ([grade, minutes]) =>
                [`${gradeLabels[grade][lang]}（${gradeMeanings[grade][lang]}）`, hoursText(minutes, lang)] as const,
            ),
          ]}
        />
        <Services records={records.slice(0, rowsOnPaper)} />
        <p class="note">
          {annex.length > 0 &&
            t(`共 ${records.length} 次服务，详见附页。`, `${records.length} services, all of them annexed. `)}
          {t(
            '备注：本证明免费出具，内容以出具之日的记录为准。时长为实际服务时间，不含路途。丙级为补录时长。',
            'Note: free of charge; as recorded on the day of issue. Hours are actual service without travel. Grade C was entered afterwards.',
          )}
        </p>
      </Paper>
      {annex.length > 0 && (
        <section class="paper-annex">
          <h2>
            {t('附页', 'Annex')} · {number}
          </h2>
          <Services records={annex} />
        </section>
      )}
    </>
  )
}

function Hands() {
  const t = useT()
  return (
    <dl class="paper-hands">
      <dt>{t('负责人（签字）', 'In charge (signature)')}</dt>
      <dd />
      <dt>{t('经办人（签字）', 'Handled by (signature)')}</dt>
      <dd />
      <dt>{t('联系电话', 'Contact')}</dt>
      <dd />
    </dl>
  )
}

function Services({ records }: { records: readonly HoursRecord[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <Table
      head={[
        t('日期', 'Day'),
        t('活动（项目）', 'Activity'),
        t('地点', 'Place'),
        t('服务对象', 'For'),
        t('服务内容', 'What was done'),
        t('时长', 'Hours'),
        t('凭据', 'Evidence'),
        t('负责人、记录人', 'In charge, recorded by'),
      ]}
      rows={records.map((record) =>
        [
          record.day,
          record.corrects ? `${record.title}（${t('更正', 'correction')}）` : record.title,
          record.place,
          record.beneficiary,
          record.content,
          hoursText(record.minutes, lang),
          gradeLabels[record.grade][lang],
          `${record.responsible}、${record.recorder}`,
        ].map((text) => <span>{text}</span>),
      )}
    />
  )
}
