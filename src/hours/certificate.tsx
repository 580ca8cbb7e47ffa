import type { Area } from '../areas/queries.ts'
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
}

/** The certificate with its statutory blocks: who, what and how long, who issues it, number and day, room for the seal. */
export function CertificatePage({ certificate, unit, name, volunteerNumber, records }: Props) {
  const t = useT()
  const lang = useLang()
  const { minutesA, minutesB, minutesC, number, issuedAt } = certificate
  return (
    <article class="certificate">
      <h1>{t('志愿服务记录证明', 'Record of volunteer service')}</h1>
      <p class="certificate-number">
        {t('编号', 'No.')} {number}
      </p>
      <Facts
        rows={[
          [t('志愿者姓名', 'Volunteer'), name],
          [t('志愿者编号', 'Volunteer no.'), volunteerNumber],
          [
            t('证件类型及号码', 'Identity document'),
            t('由本人出示核对（本系统不保存证件号码）', 'shown by the bearer; the number is not kept here'),
          ],
          [t('服务总时长', 'Hours of service'), hoursText(minutesA + minutesB + minutesC, lang)],
          ...(
            [
              ['A', minutesA],
              ['B', minutesB],
              ['C', minutesC],
            ] as const
          ).map(
            ([grade, minutes]) =>
              [`${gradeLabels[grade][lang]}（${gradeMeanings[grade][lang]}）`, hoursText(minutes, lang)] as const,
          ),
        ]}
      />
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
        rows={records.map((record) => [
          record.day,
          record.corrects ? `${record.title}（${t('更正', 'correction')}）` : record.title,
          record.place,
          record.beneficiary,
          record.content,
          hoursText(record.minutes, lang),
          gradeLabels[record.grade][lang],
          `${record.responsible}、${record.recorder}`,
        ])}
      />
      <Facts
        rows={[
          [t('出具单位', 'Issued by'), unit.name],
          [t('负责人（签字）', 'Person in charge (signature)'), '\u00a0'],
          [t('经办人（签字）', 'Handled by (signature)'), '\u00a0'],
          [t('联系电话', 'Contact'), '\u00a0'],
          [t('出具日期', 'Day of issue'), cityDay(issuedAt)],
          [t('单位盖章', 'Seal'), '\u00a0'],
        ]}
      />
      <p class="note">
        {t(
          '备注：本证明免费出具，内容以出具之日的记录为准。时长为实际服务时间，不含路途。丙级为补录时长。',
          'Note: free of charge; as recorded on the day of issue. Hours are actual service without travel. Grade C was entered afterwards.',
        )}
      </p>
    </article>
  )
}
