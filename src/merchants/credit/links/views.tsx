import type { CreditField } from '../../../../db/schema/credit.ts'
import { claimText } from '../../../credentials/views.tsx'
import { cityDay } from '../../../kit/clock.ts'
import { newId } from '../../../kit/ids.ts'
import type { Tried } from '../../../web/form.ts'
import {
  Alert,
  Card,
  Chip,
  Empty,
  Facts,
  Form,
  FormId,
  LinkButton,
  Select,
  Submit,
  TextField,
  Timeline,
} from '../../../web/ui.tsx'
import { useLang, useT } from '../../../web/words.ts'
import { fieldNames, linkStates } from '../labels.ts'
import type { CreditLink, linksOf } from '../queries.ts'

export function LinkChip({ state }: Pick<CreditLink, 'state'>) {
  const { tone, ...name } = linkStates[state]
  return <Chip tone={tone}>{name[useLang()]}</Chip>
}

type ListProps = { merchantId: string; rows: Awaited<ReturnType<typeof linksOf>>; why: string | undefined }

export function LinksPage({ merchantId, rows, why }: ListProps) {
  const t = useT()
  return (
    <>
      <h1>{t('兑信用', 'Credit')}</h1>
      <p>
        {t(
          '把诚信记录出示给一家银行，由您选择让它看到什么。不扣积分，随时可以撤回。',
          'Show your record to one bank. You choose what it sees. It costs no points, and you can take it back.',
        )}
      </p>
      {why && <Alert tone="info">{why}</Alert>}
      {!why && (
        <p class="actions">
          <LinkButton href={`/merchants/mine/${merchantId}/credit/new`}>{t('出示给银行', 'Show a bank')}</LinkButton>
        </p>
      )}
      {rows.length === 0 ? (
        <Empty title={t('还没有出示过', 'Nothing shown yet')} />
      ) : (
        <div class="list">
          {rows.map(({ link, bankName }) => (
            <Card href={`/merchants/credit/${link.id}`}>
              <h2>
                {bankName} <LinkChip state={link.state} />
              </h2>
              <p class="muted">
                {link.purpose} · {t(`看过 ${link.views} 次`, `opened ${link.views} times`)} · {cityDay(link.createdAt)}
              </p>
            </Card>
          ))}
        </div>
      )}
    </>
  )
}

type Claims = Partial<Record<CreditField, unknown>>

type NewProps = {
  merchantId: string
  banks: readonly { id: string; name: string }[]
  claims: Claims
  daysMax: number
  tried: Tried | undefined
}

/** What says enough for most banks without saying the number. */
const usual: readonly string[] = ['recordYear', 'noUpheld', 'levelB']

export function NewLinkPage({ merchantId, banks, claims, daysMax, tried }: NewProps) {
  const t = useT()
  return (
    <>
      <h1>{t('出示给银行', 'Show a bank')}</h1>
      <Form action={`/merchants/mine/${merchantId}/credit`} tried={tried} class="stack">
        <FormId id={newId()} tried={tried} />
        <Select
          name="bankId"
          label={t('哪家银行', 'Which bank')}
          choices={banks.map(({ id, name }) => ({ value: id, label: name }))}
          empty={t('请选择', 'Please choose')}
          tried={tried}
        />
        <TextField
          name="purpose"
          label={t('用途', 'What for')}
          placeholder={t('例如：进货周转', 'such as: buying stock')}
          maxlength={100}
          tried={tried}
        />
        <FieldChoice claims={claims} tried={tried} />
        <Select
          name="days"
          label={t('有效多久', 'For how long')}
          choices={[7, 30, 90]
            .filter((days) => days <= daysMax)
            .map((days) => ({ value: String(days), label: t(`${days} 天`, `${days} days`) }))}
          value={30}
          tried={tried}
        />
        <Submit>{t('下一步：看银行会看到什么', 'Next: see what the bank will see')}</Submit>
      </Form>
    </>
  )
}

function FieldChoice({ claims, tried }: { claims: Claims; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const chosen = tried ? (tried.values.fields ?? '').split(',') : usual
  const error = tried?.errors.fields?.[0]
  const offered = Object.entries(claims).filter(([name]) => name !== 'merchant') as [CreditField, unknown][]
  return (
    <fieldset class={error ? 'field radios wrong' : 'field radios'}>
      <legend>{t('让银行看到什么', 'What the bank sees')}</legend>
      <p class="help">
        {t('商户名称总会显示。没有勾选的，银行看不到。', 'The name is always shown, nothing else unless ticked.')}
      </p>
      {offered.map(([name, value]) => (
        <label class="choice">
          <input type="checkbox" name="fields" value={name} checked={chosen.includes(name)} />
          <span>
            {fieldNames[name][lang]}：<strong>{claimText(value, lang)}</strong>
          </span>
        </label>
      ))}
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** Exactly what the bank reads: no more, in these words. */
export function Shown({ claims }: { claims: Record<string, unknown> }) {
  const lang = useLang()
  const rows = Object.entries(claims).map(
    ([name, value]) => [fieldNames[name as CreditField][lang], claimText(value, lang) ?? ''] as const,
  )
  return <Facts rows={rows} />
}

type SeenProps = {
  views: readonly { view: { what: string; at: Date }; who: string | null }[]
  count: number
  bank: string
}

/** Who opened it, when, and from which bank. */
export function Views({ views, count, bank }: SeenProps) {
  const t = useT()
  return (
    <section>
      <h2>
        {t('谁看过', 'Who has seen it')} <Chip>{count}</Chip>
      </h2>
      {views.length === 0 && <p class="muted">{t('银行还没有打开过。', 'The bank has not opened it yet.')}</p>}
      <Timeline
        events={views.map(({ view, who }) => ({
          at: view.at,
          what:
            view.what === 'file' ? t('下载了声明文件', 'Downloaded the statement') : t('打开了页面', 'Opened the page'),
          who: who ? `${bank} ${who}` : t(`${bank}（查看人已过保存期）`, `${bank} (who it was is kept no longer)`),
        }))}
      />
    </section>
  )
}
