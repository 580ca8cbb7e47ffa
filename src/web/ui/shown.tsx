import type { Child, PropsWithChildren } from 'hono/jsx'
import { useT } from '../words.ts'
import { Time } from './time.tsx'

export const Alert = ({ children, tone = 'bad' }: PropsWithChildren<{ tone?: 'bad' | 'good' | 'warn' | 'info' }>) => (
  <div class={`alert ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    {children}
  </div>
)

export const Card = ({ children, href, class: cls = '' }: PropsWithChildren<{ href?: string; class?: string }>) =>
  href ? (
    <a class={`card ${cls}`} href={href}>
      {children}
    </a>
  ) : (
    <div class={`card ${cls}`}>{children}</div>
  )

/** A state in a word. Tone is never the only signal: the word carries it. */
export const Chip = ({
  children,
  tone = 'plain',
}: PropsWithChildren<{ tone?: 'plain' | 'good' | 'warn' | 'bad' | 'accent' }>) => (
  <span class={`chip ${tone}`}>{children}</span>
)

/** Nothing here yet: why, and what to do about it. */
export const Empty = ({ title, children }: PropsWithChildren<{ title: string }>) => (
  <div class="empty">
    <p class="empty-title">{title}</p>
    {children}
  </div>
)

/** Label and value, one below the other on a phone. */
export const Facts = ({ rows }: { rows: readonly (readonly [label: string, value: Child])[] }) => (
  <dl class="facts">
    {rows.map(([label, value]) => (
      <div>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** One big number with its name. */
export const Figure = ({ value, label, note }: { value: Child; label: string; note?: Child }) => (
  <div class="figure">
    <span class="figure-value">{value}</span>
    <span class="figure-label">{label}</span>
    {note && <span class="figure-note">{note}</span>}
  </div>
)

/** What a column of links and buttons is called to whoever cannot see that it is one. */
const Unnamed = () => <span class="visually-hidden">{useT()('操作', 'Actions')}</span>

/** A day, also with its time, is read at a glance: `2026-11-27 18:30`. */
const isDay = (cell: Child) => typeof cell === 'string' && /^\d{4}-\d{2}-\d{2}( \d{2}:\d{2})?$/.test(cell)

/** From so many columns on, a phone shows a row as a list of what its cells are called; one fewer in large print. */
const columnsStacked = 4

/**
 * A table for the desk. Rows are cells. On a phone a wide one becomes a list of rows, the first cell above and each other
 * one behind the name of its column; a narrow one scrolls sideways.
 */
export const Table = ({
  head,
  rows,
  caption,
}: {
  head: readonly Child[]
  rows: readonly (readonly Child[])[]
  caption?: string
}) => {
  const isFew = head.length === columnsStacked - 1
  const stacks = isFew || head.length >= columnsStacked
  // What is no longer laid out as a table is one still for whoever hears it.
  const role = (name: string) => (stacks ? { role: name } : {})
  const label = (at: number) => (stacks && typeof head[at] === 'string' && head[at] !== '' ? head[at] : undefined)
  return (
    // Whoever scrolls with the keyboard has to be able to stand on it.
    <div class={['table-wrap', stacks && 'stacks', isFew && 'few'].filter(Boolean).join(' ')} tabindex={0}>
      <table {...role('table')}>
        {caption && <caption>{caption}</caption>}
        <thead {...role('rowgroup')}>
          <tr {...role('row')}>
            {head.map((cell) => (
              <th scope="col" {...role('columnheader')}>
                {cell === '' ? <Unnamed /> : cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...role('rowgroup')}>
          {rows.map((cells) => (
            <tr {...role('row')}>
              {cells.map((cell, at) => (
                <td class={isDay(cell) ? 'whole' : undefined} data-label={label(at)} {...role('cell')}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What happened, newest first or last as given. */
export const Timeline = ({ events }: { events: readonly { at: Date; what: Child; who?: Child; note?: Child }[] }) => (
  <ol class="timeline">
    {events.map((event) => (
      <li>
        <Time at={event.at} />
        <p class="what">
          {event.what}
          {event.who && <span class="muted"> · {event.who}</span>}
        </p>
        {event.note && <p class="note">{event.note}</p>}
      </li>
    ))}
  </ol>
)

/** The next page of a keyset list. */
export const More = ({ href }: { href: string | undefined }) => {
  const t = useT()
  return href ? (
    <p class="more">
      <a class="button quiet" href={href}>
        {t('看更多', 'More')}
      </a>
    </p>
  ) : null
}

/** A number that points down a list: `+5 分`. */
export const Points = ({ points, signed }: { points: number; signed?: boolean }) => {
  const t = useT()
  return (
    <span class={`points ${points < 0 ? 'minus' : ''}`}>
      {signed && points > 0 ? '+' : ''}
      {points}
      <small> {t('分', 'pts')}</small>
    </span>
  )
}

/** A picture, or the first character of the name on a quiet ground: never a broken image. */
export function Picture({ name, photoId }: { name: string; photoId: string | null }) {
  return photoId ? (
    <img class="goods-picture" src={`/photos/${photoId}/small`} alt="" loading="lazy" />
  ) : (
    <span class="goods-picture none" aria-hidden="true">
      {[...name][0]}
    </span>
  )
}
