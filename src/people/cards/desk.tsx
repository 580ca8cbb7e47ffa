import type { Tried } from '../../web/form.ts'
import { Qr } from '../../web/qr.tsx'
import {
  Alert,
  Checkbox,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  PostButton,
  Select,
  Submit,
  Table,
  TextField,
  Time,
} from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { PrivacyNotice } from '../privacy/notice.tsx'
import type { Person } from '../queries.ts'
import type { CardRow, cardsForStaff } from './queries.ts'
import { inFours } from './rules.ts'

export function CardsPage({ rows }: { rows: Awaited<ReturnType<typeof cardsForStaff>> }) {
  const t = useT()
  return (
    <>
      <header class="page-head">
        <h1>{t('荣誉卡', 'Honour cards')}</h1>
        <div class="actions">
          <LinkButton href="/desk/cards/new">{t('给没有手机的居民办卡', 'For somebody without a phone')}</LinkButton>
          <LinkButton href="/desk/people" look="quiet">
            {t('给已登记的居民办卡', 'For somebody on record')}
          </LinkButton>
        </div>
      </header>
      {rows.length === 0 ? (
        <Empty title={t('还没有办过荣誉卡', 'No cards yet')}>
          <p>
            {t(
              '荣誉卡给不用智能手机的居民，用来签到和兑换。',
              'Cards are for residents without a smartphone: to check in and to collect goods.',
            )}
          </p>
        </Empty>
      ) : (
        <Table
          head={[
            t('卡号', 'Number'),
            t('居民', 'Resident'),
            t('住址', 'Home'),
            t('办理时间', 'Issued'),
            t('状态', 'State'),
          ]}
          rows={rows.map(({ card, displayName, areaName }) => [
            <a href={`/desk/cards/${card.id}`}>{inFours(card.number)}</a>,
            displayName,
            areaName,
            <Time at={card.issuedAt} withYear />,
            <CardChip status={card.status} />,
          ])}
        />
      )}
    </>
  )
}

function CardChip({ status }: { status: CardRow['status'] }) {
  const t = useT()
  if (status === 'active') return <Chip tone="good">{t('使用中', 'In use')}</Chip>
  if (status === 'lost') return <Chip tone="bad">{t('已挂失', 'Lost')}</Chip>
  return <Chip>{t('已停用', 'Ended')}</Chip>
}

export function IssueForm({ id, person, tried }: { id: string; person: Person; tried?: Tried | undefined }) {
  const t = useT()
  return (
    <>
      <h1>{t(`给${person.displayName}办荣誉卡`, `A card for ${person.displayName}`)}</h1>
      <p class="lead">
        {t(
          '办好后打印卡片，把密码条当面交给本人。密码只显示这一次。',
          'Print the card afterwards and hand the PIN slip to its owner. The PIN is shown once.',
        )}
      </p>
      <Form action="/desk/cards" tried={tried}>
        <FormId id={id} tried={tried} />
        <input type="hidden" name="personId" value={person.id} />
        <Submit>{t('办卡', 'Issue')}</Submit>
      </Form>
      <LinkButton href={`/desk/people/${person.id}`} look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

type NewcomerProps = { id: string; choices: { value: string; label: string }[]; tried?: Tried | undefined }

export function NewcomerForm({ id, choices, tried }: NewcomerProps) {
  const t = useT()
  return (
    <>
      <h1>{t('给没有手机的居民办卡', 'A card for somebody without a phone')}</h1>
      <Form action="/desk/cards/new" tried={tried}>
        <FormId id={id} tried={tried} />
        <TextField
          name="realName"
          label={t('证件上的姓名', 'Name on the document')}
          help={t(
            '当面看过证件再填。不拍照、不留复印件。',
            'Enter it after seeing the document. Take no picture and no copy.',
          )}
          maxlength={60}
          autocomplete="off"
          tried={tried}
        />
        <TextField
          name="displayName"
          label={t('怎么称呼', 'Name to be shown by')}
          help={t(
            '印在卡上，也给别人看，不必是真名。',
            'Printed on the card and seen by others. It need not be the real name.',
          )}
          maxlength={20}
          autocomplete="off"
          tried={tried}
        />
        <Select
          name="areaId"
          label={t('住址', 'Home')}
          choices={choices}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <PrivacyNotice folded />
        <Checkbox
          name="agreed"
          label={t(
            '已向本人念过《个人信息处理说明》，本人同意',
            'I have read the privacy notice out, and the person agrees',
          )}
          tried={tried}
        />
        <Submit>{t('登记并办卡', 'Enter and issue')}</Submit>
      </Form>
      <LinkButton href="/desk/cards" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

export function CardPage({ card, person, slip }: { card: CardRow; person: Person; slip: string | undefined }) {
  const t = useT()
  const print = `/desk/cards/${card.id}/print${slip ? `?slip=${slip}` : ''}`
  return (
    <>
      <h1>{t('荣誉卡', 'Honour card')}</h1>
      {slip && (
        <Alert tone="good">
          {t(
            '卡已办好。请在 10 分钟内打印，过后密码就看不到了。',
            'The card is issued. Print it within ten minutes; after that nobody can see the PIN.',
          )}
        </Alert>
      )}
      <Facts
        rows={[
          [t('卡号', 'Number'), inFours(card.number)],
          [t('居民', 'Resident'), <a href={`/desk/people/${person.id}`}>{person.displayName}</a>],
          [t('办理时间', 'Issued'), <Time at={card.issuedAt} withYear />],
          [t('状态', 'State'), <CardChip status={card.status} />],
        ]}
      />
      {card.status === 'active' && (
        <div class="actions">
          <LinkButton href={print}>
            {slip ? t('打印卡片和密码条', 'Print card and PIN slip') : t('再打印一次卡片', 'Print the card again')}
          </LinkButton>
          <PostButton action={`/desk/cards/${card.id}/lose`} look="danger">
            {t('挂失并补办', 'Report lost and replace')}
          </PostButton>
        </div>
      )}
    </>
  )
}

type PaperProps = { id: string; name: string; number: string; code: string; pin: string | undefined }

/** Credit-card size on paper: cut along the line. The slip with the PIN is a paper of its own. */
export function PaperCard({ id, name, number, code, pin }: PaperProps) {
  const t = useT()
  return (
    <>
      <h1 class="visually-hidden">{t('打印荣誉卡', 'Print the card')}</h1>
      <p class="no-print actions">
        <a class="back" href={`/desk/cards/${id}`}>
          {t('← 荣誉卡', '← The card')}
        </a>
        <span class="help">{t('按 Ctrl+P 打印，沿虚线剪下。', 'Print with Ctrl+P and cut along the line.')}</span>
      </p>
      <article class="honour-card">
        <div>
          <p class="honour-card-brand">{t('荣誉卡', 'Honour card')}</p>
          <p class="honour-card-name">{name}</p>
          <p class="help">
            {t(
              '签到、兑换请出示。捡到请交给社区。',
              'Show it to check in or collect. If found, hand it to the community.',
            )}
          </p>
        </div>
        <Qr code={code} text={inFours(number)} label={t('荣誉卡二维码', 'QR of the card')} />
      </article>
      {pin && (
        <article class="honour-card slip">
          <div>
            <p class="honour-card-brand">{t('密码条（请单独收好）', 'PIN slip: keep it apart from the card')}</p>
            <p class="honour-card-pin">{inFours(number)}</p>
            <p class="honour-card-pin">
              {t('密码 ', 'PIN ')}
              <strong>{pin}</strong>
            </p>
            <p class="help">
              {t(
                '兑换和登录时用。不要告诉别人，也不要写在卡上。',
                'For collecting and signing in. Tell nobody and do not write it on the card.',
              )}
            </p>
          </div>
        </article>
      )}
    </>
  )
}
