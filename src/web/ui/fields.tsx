import { type Child, createContext, type PropsWithChildren, useContext } from 'hono/jsx'
import type { Tried } from '../form.ts'
import { useT } from '../words.ts'

export type Common = {
  name: string
  label: string
  help?: string | undefined
  /** `depends`: on what else is filled in, so that a browser cannot tell; the label or its neighbours say when. */
  required?: boolean | 'depends' | undefined
  tried?: Tried | undefined
  value?: string | number | null | undefined
}

/** Several forms on one page have fields of the same name; the form's scope keeps their ids apart. */
export const FormScope = createContext('')

export const useFieldId = (name: string) => {
  const scope = useContext(FormScope)
  return scope ? `${scope}-${name}` : name
}

/** A label, its control, a hint, and the sentence when it was wrong. */
export function Field({ name, label, help, required, tried, children }: PropsWithChildren<Omit<Common, 'value'>>) {
  const [t, id] = [useT(), useFieldId(name)]
  const error = tried?.errors[name]?.[0]
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>
        {label}
        {required === false && <span class="muted"> {t('（可不填）', '(optional)')}</span>}
      </label>
      {help && (
        <p class="help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {children}
      {error && (
        <p class="error" role="alert" id={`${id}-error`}>
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
        id={useFieldId(name)}
        name={name}
        type={type}
        value={String(shown)}
        required={required === true}
        {...describedBy(useFieldId(name), name, help, tried)}
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
        id={useFieldId(name)}
        name={name}
        rows={rows}
        maxlength={maxlength}
        required={required === true}
        {...describedBy(useFieldId(name), name, help, tried)}
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
      <select
        id={useFieldId(name)}
        name={name}
        required={required === true}
        {...describedBy(useFieldId(name), name, help, tried)}
      >
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
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === chosen}
            required={required === true}
          />
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
  const [id, error] = [useFieldId(name), tried?.errors[name]?.[0]]
  const box = (
    <label class="choice">
      <input type="checkbox" name={name} value={value} checked={on} {...describedBy(id, name, undefined, tried)} />
      <span>{label}</span>
    </label>
  )
  if (!error) return box
  return (
    <div class="wrong">
      {box}
      <p class="error" role="alert" id={`${id}-error`}>
        {error}
      </p>
    </div>
  )
}

export const describedBy = (id: string, name: string, help: string | undefined, tried: Tried | undefined) => {
  const wrong = Boolean(tried?.errors[name]?.length)
  const ids = [help && `${id}-help`, wrong && `${id}-error`].filter(Boolean).join(' ')
  return { ...(ids ? { 'aria-describedby': ids } : {}), ...(wrong ? { 'aria-invalid': 'true' as const } : {}) }
}
