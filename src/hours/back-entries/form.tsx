import { type AreaGroup, AreaSelect } from '../../areas/picker.tsx'
import type { Tried } from '../../web/form.ts'
import { Alert, Form, FormId, PhotoField, Select, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { hoursText } from '../labels.ts'

type Props = { groups: readonly AreaGroup[]; tried: Tried | undefined; formId: string; quartersMax: number }

/** The clerk's form. It says beforehand what will happen, because a back-entry is never decided by one person. */
export function ProposalPage({ groups, tried, formId, quartersMax }: Props) {
  const t = useT()
  const lang = useLang()
  const lengths = Array.from({ length: quartersMax }, (_, index) => ({
    value: String(index + 1),
    label: hoursText((index + 1) * 15, lang),
  }))
  return (
    <>
      <h1>{t('提出补录', 'Propose a back-entry')}</h1>
      <Alert tone="info">
        {t(
          '补录用于确实服务过、但没有签到记录的情况。由其他单位的审核员批准，公示 3 天无异议后生效，记为丙级，每小时 2 分。',
          'For service that took place without a check-in. A reviewer from elsewhere approves it; after 3 days of public notice it counts as grade C, 2 points an hour.',
        )}
      </Alert>
      <Form action="/desk/back-entries" upload tried={tried}>
        <FormId id={formId} tried={tried} />
        <TextField
          name="who"
          label={t('谁（手机号、荣誉卡号或荣誉码）', 'Who (phone, card number or code)')}
          autocomplete="off"
          tried={tried}
        />
        <TextField name="title" label={t('活动名称', 'Activity')} maxlength={60} tried={tried} />
        <AreaSelect
          name="areaId"
          label={t('哪个区域', 'Area')}
          groups={groups}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <TextField name="startsAt" type="datetime-local" label={t('开始时间', 'Began')} tried={tried} />
        <Select
          name="quarters"
          label={t('时长', 'How long')}
          choices={lengths}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <TextField name="place" label={t('地点', 'Place')} maxlength={120} tried={tried} />
        <TextField name="beneficiary" label={t('服务对象', 'For whom')} maxlength={120} tried={tried} />
        <TextArea name="content" label={t('做了什么', 'What was done')} maxlength={500} rows={3} tried={tried} />
        <TextArea
          name="reason"
          label={t('为什么没有签到', 'Why there is no check-in')}
          help={t('会在公示页上公开，请不要写个人隐私。', 'Shown in public: please write nothing private.')}
          maxlength={500}
          rows={3}
          tried={tried}
        />
        <PhotoField name="photos" label={t('证明照片', 'Photos as evidence')} multiple tried={tried} />
        <Submit>{t('提出补录', 'Propose')}</Submit>
      </Form>
    </>
  )
}
