import type { Tried } from '../../web/form.ts'
import { Alert, Card, Chip, Empty, Form, FormId, PostButton, Submit, Table, TextField, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import type { Store } from '../queries.ts'
import type { Count, countsOf, LineRow } from './queries.ts'

const statusNames = {
  open: { zh: '进行中', en: 'Open', tone: 'accent' },
  closed: { zh: '已结束', en: 'Closed', tone: 'good' },
  canceled: { zh: '已取消', en: 'Canceled', tone: 'plain' },
} as const

const lineNames = {
  open: { zh: '待盘', en: 'To count', tone: 'plain' },
  recount: { zh: '待复盘', en: 'To count again', tone: 'warn' },
  agreed: { zh: '相符', en: 'Agrees', tone: 'good' },
  booked: { zh: '已记差异', en: 'Difference booked', tone: 'accent' },
} as const

type ListProps = { store: Store; counts: Awaited<ReturnType<typeof countsOf>>; mayKeep: boolean; id: string }

export function CountList({ store, counts, mayKeep, id }: ListProps) {
  const [t, lang] = [useT(), useLang()]
  const isOpen = counts.some(({ status }) => status === 'open')
  return (
    <>
      <a class="back" href={`/desk/stock/${store.id}`}>
        ← {store.name}
      </a>
      <header class="page-head">
        <h1>{t('盘点', 'Stock-takes')}</h1>
        {mayKeep && !isOpen && (
          <Form action={`/desk/stock/${store.id}/counts`} class="inline">
            <FormId id={id} />
            <Submit>{t('开始盘点', 'Begin a stock-take')}</Submit>
          </Form>
        )}
      </header>
      {counts.length === 0 ? (
        <Empty title={t('还没有盘点过', 'No stock-take yet')}>
          <p>{t('盘点时不显示账面数，数到多少填多少。', 'You count without seeing the books.')}</p>
        </Empty>
      ) : (
        <Table
          head={[t('开始时间', 'Begun'), t('发起人', 'By'), t('状态', 'State')]}
          rows={counts.map((one) => [
            <a href={`/desk/counts/${one.id}`}>
              <Time at={one.openedAt} withYear />
            </a>,
            one.who ?? '',
            <Chip tone={statusNames[one.status].tone}>{statusNames[one.status][lang]}</Chip>,
          ])}
        />
      )}
    </>
  )
}

type SheetProps = {
  stockCount: Count
  store: Store
  lines: LineRow[]
  steps: string[]
  tried: Tried | undefined
  actorId: string
  /** When this page was drawn. */
  since: number
}

export function CountSheet(props: SheetProps) {
  const { stockCount, store, lines, steps, tried } = props
  const [t, lang] = [useT(), useLang()]
  const undone = lines.filter(({ status }) => status === 'open' || status === 'recount').length
  return (
    <>
      <a class="back" href={`/desk/stock/${store.id}/counts`}>
        {t('← 盘点', '← Stock-takes')}
      </a>
      <header class="page-head">
        <h1>{t(`${store.name}盘点`, `Stock-take of ${store.name}`)}</h1>
        <Chip tone={statusNames[stockCount.status].tone}>{statusNames[stockCount.status][lang]}</Chip>
      </header>
      {stockCount.status === 'open' && (
        <p class="lead">
          {t(
            '走到货架前，数完一种填一种。超市可以照常营业；您数的时候如果有货进出，请重数那一种。',
            'Count one pile, send it in, go on to the next. The store stays open; if goods moved meanwhile, count that pile again.',
          )}
        </p>
      )}
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {lines.length === 0 && <Empty title={t('货架上没有东西可盘', 'There is nothing to count')} />}
      <div class="cards">
        {lines.map((one) => (
          <Line {...props} line={one} />
        ))}
      </div>
      <Ending id={stockCount.id} steps={steps} undone={undone} />
    </>
  )
}

/** Before it is done, a line shows neither the books nor what the first counter saw. */
function Line({ line, stockCount, steps, actorId, since, tried }: SheetProps & { line: LineRow }) {
  const [t, lang] = [useT(), useLang()]
  const name = lineNames[line.status]
  const isDone = line.status === 'agreed' || line.status === 'booked'
  const isMine = line.status === 'recount' && line.firstBy === actorId
  return (
    <Card>
      <h2>{line.name}</h2>
      <p class="muted">
        {line.expiresOn ? t(`保质期至 ${line.expiresOn}`, `Good until ${line.expiresOn}`) : t('不限保质期', 'Keeps')}
      </p>
      <p>
        <Chip tone={name.tone}>{name[lang]}</Chip>
      </p>
      {isDone && <Result line={line} />}
      {isMine && <p>{t('和账面差得较多，请换一个人再数一遍。', 'Somebody else has to count this again.')}</p>}
      {!isDone && !isMine && steps.includes('close') && (
        <Form action={`/desk/counts/${stockCount.id}/lines`} class="count-line">
          <input type="hidden" name="line" value={line.id} />
          <input type="hidden" name="since" value={String(since)} />
          <label>
            {t(`数到几${line.unit}`, `How many (${line.unit})`)}
            <input
              name="counted"
              type="number"
              inputmode="numeric"
              min={0}
              required
              value={tried?.values.line === line.id ? tried.values.counted : ''}
            />
          </label>
          <Submit look="quiet">{t('记下', 'Send in')}</Submit>
        </Form>
      )}
    </Card>
  )
}

function Result({ line }: { line: LineRow }) {
  const t = useT()
  const counted = line.second ?? line.first ?? 0
  const expected = line.secondExpected ?? line.firstExpected ?? 0
  const difference = counted - expected
  return (
    <>
      <p>
        {t(`账面 ${expected}，实数 ${counted}`, `Books ${expected}, counted ${counted}`)}
        {difference !== 0 && <strong> {difference > 0 ? `+${difference}` : `−${-difference}`}</strong>}
      </p>
      <p class="muted">
        {t('盘点人', 'Counted by')} {[line.firstWho, line.secondWho].filter(Boolean).join('、')}
      </p>
    </>
  )
}

function Ending({ id, steps, undone }: { id: string; steps: string[]; undone: number }) {
  const t = useT()
  if (steps.length === 0) return null
  return (
    <div class="stack">
      {undone === 0 ? (
        <PostButton action={`/desk/counts/${id}/close`}>{t('结束盘点', 'Close the stock-take')}</PostButton>
      ) : (
        <p class="muted">{t(`还有 ${undone} 种没有盘完。`, `${undone} piles are still to count.`)}</p>
      )}
      <details>
        <summary>{t('取消这次盘点', 'Give this stock-take up')}</summary>
        <Form action={`/desk/counts/${id}/cancel`}>
          <TextField name="reason" label={t('原因', 'Reason')} maxlength={200} />
          <Submit look="danger">{t('取消盘点', 'Give up')}</Submit>
        </Form>
      </details>
    </div>
  )
}
