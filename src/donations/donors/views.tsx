import { donorKinds } from '../../../db/schema/donations.ts'
import type { Store } from '../../stock/queries.ts'
import type { Tried } from '../../web/form.ts'
import {
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  FormVersion,
  LinkButton,
  PostButton,
  Radios,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Donation } from '../intake/queries.ts'
import { donationStateNames, donorKindNames } from '../labels.ts'
import type { Donor } from './queries.ts'

type Row = { donor: Donor; name: string }

export function Donors({ rows, search }: { rows: Row[]; search: string }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <a class="back" href="/desk/donations">
        {t('捐赠', 'Donations')}
      </a>
      <header class="page-head">
        <h1>{t('捐赠人', 'Donors')}</h1>
        <LinkButton href="/desk/donors/new">{t('新捐赠人', 'New donor')}</LinkButton>
      </header>
      <form method="get" action="/desk/donors" class="filters">
        <div class="field">
          <label for="q">{t('名称', 'Name')}</label>
          <input id="q" name="q" type="search" value={search} maxlength={60} autocomplete="off" />
        </div>
        <Submit look="quiet">{t('查找', 'Find')}</Submit>
      </form>
      {rows.length === 0 ? (
        <Empty
          title={search ? t(`没有找到“${search}”`, `Nobody fits “${search}”`) : t('还没有捐赠人', 'No donor yet')}
        />
      ) : (
        <Table
          head={[t('名称', 'Name'), t('类别', 'Kind'), t('爱心榜', 'On the wall'), t('登记时间', 'Entered')]}
          rows={rows
            .slice(0, 200)
            .map(({ donor, name }) => [
              <a href={`/desk/donors/${donor.id}`}>{name || t('匿名', 'Anonymous')}</a>,
              donorKindNames[donor.kind][lang],
              donor.wallName ?? <span class="muted">{t('不署名', 'not named')}</span>,
              <Time at={donor.createdAt} withYear />,
            ])}
        />
      )}
    </>
  )
}

export function NewDonor({ stores, tried, id }: { stores: Store[]; tried: Tried | undefined; id: string }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <a class="back" href="/desk/donors">
        {t('捐赠人', 'Donors')}
      </a>
      <h1>{t('新捐赠人', 'New donor')}</h1>
      <Form action="/desk/donors" tried={tried}>
        <FormId id={id} tried={tried} />
        <Select
          name="storeId"
          label={t('经哪家超市', 'Through which store')}
          value={stores.length === 1 ? stores[0]?.id : undefined}
          choices={stores.map((store) => ({ value: store.id, label: store.name }))}
          empty={t('请选择', 'Choose')}
          tried={tried}
        />
        <Radios
          name="kind"
          label={t('捐赠人是', 'The donor is a')}
          value="person"
          choices={donorKinds.map((kind) => ({ value: kind, label: donorKindNames[kind][lang] }))}
          tried={tried}
        />
        <TextField
          name="name"
          label={t('姓名或名称', 'Name')}
          help={t('印在凭证上。匿名的不填。', 'It stands on the receipt. Leave empty for anonymous ones.')}
          maxlength={60}
          required={false}
          tried={tried}
        />
        <TextField
          name="phone"
          label={t('电话', 'Phone')}
          help={t(
            '个人填注册手机号，登录后就能看到自己的捐赠。',
            'A resident’s own number lets them see their donations when signed in.',
          )}
          type="tel"
          maxlength={40}
          required={false}
          tried={tried}
        />
        <TextField
          name="creditCode"
          label={t('统一社会信用代码（企业）', 'Unified social credit code (firms)')}
          maxlength={18}
          required={false}
          tried={tried}
        />
        <WallName tried={tried} />
        <Submit>{t('下一步：登记捐了什么', 'Next: what was given')}</Submit>
      </Form>
    </>
  )
}

/** Empty is no consent: only who agreed is named, under the name they chose. */
export function WallName({ value, tried }: { value?: string | null; tried: Tried | undefined }) {
  const t = useT()
  return (
    <TextField
      name="wallName"
      label={t('爱心榜上的署名', 'Name on the thanks wall')}
      help={t(
        '捐赠人同意公开才填，可以只写“王女士”。不填就不署名。',
        'Only with the donor’s consent; “Ms Wang” will do. Empty: not named.',
      )}
      maxlength={30}
      required={false}
      value={value}
      tried={tried}
    />
  )
}

type DonorProps = {
  donor: Donor
  name: string
  phone: string
  donations: Donation[]
  mayHandle: boolean
  tried: Tried | undefined
}

export function DonorPage({ donor, name, phone, donations, mayHandle, tried }: DonorProps) {
  const [t, lang] = [useT(), useLang()]
  const path = `/desk/donors/${donor.id}`
  return (
    <>
      <a class="back" href="/desk/donors">
        {t('捐赠人', 'Donors')}
      </a>
      <header class="page-head">
        <h1>{name || t('匿名', 'Anonymous')}</h1>
        {mayHandle && (
          <LinkButton href={`/desk/donations/new?donor=${donor.id}`}>{t('登记捐赠', 'Enter a donation')}</LinkButton>
        )}
      </header>
      <div class="split">
        <div class="stack">
          <Card>
            <Facts
              rows={[
                [t('类别', 'Kind'), donorKindNames[donor.kind][lang]],
                [t('电话', 'Phone'), phone || t('未留', 'none')],
                ...(donor.creditCode ? [[t('信用代码', 'Credit code'), donor.creditCode] as const] : []),
                [t('爱心榜', 'Thanks wall'), donor.wallName ?? t('不署名', 'not named')],
                [
                  t('本人登录查看', 'Sees it signed in'),
                  donor.personId ? t('是', 'yes') : t('还没有关联居民', 'not linked to a resident yet'),
                ],
              ]}
            />
          </Card>
          <h2>{t('捐赠', 'Donations')}</h2>
          {donations.length === 0 ? (
            <Empty title={t('还没有接收过', 'Nothing received yet')} />
          ) : (
            <Table
              head={[t('编号', 'Number'), t('日期', 'Day'), t('状态', 'State')]}
              rows={donations.map(({ id, number, givenOn, state }) => [
                <a class="whole" href={`/desk/donations/${id}`}>
                  {number}
                </a>,
                <span class="whole">{givenOn}</span>,
                <Chip tone={donationStateNames[state].tone}>{donationStateNames[state][lang]}</Chip>,
              ])}
            />
          )}
        </div>
        {mayHandle && (
          <div class="stack">
            {donor.kind !== 'anonymous' && (
              <Card>
                <h2>{t('爱心榜署名', 'On the thanks wall')}</h2>
                <Form action={`${path}/wall`} tried={tried}>
                  <FormVersion version={donor.version} />
                  <WallName value={donor.wallName} tried={tried} />
                  <Submit>{t('保存', 'Save')}</Submit>
                </Form>
              </Card>
            )}
            <Card>
              <h2>{t('凭证上的查看链接', 'The link on the receipts')}</h2>
              <p class="help">
                {t(
                  '凭证丢了或被别人拿到，就换一个：以前印的二维码都打不开了，请把凭证重新打印给捐赠人。',
                  'Lost, or in other hands? Renew it: codes printed before open nothing, and the receipts are printed anew.',
                )}
              </p>
              <PostButton action={`${path}/link`} look="quiet">
                {t('换新链接，旧的作废', 'A new link; the old one dies')}
              </PostButton>
            </Card>
          </div>
        )}
      </div>
    </>
  )
}
