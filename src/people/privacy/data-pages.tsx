import { type Context, Hono } from 'hono'
import type { Child } from 'hono/jsx'
import { stream } from 'hono/streaming'
import { cityDay } from '../../kit/clock.ts'
import type { Env } from '../../web/env.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import type { Holding, Row } from '../../web/personal.ts'
import { Empty, LinkButton, Table, Time } from '../../web/ui.tsx'
import { useLang, useT } from '../../web/words.ts'
import { columnLabels } from './labels.ts'

/** Everything the city keeps about me: to read here, and to take along as a file. */
export const dataPages = new Hono<Env>()
  .get('/me/privacy/data', may.signedIn(), async (c) => {
    const { personal, actor } = c.var
    const shown = []
    for (const room of personal) {
      const held = []
      for (const holding of room.held) held.push({ holding, rows: await holding.rows(asking(c), actor.id) })
      shown.push({ ...room, held: held.filter(({ rows }) => rows.length > 0) })
    }
    return page(c, { title: c.var.t('我的全部数据', 'Everything about me') }, <Data rooms={shown} />)
  })
  .get('/me/privacy/data.json', may.signedIn(), (c) => dataFile(c))

const asking = (c: Context<Env>) => ({ db: c.var.db, secrets: c.var.secrets, now: c.var.now() })

/** The same as a file, written kind by kind, so that a long history is never held in memory as a whole. */
export function dataFile(c: Context<Env>) {
  const { personal, actor, log, requestId } = c.var
  const ask = asking(c)
  c.header('Content-Type', 'application/json; charset=utf-8')
  c.header('Content-Disposition', `attachment; filename="rongyu-${cityDay(ask.now)}.json"`)
  return stream(
    c,
    async (file) => {
      await file.write(`{"format":"rongyu-personal-1","personId":${JSON.stringify(actor.id)},"held":[`)
      let isFirst = true
      for (const { room, held } of personal)
        for (const { title, rows } of held) {
          const part = JSON.stringify({ room, title, rows: await rows(ask, actor.id) }, null, 1)
          await file.write(`${isFirst ? '' : ','}\n${part}`)
          isFirst = false
        }
      await file.write('\n]}\n')
    },
    async (error) => log.error({ err: error, requestId }, 'personal data'),
  )
}

type Shown = { room: string; title: Holding['title']; held: { holding: Holding; rows: readonly Row[] }[] }

const rowsShown = 20

function Data({ rooms }: { rooms: readonly Shown[] }) {
  const [t, lang] = [useT(), useLang()]
  return (
    <>
      <h1>{t('我的全部数据', 'Everything about me')}</h1>
      <p class="lead">
        {t(
          '荣誉通里和您有关的记录都在这里，只有您自己能看到这一页。',
          'Every record about you. Only you can see this page.',
        )}
      </p>
      <LinkButton href="/me/privacy/data.json">{t('下载成文件', 'Download as a file')}</LinkButton>
      {rooms.map(({ title, held }) =>
        held.length === 0 ? null : (
          <section>
            <h2>{title[lang]}</h2>
            {held.map(({ holding, rows }) => (
              <details class="card">
                <summary>
                  {holding.title[lang]} <span class="muted">{t(`${rows.length} 条`, `${rows.length}`)}</span>
                </summary>
                <Rows rows={rows} />
              </details>
            ))}
          </section>
        ),
      )}
      {rooms.every(({ held }) => held.length === 0) && <Empty title={t('没有记录', 'Nothing is kept')} />}
      <LinkButton href="/me/privacy" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

/** The newest few; the file has them all. */
function Rows({ rows }: { rows: readonly Row[] }) {
  const [t, lang] = [useT(), useLang()]
  const columns = Object.keys(rows[0] ?? {})
  const last = rows.slice(-rowsShown).reverse()
  return (
    <>
      <Table
        head={columns.map((column) => columnLabels[column]?.[lang] ?? column)}
        rows={last.map((row) => columns.map((column) => <Cell value={row[column]} />))}
      />
      {rows.length > rowsShown && (
        <p class="muted">
          {t(`这里是最近 ${rowsShown} 条，其余的在文件里。`, `The last ${rowsShown}; all of them are in the file.`)}
        </p>
      )}
    </>
  )
}

function Cell({ value }: { value: unknown }): Child {
  const [t, lang] = [useT(), useLang()]
  if (value === null || value === undefined || value === '') return <>–</>
  if (value instanceof Date) return <Time at={value} withYear />
  if (typeof value === 'boolean') return <>{value ? t('是', 'yes') : t('否', 'no')}</>
  if (isSentence(value)) return <>{value[lang]}</>
  return <>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</>
}

const isSentence = (value: unknown): value is { zh: string; en: string } =>
  typeof value === 'object' && value !== null && 'zh' in value && 'en' in value
