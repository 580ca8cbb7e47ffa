import { type AreaGroup, AreaSelect } from '../../areas/picker.tsx'
import type { Tried } from '../../web/form.ts'
import { Form, FormId, FormVersion, PhotoField, Select, Submit, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { kindNames, merchantVersions } from '../labels.ts'
import type { Merchant } from '../queries.ts'
import { Stale } from '../stale.tsx'

type ApplicationFormProps = {
  action: string
  formId: string
  groups: readonly AreaGroup[]
  /** Filled in from what was sent before. */
  merchant?: Merchant | undefined
  licenceUntil?: string | null | undefined
  tried: Tried | undefined
}

export function ApplicationForm({ action, formId, groups, merchant, licenceUntil, tried }: ApplicationFormProps) {
  const t = useT()
  const lang = useLang()
  const kinds = Object.entries(kindNames).map(([value, name]) => ({ value, label: name[lang] }))
  return (
    <Form action={action} upload tried={tried}>
      <FormId id={formId} tried={tried} />
      <Stale tried={tried} words={merchantVersions} />
      {merchant && <FormVersion version={merchant.version} />}
      <TextField
        name="name"
        label={t('店名', 'Name of the shop')}
        help={t('和营业执照一致。', 'As on the licence.')}
        maxlength={40}
        {...{ tried, value: merchant?.name }}
      />
      <TextField
        name="unifiedCode"
        label={t('统一社会信用代码', 'Unified social credit code')}
        help={t('营业执照右上角，18 位。', 'Top right of the licence, 18 characters.')}
        maxlength={40}
        autocomplete="off"
        {...{ tried, value: merchant?.unifiedCode }}
      />
      <Select
        name="kind"
        label={t('经营类别', 'Kind of trade')}
        choices={kinds}
        empty={t('请选择', 'Please choose')}
        {...{ tried, value: merchant?.kind }}
      />
      <TextField name="address" label={t('地址', 'Address')} maxlength={80} {...{ tried, value: merchant?.address }} />
      <AreaSelect
        name="areaId"
        label={t('所在社区', 'Community')}
        empty={t('请选择', 'Please choose')}
        {...{ groups, tried, value: merchant?.areaId }}
      />
      <TextField
        name="licenceUntil"
        label={t('执照有效期到', 'Last day of the licence')}
        help={t('长期有效的不填。', 'Leave empty if it holds for good.')}
        type="date"
        required={false}
        {...{ tried, value: licenceUntil }}
      />
      <PhotoField
        name="photos"
        label={t('营业执照照片', 'Photo of the licence')}
        help={t('只有审核人员能看到。', 'Only those who review see it.')}
        required={!merchant}
        multiple
        max={3}
        tried={tried}
      />
      <Submit>{merchant ? t('重新提交', 'Send again') : t('提交申请', 'Apply')}</Submit>
    </Form>
  )
}
