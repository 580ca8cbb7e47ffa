import { type OrganizationKind, organizationKinds } from '../../../db/schema/areas.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import {
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  Select,
  Submit,
  Table,
  TextArea,
  TextField,
  Timeline,
} from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import type { Area } from '../queries.ts'
import type { eventsOfOrganization, Organization, organizationsOf } from './queries.ts'

export const organizationKindNames: Record<OrganizationKind, Sentence> = {
  department: { zh: '职能部门', en: 'Department' },
  team: { zh: '服务队', en: 'Team' },
  merchant: { zh: '商户', en: 'Merchant' },
  bank: { zh: '合作银行', en: 'Bank' },
  charity: { zh: '慈善组织', en: 'Charity' },
  unit: { zh: '其他单位', en: 'Other unit' },
}

const stepNames: Record<string, Sentence> = {
  added: { zh: '登记', en: 'Entered' },
  changed: { zh: '修改', en: 'Changed' },
  ended: { zh: '停用', en: 'Ended' },
  resumed: { zh: '恢复', en: 'Resumed' },
}

type Rows = Awaited<ReturnType<typeof organizationsOf>>

export function OrganizationsPage({ rows, mayAdd }: { rows: Rows; mayAdd: boolean }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('单位与部门', 'Organizations')}</h1>
        {mayAdd && <LinkButton href="/desk/organizations/new">{t('登记单位', 'New organization')}</LinkButton>}
      </header>
      {rows.length === 0 ? (
        <Empty title={t('还没有单位', 'No organization yet')}>
          <p>{t('职能部门登记以后，才能吹哨给它。', 'Departments are whistled for once they are entered here.')}</p>
        </Empty>
      ) : (
        <Table
          head={[t('名称', 'Name'), t('类别', 'Kind'), t('区域', 'Area'), t('电话', 'Phone'), t('状态', 'State')]}
          rows={rows.map(({ organization, areaName }) => [
            <a href={`/desk/organizations/${organization.id}`}>{organization.name}</a>,
            organizationKindNames[organization.kind][lang],
            areaName,
            organization.phone,
            <StateChip organization={organization} />,
          ])}
        />
      )}
    </>
  )
}

function StateChip({ organization }: { organization: Organization }) {
  const t = useT()
  return organization.endedAt ? <Chip>{t('已停用', 'Ended')}</Chip> : <Chip tone="good">{t('在用', 'At work')}</Chip>
}

export function NewOrganization({ places, tried }: { places: Area[]; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const depth = ({ path }: Area) => '　'.repeat(path.split('/').length - 2)
  return (
    <>
      <h1>{t('登记单位', 'New organization')}</h1>
      <Form action="/desk/organizations" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <Select
          name="kind"
          label={t('类别', 'Kind')}
          choices={organizationKinds.map((kind) => ({ value: kind, label: organizationKindNames[kind][lang] }))}
          tried={tried}
        />
        <Select
          name="areaId"
          label={t('服务区域', 'Area it serves')}
          choices={places.map((area) => ({ value: area.id, label: depth(area) + area.name }))}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <Fields tried={tried} />
        <Submit>{t('登记', 'Enter')}</Submit>
      </Form>
    </>
  )
}

function Fields({ organization, tried }: { organization?: Organization; tried: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <TextField name="name" label={t('名称', 'Name')} maxlength={60} value={organization?.name} tried={tried} />
      <TextField
        name="phone"
        label={t('电话', 'Phone')}
        type="tel"
        maxlength={20}
        required={false}
        value={organization?.phone}
        tried={tried}
      />
      <TextArea
        name="duties"
        label={t('职责', 'Duties')}
        help={t('写清负责哪些事，调度员派单时会看到。', 'What it answers for: dispatchers read it.')}
        maxlength={500}
        required={false}
        value={organization?.duties}
        tried={tried}
      />
    </>
  )
}

type PageProps = {
  organization: Organization
  area: Area
  events: Awaited<ReturnType<typeof eventsOfOrganization>>
  mayChange: boolean
  tried: Tried | undefined
}

export function OrganizationPage({ organization, area, events, mayChange, tried }: PageProps) {
  const [t, lang] = [useT(), useLang()]
  const path = `/desk/organizations/${organization.id}`
  return (
    <>
      <header class="page-head">
        <h1>{organization.name}</h1>
        <StateChip organization={organization} />
      </header>
      <Facts
        rows={[
          [t('类别', 'Kind'), organizationKindNames[organization.kind][lang]],
          [t('服务区域', 'Area it serves'), area.name],
          [t('电话', 'Phone'), organization.phone || t('未填写', 'none')],
          [t('职责', 'Duties'), organization.duties || t('未填写', 'none')],
        ]}
      />
      {mayChange && (
        <details class="card" open={Boolean(tried)}>
          <summary>{t('修改', 'Change')}</summary>
          <Form action={path} tried={tried}>
            <FormVersion version={organization.version} />
            <Fields organization={organization} tried={tried} />
            <Submit>{t('保存', 'Save')}</Submit>
          </Form>
        </details>
      )}
      {mayChange && (
        <Form action={`${path}/step`}>
          <FormVersion version={organization.version} />
          <input type="hidden" name="step" value={organization.endedAt ? 'resume' : 'end'} />
          <Submit look={organization.endedAt ? 'quiet' : 'danger'}>
            {organization.endedAt ? t('恢复使用', 'Resume') : t('停用，不再接新任务', 'End: takes no new work')}
          </Submit>
        </Form>
      )}
      <h2>{t('记录', 'History')}</h2>
      <Timeline
        events={events.map(({ at, step, who }) => ({
          at,
          what: stepNames[step]?.[lang] ?? step,
          note: who ?? t('系统', 'system'),
        }))}
      />
    </>
  )
}
