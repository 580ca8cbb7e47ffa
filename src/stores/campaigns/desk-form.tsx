import { toCityTime } from '../../kit/clock.ts'
import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { BothVersions } from '../../web/refusal-page.tsx'
import { type Choice, Form, FormId, FormVersion, Radios, Select, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { ListedStore } from '../queries.ts'
import { fieldLabels, modeNames } from './labels.ts'
import type { Campaign, StorePart } from './queries.ts'

export type CampaignFormProps = {
  campaign?: Campaign | undefined
  parts: readonly StorePart[]
  stores: readonly ListedStore[]
  items: readonly Choice[]
  areas: readonly Choice[]
  tried: Tried | undefined
}

const dayMilliseconds = 86_400_000

/** A campaign on one screen: what, for whom, when, how, and how many pieces at which store. */
export function CampaignForm({ campaign, parts, stores, items, areas, tried }: CampaignFormProps) {
  const [t, lang] = [useT(), useLang()]
  const { yours, theirs } = tried?.refusal?.details ?? {}
  const labels = Object.fromEntries(Object.entries(fieldLabels).map(([name, label]) => [name, label[lang]]))
  return (
    <>
      <h1>{campaign ? campaign.title : t('新的限量活动', 'New campaign')}</h1>
      <Form action={campaign ? `/desk/campaigns/${campaign.id}` : '/desk/campaigns'} tried={tried}>
        {tried?.refusal?.code === 'stale_version' && <BothVersions yours={yours} theirs={theirs} labels={labels} />}
        {campaign ? <FormVersion version={campaign.version} /> : <FormId id={newId()} tried={tried} />}
        <div class="split">
          <div class="stack">
            <What {...{ campaign, items, areas, tried }} />
          </div>
          <div class="stack">
            <When {...{ campaign, tried }} />
            <Shares {...{ parts, stores, tried }} />
          </div>
        </div>
        <p class="actions">
          <Submit>{t('保存并预览', 'Save and preview')}</Submit>
        </p>
      </Form>
    </>
  )
}

function What({ campaign, items, areas, tried }: Pick<CampaignFormProps, 'campaign' | 'items' | 'areas' | 'tried'>) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <TextField
        name="title"
        label={t('名称', 'Title')}
        value={campaign?.title}
        maxlength={60}
        tried={tried}
        autofocus
      />
      <TextArea name="words" label={t('说明', 'Words')} value={campaign?.words} maxlength={1000} tried={tried} />
      <Select
        name="itemId"
        label={t('物品', 'Goods')}
        value={campaign?.itemId}
        choices={items}
        empty={t('请选择', 'Choose')}
        tried={tried}
      />
      <Select
        name="areaId"
        label={t('哪里的居民可以参加', 'Whose residents may take part')}
        value={campaign?.areaId}
        choices={areas}
        tried={tried}
      />
      <TextField
        name="perPerson"
        type="number"
        min={1}
        max={100}
        label={t('每人件数', 'Pieces for each person')}
        value={campaign?.perPerson ?? 1}
        tried={tried}
      />
      <Radios
        name="mode"
        label={t('怎么分', 'How')}
        help={t(
          '紧俏的物品建议摇号，标准在兑换规则里。',
          'For scarce goods a draw is proposed; the redemption terms say what is scarce.',
        )}
        value={campaign?.mode ?? 'draw'}
        choices={(['draw', 'queue'] as const).map((value) => ({ value, label: modeNames[value][lang] }))}
        tried={tried}
      />
      <TextField
        name="queueReason"
        label={t('紧俏而不摇号的理由', 'Why not by lot, where goods are scarce')}
        value={campaign?.queueReason}
        maxlength={200}
        required={false}
        tried={tried}
      />
    </>
  )
}

function When({ campaign, tried }: Pick<CampaignFormProps, 'campaign' | 'tried'>) {
  const t = useT()
  const lineDays = campaign && Math.round((campaign.endsAt.getTime() - campaign.closesAt.getTime()) / dayMilliseconds)
  return (
    <>
      <TextField
        name="opensAt"
        type="datetime-local"
        label={t('开始', 'Opens')}
        value={campaign && toCityTime(campaign.opensAt)}
        tried={tried}
      />
      <TextField
        name="closesAt"
        type="datetime-local"
        label={t('截止', 'Closes')}
        help={t('摇号要在晚上 8 点前截止，次日凌晨摇出。', 'A draw closes by 20:00 and is drawn after midnight.')}
        value={campaign && toCityTime(campaign.closesAt)}
        tried={tried}
      />
      <TextField
        name="lineDays"
        type="number"
        min={1}
        max={60}
        label={t('摇号：递补几天', 'Draw: the line goes on for, days')}
        value={lineDays || 14}
        required={false}
        tried={tried}
      />
    </>
  )
}

function Shares({ parts, stores, tried }: Pick<CampaignFormProps, 'parts' | 'stores' | 'tried'>) {
  const t = useT()
  return (
    <fieldset class="week">
      <legend>{t('每家超市留出几件', 'Pieces set aside at each store')}</legend>
      {stores.map(({ id, name }) => (
        <TextField
          name={`pieces.${id}`}
          type="number"
          min={0}
          max={1000}
          label={name}
          value={parts.find(({ storeId }) => storeId === id)?.quantity ?? 0}
          required={false}
          tried={tried}
        />
      ))}
    </fieldset>
  )
}
