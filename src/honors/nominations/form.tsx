import type { SubjectKind } from '../../../db/schema/honors.ts'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Card,
  Checkbox,
  Chip,
  Empty,
  Form,
  FormId,
  PhotoField,
  Radios,
  Submit,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { AwardClass } from '../classes/queries.ts'
import { subjectNames } from '../labels.ts'

/** What somebody can be nominated for, and what it takes. */
export function ClassList({ classes }: { classes: readonly AwardClass[] }) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <h1>{t('推荐身边的人', 'Nominate somebody')}</h1>
      <p class="lead">
        {t(
          '看到好人好事，就推荐上来；也可以自荐。先问本人意愿，再核验、评审、公示。',
          'You saw something good? Nominate them, or yourself. They are asked first; then it is checked, judged and shown in public.',
        )}
      </p>
      {classes.length === 0 && <Empty title={t('现在没有开放推荐的荣誉', 'Nothing is open now')} />}
      <div class="list">
        {classes.map((awardClass) => (
          <Card href={`/honors/nominate/${awardClass.classId}`}>
            <p class="row">
              <strong>{awardClass[lang]}</strong>
              <Chip>{subjectNames[awardClass.subjectKind][lang]}</Chip>
            </p>
            <CriteriaText awardClass={awardClass} />
          </Card>
        ))}
      </div>
    </>
  )
}

/** The conditions of a class in one line. */
export function CriteriaText({ awardClass }: { awardClass: AwardClass }) {
  const t = useT()
  const { criteria, quotaPerYear, noticeDays, validMonths } = awardClass
  const parts = [
    criteria.points > 0 && t(`累计积分 ${criteria.points}`, `${criteria.points} points earned`),
    criteria.hours > 0 && t(`服务 ${criteria.hours} 小时`, `${criteria.hours} h of service`),
    criteria.merit > 0 && t(`功 ${criteria.merit}`, `merit ${criteria.merit}`),
    quotaPerYear !== null && t(`每年不超过 ${quotaPerYear} 个`, `at most ${quotaPerYear} a year`),
    t(`公示 ${noticeDays} 个工作日`, `${noticeDays} working days of notice`),
    validMonths !== null && t(`有效 ${validMonths} 个月`, `holds for ${validMonths} months`),
  ]
  return <p class="muted">{parts.filter(Boolean).join(' · ')}</p>
}

type FormProps = { awardClass: AwardClass; ownShop: string | undefined; formId: string; tried: Tried | undefined }

export function NominationForm({ awardClass, ownShop, formId, tried }: FormProps) {
  const t = useT()
  const lang = useLang()
  return (
    <>
      <a class="back" href="/honors/nominate">
        {t('‹ 换一种荣誉', '‹ Another honour')}
      </a>
      <h1>{t(`推荐：${awardClass.zh}`, `Nominate: ${awardClass[lang]}`)}</h1>
      <CriteriaText awardClass={awardClass} />
      <Form action={`/honors/nominate/${awardClass.classId}`} upload tried={tried} class="stack">
        <FormId id={formId} tried={tried} />
        <SubjectFields kind={awardClass.subjectKind} ownShop={ownShop} tried={tried} />
        <TextArea
          name="facts"
          label={t('事迹', 'What they did')}
          help={awardClass.evidenceAsked}
          rows={6}
          maxlength={2000}
          tried={tried}
        />
        <PhotoField name="photos" label={t('证明照片', 'Photos')} tried={tried} multiple />
        <Alert tone="info">
          {t(
            '照片和事迹只有经办人员和评审组看得到。公示的文字由工作人员另写。',
            'Only staff and the panel see your words and photos. What the public reads is written by staff.',
          )}
        </Alert>
        <Submit>{t('提交推荐', 'Send the nomination')}</Submit>
      </Form>
    </>
  )
}

type SubjectProps = { kind: SubjectKind; ownShop: string | undefined; tried: Tried | undefined }

function SubjectFields({ kind, ownShop, tried }: SubjectProps) {
  if (kind === 'merchant') return <MerchantFields ownShop={ownShop} tried={tried} />
  return kind === 'team' ? <TeamFields tried={tried} /> : <WhoFields isHome={kind === 'household'} tried={tried} />
}

function WhoFields({ isHome, tried }: { isHome: boolean; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <Radios
        name="whom"
        label={isHome ? t('推荐哪家', 'Which household') : t('推荐谁', 'Whom')}
        tried={tried}
        value="other"
        choices={
          isHome
            ? [
                { value: 'other', label: t('别人家', 'Another one') },
                { value: 'self', label: t('我家', 'Mine') },
              ]
            : [
                { value: 'other', label: t('别人', 'Somebody else') },
                { value: 'self', label: t('我自己（自荐）', 'Myself') },
              ]
        }
      />
      <TextField
        name="who"
        label={
          isHome
            ? t(
                '推荐别人家时：其中一位的姓名和手机号（或荣誉卡号）',
                'Another household: name and phone or card number of one of them',
              )
            : t('推荐别人时：姓名和手机号（或荣誉卡号）', 'Somebody else: name and phone or card number')
        }
        help={
          isHome
            ? t(
                '例如：王芳 13800000001。按“我的家庭”里登记的成员，每一位都会收到消息；户主谢绝就不再评选。',
                'Such as: 王芳 13800000001. Every registered member is asked; if the head declines, it ends.',
              )
            : t('例如：王芳 13800000001', 'Such as: 王芳 13800000001')
        }
        required={false}
        maxlength={200}
        tried={tried}
      />
      <Checkbox
        name="showName"
        tried={tried}
        label={
          isHome
            ? t('推荐我家时：可以公开我本人的姓名', 'For my household: my own name may be shown')
            : t('自荐时：公示和荣誉榜可以写我的姓名', 'For myself: my name may be shown on the notice and the board')
        }
      />
    </>
  )
}

function MerchantFields({ ownShop, tried }: Omit<SubjectProps, 'kind'>) {
  const t = useT()
  return (
    <>
      <TextField
        name="merchant"
        label={t('商户编号', 'Number of the merchant')}
        help={t(
          '门牌上和商户页面里都有，例如 M-2026-000001。经营者会收到消息，由本人决定。',
          'On its plate and its page, such as M-2026-000001. The owner is asked.',
        )}
        value={ownShop}
        maxlength={40}
        tried={tried}
      />
      <Checkbox
        name="showName"
        tried={tried}
        label={t('推荐我自己的店时：可以公开我的姓名', 'For my own shop: my name may be shown')}
      />
    </>
  )
}

function TeamFields({ tried }: { tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <TextField name="groupName" label={t('队伍的名称', 'Name of the team')} maxlength={60} tried={tried} />
      <TextArea
        name="who"
        label={t('成员，一行一位：姓名和手机号（或荣誉卡号）', 'Members, one a line: name and phone or card number')}
        help={t(
          '每位成员都会收到消息，自己决定是否参加。写“本人”代表您自己。',
          'Each of them is asked. Write 本人 for yourself.',
        )}
        rows={4}
        maxlength={2000}
        tried={tried}
      />
      <Checkbox name="showName" tried={tried} label={t('可以公开我本人的姓名', 'My own name may be shown')} />
    </>
  )
}
