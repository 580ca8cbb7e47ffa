import { type AreaGroup, AreaSelect } from '../../areas/picker.tsx'
import type { Tried } from '../../web/form.ts'
import {
  Checkbox,
  Chip,
  Empty,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Submit,
  Table,
  TextArea,
  TextField,
} from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { membersOf, Panel } from './queries.ts'

type Members = Awaited<ReturnType<typeof membersOf>>

export function PanelsPage({ rows }: { rows: readonly { panel: Panel; members: Members }[] }) {
  const t = useT()
  return (
    <>
      <div class="page-head">
        <h1>{t('评审组', 'Panels')}</h1>
        <LinkButton href="/desk/panels/new">{t('组建评审组', 'Name a panel')}</LinkButton>
      </div>
      {rows.length === 0 ? (
        <Empty title={t('还没有评审组', 'No panel yet')}>
          <p>
            {t(
              '评审组由几位有威望、没有利害关系的人组成，可以是居民，也可以是工作人员。',
              'A few respected people without a stake in it: residents or staff.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          head={[t('名称', 'Name'), t('成员', 'Members'), t('状态', 'State')]}
          rows={rows.map(({ panel, members }) => [
            <a href={`/desk/panels/${panel.id}`}>{panel.name}</a>,
            members.map(({ displayName }) => displayName).join('、'),
            panel.isOpen ? <Chip tone="good">{t('在用', 'At work')}</Chip> : <Chip>{t('已停', 'Ended')}</Chip>,
          ])}
        />
      )}
    </>
  )
}

const MembersField = ({ value, tried }: { value?: string; tried: Tried | undefined }) => {
  const t = useT()
  return (
    <TextArea
      name="members"
      label={t('成员，一行一位，第一位是组长', 'Members, one a line; the first is the chair')}
      help={t(
        '写手机号、荣誉卡号或本人的码。已在组里的写 #1、#2……删掉一行就是请他离开。',
        'A phone, card number or code; #1, #2 … are those who sit there already. Leaving a line out ends a seat.',
      )}
      rows={6}
      maxlength={2000}
      tried={tried}
      value={value}
    />
  )
}

export function PanelForm({
  groups,
  formId,
  tried,
}: {
  groups: AreaGroup[]
  formId: string
  tried: Tried | undefined
}) {
  const t = useT()
  return (
    <>
      <h1>{t('组建评审组', 'Name a panel')}</h1>
      <Form action="/desk/panels" tried={tried} class="stack">
        <FormId id={formId} tried={tried} />
        <TextField name="name" label={t('名称', 'Name')} maxlength={40} tried={tried} />
        <AreaSelect
          name="areaId"
          label={t('管哪个区域', 'Judges for')}
          groups={groups}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <MembersField tried={tried} />
        <Submit>{t('组建', 'Name it')}</Submit>
      </Form>
    </>
  )
}

type PanelProps = { panel: Panel; members: Members; mayChange: boolean; tried: Tried | undefined }

export function PanelPage({ panel, members, mayChange, tried }: PanelProps) {
  const t = useT()
  return (
    <>
      <a class="back" href="/desk/panels">
        {t('‹ 评审组', '‹ Panels')}
      </a>
      <h1>{panel.name}</h1>
      <Table
        head={['#', t('成员', 'Member'), t('职责', 'Duty')]}
        rows={members.map(({ displayName, isChair }, index) => [
          `#${index + 1}`,
          displayName,
          isChair ? <Chip tone="accent">{t('组长', 'Chair')}</Chip> : '',
        ])}
      />
      {mayChange && (
        <Form action={`/desk/panels/${panel.id}`} tried={tried} class="stack">
          <FormVersion version={panel.version} />
          <TextField name="name" label={t('名称', 'Name')} maxlength={40} tried={tried} value={panel.name} />
          <MembersField
            tried={tried}
            value={members.map(({ displayName }, index) => `#${index + 1} ${displayName}`).join('\n')}
          />
          <Checkbox name="isOpen" tried={tried} checked={panel.isOpen} label={t('在用', 'At work')} />
          <Submit>{t('保存', 'Save')}</Submit>
        </Form>
      )}
    </>
  )
}
