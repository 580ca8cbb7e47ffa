import type { Tried } from '../../web/form.ts'
import {
  Alert,
  Checkbox,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  PostButton,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import type { PeerRow } from './queries.ts'

type PeersProps = { peers: readonly PeerRow[]; formId: string; tried: Tried | undefined }

/** The systems that are registered, and a form for another one. */
export function PeersPage({ peers, formId, tried }: PeersProps) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('外部系统', 'Other systems')}</h1>
        <a class="plain" href="/desk/passings">
          {t('转出的上报', 'What was passed on')}
        </a>
      </header>
      <p class="lead">
        {t(
          '别的城市或单位的系统，只要会 Open311 GeoReport v2，就能把归它管的上报转过去，再取回进展。',
          'A system elsewhere that speaks Open311 GeoReport v2 can be passed what is its own, and asked how it goes.',
        )}
      </p>
      {peers.length === 0 ? (
        <Empty title={t('还没有登记外部系统', 'None is registered')} />
      ) : (
        <Table
          head={[t('名称', 'Name'), t('地址', 'Address'), t('对上的类别', 'Categories'), t('状态', 'State')]}
          rows={peers.map((peer) => [
            <a href={`/desk/peers/${peer.id}`}>{peer.name}</a>,
            <code>{peer.url}</code>,
            <span class="num">{Object.keys(peer.mapping).length}</span>,
            <PeerState peer={peer} />,
          ])}
        />
      )}
      <Form action="/desk/peers" tried={tried}>
        <h2>{t('登记一个', 'Register one')}</h2>
        <FormId id={formId} tried={tried} />
        <TextField name="name" label={t('名称', 'Name')} maxlength={60} tried={tried} />
        <TextField
          name="url"
          label={t('接口地址', 'Endpoint')}
          help={t('例如 https://311.example.com/open311/v2', 'Such as https://311.example.com/open311/v2')}
          type="url"
          maxlength={500}
          tried={tried}
        />
        <TextField
          name="jurisdictionId"
          label={t('区划代码（jurisdiction_id）', 'jurisdiction_id')}
          maxlength={100}
          required={false}
          tried={tried}
        />
        <TextField
          name="apiKey"
          label={t('对方发的密钥（api_key）', 'Their api_key')}
          type="password"
          autocomplete="off"
          maxlength={500}
          required={false}
          tried={tried}
        />
        <Checkbox
          name="knowsRepeats"
          label={t(
            '对方认得重复发送（Idempotency-Key，例如也是荣誉通）：没有听到回答时可以放心再发',
            'It knows repeats by their Idempotency-Key, as this software does: what got no answer is safely sent again',
          )}
          tried={tried}
        />
        <Submit>{t('读取它的类别并登记', 'Read its services and register it')}</Submit>
      </Form>
    </>
  )
}

function PeerState({ peer }: { peer: PeerRow }) {
  const t = useT()
  if (peer.endedAt) return <Chip>{t('已停用', 'Ended')}</Chip>
  if (peer.pollError) return <Chip tone="bad">{t('问不到进展', 'Does not answer')}</Chip>
  return <Chip tone="good">{t('在用', 'In use')}</Chip>
}

type PeerProps = { peer: PeerRow; categories: readonly Category[]; tried: Tried | undefined }

/** One system: which of its services each of our categories is, and its key. */
export function PeerPage({ peer, categories, tried }: PeerProps) {
  const [t, lang] = [useT(), useLang()]
  const services = peer.services.map(({ code, name, group }) => ({
    value: code,
    label: [group, `${name}（${code}）`].filter(Boolean).join(' · '),
  }))
  const version = { version: String(peer.version) }
  return (
    <>
      <header class="page-head">
        <h1>{peer.name}</h1>
        <PeerState peer={peer} />
      </header>
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {peer.pollError && (
        <Alert tone="warn">
          {t(
            `最近 ${peer.pollFailures} 次没有问到进展：${peer.pollError}`,
            `No usable answer ${peer.pollFailures} times: ${peer.pollError}`,
          )}
        </Alert>
      )}
      <Facts
        rows={[
          [t('接口地址', 'Endpoint'), <code>{peer.url}</code>],
          [t('格式', 'Format'), peer.format.toUpperCase()],
          ['jurisdiction_id', peer.jurisdictionId || '–'],
          [t('密钥', 'Key'), peer.apiKeySealed ? t('已保存（不显示）', 'kept, not shown') : t('没有', 'none')],
          [
            t('更新交换', 'Exchange of updates'),
            peer.hasUpdates ? t('有', 'yes') : t('没有，只看状态', 'no: states only'),
          ],
          [t('问到', 'Asked up to'), peer.polledUpTo ? <Time at={peer.polledUpTo} withYear /> : '–'],
        ]}
      />
      {!peer.endedAt && (
        <>
          <Form action={`/desk/peers/${peer.id}/mapping`}>
            <h2>{t('类别对应', 'Categories')}</h2>
            <p class="help">{t('没有对应的类别不能转给它。', 'What has no service cannot be passed on.')}</p>
            <FormVersion version={peer.version} />
            <div class="stack">
              {categories.map(({ id, name }) => (
                <Select
                  name={`service_${id}`}
                  label={name[lang]}
                  required={false}
                  empty={t('（不转）', '(none)')}
                  choices={services}
                  value={peer.mapping[id]}
                />
              ))}
            </div>
            <Submit>{t('保存', 'Save')}</Submit>
          </Form>
          <Form action={`/desk/peers/${peer.id}/key`} tried={tried}>
            <h2>{t('换密钥', 'Change the key')}</h2>
            <FormVersion version={peer.version} />
            <TextField name="apiKey" label="api_key" type="password" autocomplete="off" maxlength={500} tried={tried} />
            <Submit look="quiet">{t('保存新密钥', 'Keep the new key')}</Submit>
          </Form>
          <div class="actions">
            <PostButton action={`/desk/peers/${peer.id}/services`} look="quiet" fields={version}>
              {t('重新读取它的类别', 'Read its services again')}
            </PostButton>
            <PostButton action={`/desk/peers/${peer.id}/end`} look="danger" fields={version}>
              {t('停用', 'End')}
            </PostButton>
          </div>
        </>
      )}
    </>
  )
}
