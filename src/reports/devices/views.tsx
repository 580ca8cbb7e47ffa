import type { HtmlEscapedString } from 'hono/utils/html'
import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Chip,
  Empty,
  Field,
  Form,
  FormId,
  PostButton,
  Radios,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { type Sentence, useLang, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import type { Device } from './queries.ts'

type Props = {
  devices: readonly Device[]
  categories: readonly Category[]
  areas: HtmlEscapedString
  area: { id: string; name: string } | undefined
  issued: { id: string; secret: string } | undefined
  tried: Tried | undefined
  formId: string
  baseUrl: string
}

const kindLabels: Record<Device['kind'], Sentence> = {
  camera: { zh: '摄像头', en: 'Camera' },
  sensor: { zh: '传感器', en: 'Sensor' },
  other: { zh: '其他', en: 'Other' },
}

export function DevicesPage(props: Props) {
  const { devices, issued, baseUrl } = props
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <header class="page-head">
        <h1>{t('报警设备', 'Devices that whistle')}</h1>
      </header>
      <p class="lead">
        {t(
          '登记过的摄像头和传感器可以自己吹哨，每次最多一张照片，由人受理后才公开，不给任何人记分。',
          'A registered camera or sensor may whistle by itself, with one still at most. A person accepts it; nobody earns points.',
        )}
      </p>
      <p>
        <code>POST {baseUrl}/api/v1/device-whistles</code> <a href="/docs">{t('接口说明', 'How')}</a>
      </p>
      {issued && (
        <Alert tone="good">
          <p>
            {t('密钥只显示这一次，请现在就写进设备：', 'The secret is shown this once. Put it into the device now:')}
          </p>
          <p>
            X-Device <code class="code">{issued.id}</code>
          </p>
          <p>
            <code class="code">{issued.secret}</code>
          </p>
        </Alert>
      )}
      {devices.length === 0 ? (
        <Empty title={t('还没有登记设备', 'No device is registered')} />
      ) : (
        <Table
          head={[
            t('名称', 'Name'),
            t('种类', 'Kind'),
            t('地点', 'Place'),
            t('可报', 'May report'),
            t('每小时', 'An hour'),
            t('登记', 'Registered'),
            '',
          ]}
          rows={devices.map((device) => [
            device.name,
            kindLabels[device.kind][lang],
            device.address,
            namesOf(device.categories, props.categories, lang),
            <span class="num">{device.perHour}</span>,
            <Time at={device.createdAt} withYear />,
            device.revokedAt ? (
              <Chip>{t('已停用', 'Revoked')}</Chip>
            ) : (
              <PostButton action={`/desk/devices/${device.id}/revoke`} look="danger">
                {t('停用', 'Revoke')}
              </PostButton>
            ),
          ])}
        />
      )}
      <DeviceForm {...props} />
    </>
  )
}

const namesOf = (ids: readonly string[], categories: readonly Category[], lang: 'zh' | 'en') =>
  ids.map((id) => categories.find((category) => category.id === id)?.name[lang] ?? id).join('、')

function DeviceForm({ categories, areas, area, formId, tried }: Props) {
  const [t, lang] = [useT(), useLang()]
  const chosen = tried?.values.categories?.split(',') ?? []
  return (
    <Form action="/desk/devices" tried={tried}>
      <h2>{t('登记一台', 'Register one')}</h2>
      <FormId id={formId} tried={tried} />
      <TextField name="name" label={t('名称', 'Name')} maxlength={60} tried={tried} />
      <Radios
        name="kind"
        label={t('种类', 'Kind')}
        choices={Object.entries(kindLabels).map(([value, label]) => ({ value, label: label[lang] }))}
        tried={tried}
      />
      <Field name="areaId" label={t('所在区域', 'Area')} tried={tried}>
        <select id="areaId" name="areaId" required>
          {area && (
            <option value={area.id} selected>
              {area.name}
            </option>
          )}
          {areas}
        </select>
      </Field>
      <TextField name="address" label={t('安装地点', 'Where it stands')} maxlength={200} tried={tried} />
      <TextField name="latitude" label={t('纬度', 'Latitude')} inputmode="decimal" required={false} tried={tried} />
      <TextField name="longitude" label={t('经度', 'Longitude')} inputmode="decimal" required={false} tried={tried} />
      <fieldset class="field">
        <legend>{t('可以报的类别', 'What it may report')}</legend>
        <div class="check-grid">
          {categories.map(({ id, name }) => (
            <label class="choice">
              <input type="checkbox" name="categories" value={id} checked={chosen.includes(id)} />
              <span>{name[lang]}</span>
            </label>
          ))}
        </div>
        {tried?.errors.categories?.[0] && (
          <p class="error" role="alert">
            {tried.errors.categories[0]}
          </p>
        )}
      </fieldset>
      <TextField
        name="perHour"
        label={t('每小时最多', 'At most an hour')}
        inputmode="numeric"
        value="20"
        tried={tried}
      />
      <Submit>{t('登记', 'Register')}</Submit>
    </Form>
  )
}
