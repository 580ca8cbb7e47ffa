import type { Refusal } from '../kit/refusal.ts'
import { Alert, LinkButton } from './ui.tsx'
import { useT } from './words.ts'

/** A no that has no form to go back to: the sentence, and what to do next. */
export function RefusalPage({ sentence, refusal, status }: { sentence: string; refusal: Refusal; status: number }) {
  const t = useT()
  const { yours, theirs } = refusal.details
  return (
    <section class="refusal">
      <h1>
        {status === 404
          ? t('没有找到', 'Not found')
          : status >= 500
            ? t('请稍后再试', 'Please try again')
            : t('没有办成', 'Not done')}
      </h1>
      {status === 404 ? <p class="lead">{sentence}</p> : <Alert>{sentence}</Alert>}
      {yours !== undefined && theirs !== undefined && <BothVersions yours={yours} theirs={theirs} />}
      <p class="actions">
        {refusal.kind === 'signed_out' ? (
          <LinkButton href="/sign-in">{t('去登录', 'Sign in')}</LinkButton>
        ) : (
          <LinkButton href="/">{t('回首页', 'Home')}</LinkButton>
        )}
      </p>
    </section>
  )
}

/** What one wanted to save beside what somebody else has saved meanwhile. Fields stand under their labels where given. */
export function BothVersions({
  yours,
  theirs,
  labels = {},
}: {
  yours: unknown
  theirs: unknown
  labels?: Record<string, string>
}) {
  const t = useT()
  const [mine, other] = [asFields(yours), asFields(theirs)]
  return (
    <table class="versions">
      <thead>
        <tr>
          <th />
          <th>{t('您填的', 'Yours')}</th>
          <th>{t('现在的', 'Present')}</th>
        </tr>
      </thead>
      <tbody>
        {[...new Set([...Object.keys(other), ...Object.keys(mine)])].map((name) => (
          <tr class={mine[name] === other[name] ? '' : 'differs'}>
            <th>{labels[name] ?? name}</th>
            <td>{mine[name]}</td>
            <td>{other[name]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const asFields = (version: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((version ?? {}) as object).map(([name, value]) => [name, value === null ? '' : String(value)]),
  )
