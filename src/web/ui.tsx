import type { Child, PropsWithChildren } from 'hono/jsx'
import type { Tried } from './form.ts'
import { FormToken } from './form-token.tsx'
import { useLang, useT } from './words.ts'

type Common = {
  name: string
  label: string
  help?: string | undefined
  required?: boolean | undefined
  tried?: Tried | undefined
  value?: string | number | null | undefined
}

/** A label, its control, a hint, and the sentence when it was wrong. */
export function Field({ name, label, help, required, tried, children }: PropsWithChildren<Omit<Common, 'value'>>) {
  const t = useT()
  const error = tried?.errors[name]?.[0]
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>
        {label}
        {required === false && <span class="muted"> {t('（可不填）', '(optional)')}</span>}
      </label>
      {help && (
        <p class="help" id={`${name}-help`}>
          {help}
        </p>
      )}
      {children}
      {error && (
        <p class="error" role="alert" id={`${name}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

type InputProps = Common & {
  type?: 'text' | 'tel' | 'number' | 'password' | 'date' | 'datetime-local' | 'time' | 'search' | 'url'
  maxlength?: number
  min?: number | string
  max?: number | string
  step?: number | string
  placeholder?: string
  autocomplete?: string
  inputmode?: 'numeric' | 'tel' | 'text' | 'decimal'
  autofocus?: boolean
  pattern?: string
}

export function TextField({ name, label, help, required = true, tried, value, type = 'text', ...rest }: InputProps) {
  const shown = type === 'password' ? '' : (tried?.values[name] ?? value ?? '')
  return (
    <Field {...{ name, label, help, required, tried }}>
      <input
        id={name}
        name={name}
        type={type}
        value={String(shown)}
        required={required}
        {...describedBy(name, help, tried)}
        {...rest}
      />
    </Field>
  )
}

export function TextArea({
  name,
  label,
  help,
  required = true,
  tried,
  value,
  maxlength,
  rows = 4,
}: Common & { maxlength?: number; rows?: number }) {
  return (
    <Field {...{ name, label, help, required, tried }}>
      <textarea
        id={name}
        name={name}
        rows={rows}
        maxlength={maxlength}
        required={required}
        {...describedBy(name, help, tried)}
      >
        {tried?.values[name] ?? value ?? ''}
      </textarea>
    </Field>
  )
}

export type Choice = { value: string; label: string }

export function Select({
  name,
  label,
  help,
  required = true,
  tried,
  value,
  choices,
  empty,
}: Common & { choices: readonly Choice[]; empty?: string }) {
  const chosen = String(tried?.values[name] ?? value ?? '')
  return (
    <Field {...{ name, label, help, required, tried }}>
      <select id={name} name={name} required={required} {...describedBy(name, help, tried)}>
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === chosen}>
            {choice.label}
          </option>
        ))}
      </select>
    </Field>
  )
}

/** One of a few, all visible. Better than a Select up to five choices. */
export function Radios({
  name,
  label,
  help,
  required = true,
  tried,
  value,
  choices,
}: Common & { choices: readonly Choice[] }) {
  const chosen = String(tried?.values[name] ?? value ?? '')
  return (
    <fieldset class="field radios">
      <legend>{label}</legend>
      {help && <p class="help">{help}</p>}
      {choices.map((choice) => (
        <label class="choice">
          <input type="radio" name={name} value={choice.value} checked={choice.value === chosen} required={required} />
          <span>{choice.label}</span>
        </label>
      ))}
      {tried?.errors[name]?.[0] && (
        <p class="error" role="alert">
          {tried.errors[name][0]}
        </p>
      )}
    </fieldset>
  )
}

export function Checkbox({
  name,
  label,
  tried,
  checked = false,
  value = '1',
}: {
  name: string
  label: Child
  tried?: Tried | undefined
  checked?: boolean
  value?: string
}) {
  const on = tried ? tried.values[name] === value : checked
  return (
    <label class="choice">
      <input type="checkbox" name={name} value={value} checked={on} />
      <span>{label}</span>
    </label>
  )
}

/** A photo taken now or chosen. Several with `multiple`. */
export function PhotoField({
  name,
  label,
  help,
  required = false,
  tried,
  multiple,
}: Omit<Common, 'value'> & { multiple?: boolean }) {
  return (
    <Field {...{ name, label, help, required, tried }}>
      <input
        id={name}
        name={name}
        type="file"
        accept="image/*"
        multiple={multiple}
        required={required}
        class="photo-input"
      />
    </Field>
  )
}

/** The form's own id, so that pressing twice does one thing. `id` from `newId()`, or what was tried. */
export function FormId({ id, tried }: { id: string; tried?: Tried | undefined }) {
  return <input type="hidden" name="id" value={tried?.values.id || id} />
}

/** The form's version of the row, for `sameVersion`. */
export function FormVersion({ version }: { version: number }) {
  return <input type="hidden" name="version" value={String(version)} />
}

/** A form that posts. Its children are fields and one `<Submit>`. */
export function Form({
  action,
  children,
  upload,
  class: cls,
  tried,
}: PropsWithChildren<{ action: string; upload?: boolean; class?: string; tried?: Tried | undefined }>) {
  return (
    <form method="post" action={action} class={cls} enctype={upload ? 'multipart/form-data' : undefined} data-once>
      <FormToken />
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      {children}
    </form>
  )
}

type Look = 'primary' | 'quiet' | 'danger' | 'big' | 'row'

export function Submit({
  children,
  look = 'primary',
  name,
  value,
}: PropsWithChildren<{ look?: Look; name?: string; value?: string }>) {
  return (
    <button type="submit" class={`button ${look}`} name={name} value={value}>
      {children}
    </button>
  )
}

export function LinkButton({ href, children, look = 'primary' }: PropsWithChildren<{ href: string; look?: Look }>) {
  return (
    <a class={`button ${look}`} href={href}>
      {children}
    </a>
  )
}

/** A button that posts at once, with its own id; for steps of a life cycle. */
export function PostButton({
  action,
  children,
  look = 'primary',
  fields = {},
}: PropsWithChildren<{ action: string; look?: Look; fields?: Record<string, string> }>) {
  return (
    <form method="post" action={action} class="inline" data-once>
      <FormToken />
      {Object.entries(fields).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={`button ${look}`}>
        {children}
      </button>
    </form>
  )
}

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

/** A table for the desk. Rows are cells; it scrolls sideways on a phone. */
export const Table = ({
  head,
  rows,
  caption,
}: {
  head: readonly Child[]
  rows: readonly (readonly Child[])[]
  caption?: string
}) => (
  // Whoever scrolls with the keyboard has to be able to stand on it.
  <div class="table-wrap" tabindex={0}>
    <table>
      {caption && <caption>{caption}</caption>}
      <thead>
        <tr>
          {head.map((cell) => (
            <th scope="col">{cell}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr>
            {cells.map((cell) => (
              <td>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
)

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

/** An instant in city time, in words of the reader's language. */
export function Time({ at, withYear }: { at: Date; withYear?: boolean }) {
  const lang = useLang()
  return <time datetime={at.toISOString()}>{timeText(at, lang, withYear)}</time>
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** `3月1日 周日 09:30`, `Sun 1 Mar, 09:30`; with the year where asked. */
export function timeText(at: Date, lang: 'zh' | 'en', withYear = false): string {
  const key = `${lang}${withYear}`
  const format =
    formats.get(key) ??
    new Intl.DateTimeFormat(lang === 'zh' ? 'zh-CN' : 'en-GB', {
      timeZone: 'Asia/Shanghai',
      month: lang === 'zh' ? 'long' : 'short',
      day: 'numeric',
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
      ...(withYear ? { year: 'numeric' } : {}),
    })
  formats.set(key, format)
  return format.format(at)
}
const describedBy = (name: string, help: string | undefined, tried: Tried | undefined) => {
  const wrong = Boolean(tried?.errors[name]?.length)
  const ids = [help && `${name}-help`, wrong && `${name}-error`].filter(Boolean).join(' ')
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(wrong ? { 'aria-invalid': 'true' as const } : {}) }
}
