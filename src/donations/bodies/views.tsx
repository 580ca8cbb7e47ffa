import { legalKinds } from '../../../db/schema/donations.ts'
import type { Organization } from '../../areas/organizations/queries.ts'
import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import { Card, Empty, Form, FormVersion, Select, Submit, Table, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { legalKindNames } from '../labels.ts'
import type { Body } from './queries.ts'

type Props = {
  bodies: Body[]
  organizations: Organization[]
  mayName: boolean
  /** The one that is corrected; else a new one is named. */
  body: Body | undefined
  tried: Tried | undefined
}

export function Bodies(props: Props) {
  const { bodies, mayName } = props
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <a class="back" href="/desk/donations">
        {t('捐赠', 'Donations')}
      </a>
      <header class="page-head">
        <h1>{t('接收单位', 'Receiving bodies')}</h1>
      </header>
      <p class="lead">
        {t(
          '捐赠只能由依法可以接收的单位接收，名称、法律性质和信用代码会印在凭证上。',
          'Only bodies whom the law allows take donations. Name, legal kind and credit code stand on every receipt.',
        )}
      </p>
      {bodies.length === 0 ? (
        <Empty title={t('还没有接收单位', 'No receiving body yet')} />
      ) : (
        <Table
          head={[
            t('名称', 'Name'),
            t('法律性质', 'Legal kind'),
            t('统一社会信用代码', 'Credit code'),
            t('救灾', 'Disaster'),
          ]}
          rows={bodies.map((body) => [
            mayName ? <a href={`/desk/receiving-bodies?body=${body.id}`}>{body.name}</a> : body.name,
            legalKindNames[body.legalKind][lang],
            <span class="code">{body.creditCode}</span>,
            body.emergency,
          ])}
        />
      )}
      {mayName && <Name {...props} />}
    </>
  )
}

function Name({ organizations, body, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const { yours, theirs } = tried?.refusal?.details ?? {}
  const labels = {
    legalKind: t('法律性质', 'Legal kind'),
    creditCode: t('统一社会信用代码', 'Credit code'),
    emergency: t('救灾', 'Disaster'),
  }
  return (
    <Card>
      <h2>{body ? t(`更正“${body.name}”`, `Correct “${body.name}”`) : t('登记接收单位', 'Name one')}</h2>
      {tried?.refusal?.code === 'stale_version' && <BothVersions yours={yours} theirs={theirs} labels={labels} />}
      <Form action="/desk/receiving-bodies" tried={tried}>
        {body ? (
          <>
            <FormVersion version={body.version} />
            <input type="hidden" name="organizationId" value={body.id} />
          </>
        ) : (
          <Select
            name="organizationId"
            label={t('单位', 'Organization')}
            help={t('先在“单位与部门”里登记，才能选到。', 'Enter it under “Organizations” first.')}
            choices={organizations.map(({ id, name }) => ({ value: id, label: name }))}
            empty={t('请选择', 'Choose')}
            tried={tried}
          />
        )}
        <Select
          name="legalKind"
          label={labels.legalKind}
          value={body?.legalKind}
          choices={legalKinds.map((kind) => ({ value: kind, label: legalKindNames[kind][lang] }))}
          tried={tried}
        />
        <TextField
          name="creditCode"
          label={t('统一社会信用代码', 'Unified social credit code')}
          value={body?.creditCode}
          maxlength={18}
          tried={tried}
        />
        <TextField
          name="emergency"
          label={t('为哪次灾害（仅政府部门）', 'For which disaster (governments only)')}
          value={body?.emergency}
          maxlength={100}
          required={false}
          tried={tried}
        />
        <Submit>{t('保存', 'Save')}</Submit>
      </Form>
      {body && (
        <p>
          <a href="/desk/receiving-bodies">{t('登记另一个', 'Name another')}</a>
        </p>
      )}
    </Card>
  )
}
