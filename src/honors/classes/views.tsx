import { cityDay } from '../../kit/clock.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Checkbox,
  Chip,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Radios,
  Select,
  Submit,
  Table,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { subjectNames } from '../labels.ts'
import { CriteriaText } from '../nominations/form.tsx'
import type { AwardClass, versionsOfClass } from './queries.ts'

export function ClassesPage({ classes, mayWrite }: { classes: readonly AwardClass[]; mayWrite: boolean }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <div class="page-head">
        <h1>{t('荣誉类别', 'Award classes')}</h1>
        {mayWrite && <LinkButton href="/desk/award-classes/new">{t('新的荣誉', 'A new class')}</LinkButton>}
      </div>
      <Table
        head={[t('名称', 'Name'), t('对象', 'For'), t('条件', 'Criteria'), t('第几版', 'Version'), t('状态', 'State')]}
        rows={classes.map((awardClass) => [
          <a href={`/desk/award-classes/${awardClass.classId}`}>{awardClass[lang]}</a>,
          subjectNames[awardClass.subjectKind][lang],
          <CriteriaText awardClass={awardClass} />,
          awardClass.version,
          awardClass.isOpen ? <Chip tone="good">{t('开放推荐', 'Open')}</Chip> : <Chip>{t('已停', 'Closed')}</Chip>,
        ])}
      />
    </>
  )
}

type ClassProps = {
  awardClass: AwardClass
  versions: Awaited<ReturnType<typeof versionsOfClass>>
  mayWrite: boolean
  tried: Tried | undefined
}

/** A class with every version it had. */
export function ClassPage({ awardClass, versions, mayWrite, tried }: ClassProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <a class="back" href="/desk/award-classes">
        {t('‹ 荣誉类别', '‹ Award classes')}
      </a>
      {mayWrite ? (
        <ClassForm action={`/desk/award-classes/${awardClass.classId}`} awardClass={awardClass} tried={tried} />
      ) : (
        <>
          <h1>{awardClass[lang]}</h1>
          <CriteriaText awardClass={awardClass} />
        </>
      )}
      <Table
        caption={t('历次版本', 'Versions')}
        head={[t('版本', 'Version'), t('日期', 'Day'), t('条件', 'Criteria'), t('谁', 'Who'), t('原因', 'Why')]}
        rows={versions.map(({ version, by }) => [
          version.version,
          cityDay(version.at),
          <CriteriaText awardClass={version} />,
          by ?? t('系统', 'the system'),
          version.why,
        ])}
      />
    </>
  )
}

type FormProps = { action: string; awardClass?: AwardClass; formId?: string; tried: Tried | undefined }

export function ClassForm({ action, awardClass, formId, tried }: FormProps) {
  const t = useT()
  const lang = useLang()
  const number = (name: string, zh: string, en: string, value: number | null | undefined, help?: string) => (
    <TextField name={name} type="number" label={t(zh, en)} tried={tried} value={value} help={help} />
  )
  const optionalNumber = (name: string, zh: string, en: string, value: number | null | undefined) => (
    <TextField name={name} type="number" label={t(zh, en)} required={false} tried={tried} value={value} />
  )
  const { criteria } = awardClass ?? {}
  return (
    <>
      <h1>{awardClass ? awardClass[lang] : t('新的荣誉', 'A new class')}</h1>
      {awardClass && (
        <Alert tone="info">
          {t(
            '保存后成为新的一版。正在评选的，仍按推荐时的那一版。',
            'Saving writes a new version. What is under way keeps to its own.',
          )}
        </Alert>
      )}
      <Form action={action} tried={tried} class="stack">
        {formId && <FormId id={formId} tried={tried} />}
        {awardClass && <FormVersion version={awardClass.version} />}
        <div class="split">
          <div class="stack">
            <TextField
              name="zh"
              label={t('名称', 'Name in Chinese')}
              maxlength={40}
              tried={tried}
              value={awardClass?.zh}
            />
            <TextField
              name="en"
              label={t('英文名称', 'Name in English')}
              maxlength={80}
              tried={tried}
              value={awardClass?.en}
            />
            <Radios
              name="gives"
              label={t('给什么', 'Gives')}
              tried={tried}
              value={awardClass?.gives ?? 'honor'}
              choices={[
                { value: 'honor', label: t('荣誉', 'an honour') },
                { value: 'merit', label: t('记功', 'merit') },
              ]}
            />
            <Select
              name="subjectKind"
              label={t('对象', 'For')}
              tried={tried}
              value={awardClass?.subjectKind ?? 'person'}
              choices={Object.entries(subjectNames).map(([value, name]) => ({ value, label: name[lang] }))}
            />
            <TextArea
              name="evidenceAsked"
              label={t('要什么证明', 'Evidence asked for')}
              maxlength={500}
              tried={tried}
              value={awardClass?.evidenceAsked}
            />
            <Checkbox
              name="isOpen"
              tried={tried}
              checked={awardClass?.isOpen ?? true}
              label={t('开放推荐', 'Takes nominations')}
            />
            <TextArea name="why" label={t('为什么这样改', 'Why')} rows={2} maxlength={300} tried={tried} />
          </div>
          <div class="stack">
            {number('points', '累计积分不少于', 'Points earned, at least', criteria?.points ?? 0)}
            {number('hours', '服务小时不少于', 'Hours of service, at least', criteria?.hours ?? 0)}
            {number('merit', '功不少于', 'Merit, at least', criteria?.merit ?? 0)}
            {optionalNumber('quotaPerYear', '每年名额', 'Places a year', awardClass?.quotaPerYear)}
            {number(
              'noticeDays',
              '公示工作日',
              'Working days of notice',
              awardClass?.noticeDays ?? 5,
              t('不少于 5 个', 'at least 5'),
            )}
            {number('quorum', '至少几人投票', 'Votes needed', awardClass?.quorum ?? 3)}
            {number('percentFor', '赞成不少于百分之', 'Percent in favour', awardClass?.percentFor ?? 67)}
            {optionalNumber('validMonths', '有效几个月', 'Holds for months', awardClass?.validMonths)}
          </div>
        </div>
        <Submit>{t('保存', 'Save')}</Submit>
      </Form>
    </>
  )
}
