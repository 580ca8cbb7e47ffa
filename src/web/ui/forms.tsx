import type { PropsWithChildren } from 'hono/jsx'
import type { Tried } from '../form.ts'
import { FormToken } from '../form-token.tsx'
import { FormScope } from './fields.tsx'
import { Alert } from './shown.tsx'

/** The form's own id, so that pressing twice does one thing. `id` from `newId()`, or what was tried. */
export function FormId({ id, tried }: { id: string; tried?: Tried | undefined }) {
  return <input type="hidden" name="id" value={tried?.values.id || id} />
}

/** The form's version of the row, for `sameVersion`. */
export function FormVersion({ version }: { version: number }) {
  return <input type="hidden" name="version" value={String(version)} />
}

/** A form that posts. Its children are fields and one `<Submit>`. `scope` where several stand on one page. */
export function Form({
  action,
  children,
  upload,
  class: cls,
  scope = '',
  tried,
}: PropsWithChildren<{
  action: string
  upload?: boolean
  class?: string
  scope?: string
  tried?: Tried | undefined
}>) {
  return (
    <form method="post" action={action} class={cls} enctype={upload ? 'multipart/form-data' : undefined} data-once>
      <FormToken />
      {tried?.alert && <Alert>{tried.alert}</Alert>}
      <FormScope.Provider value={scope}>{children}</FormScope.Provider>
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
