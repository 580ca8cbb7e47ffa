import { type Actor, holds, type Role, staffRoles } from '../kit/actor.ts'
import type { Refusal } from '../kit/refusal.ts'
import { Alert, LinkButton } from './ui.tsx'
import { type Say, useT } from './words.ts'

type RefusalProps = {
  sentence: string
  refusal: Refusal
  status: number
  path: string
  /** The page of ours that one came from. */
  back: string | undefined
  /** Where the same can be asked again, when that may help. */
  again: string | undefined
  actor: Actor
}

/** Where one goes on from an address that answered no, by how it begins. */
const waysOn: readonly { at: RegExp; href: string; zh: string; en: string; by?: readonly Role[] }[] = [
  { at: /^\/(tasks|activities)\b/, href: '/tasks', zh: '看看任务', en: 'See the tasks' },
  { at: /^\/stores\b/, href: '/stores', zh: '看看荣誉超市', en: 'See the stores' },
  { at: /^\/orders\b/, href: '/orders', zh: '我的兑换单', en: 'My orders' },
  { at: /^\/(claims|check-in)\b/, href: '/claims', zh: '我的任务', en: 'My tasks' },
  { at: /^\/points\b/, href: '/points', zh: '我的积分', en: 'My points' },
  { at: /^\/me\b/, href: '/me', zh: '我的', en: 'Me' },
  { at: /^\/areas\b/, href: '/areas', zh: '社区与网格', en: 'Areas' },
  { at: /^\/counter\b/, href: '/counter', zh: '回柜台', en: 'The counter', by: ['keeper'] },
  { at: /^\/(desk|counter)\b/, href: '/desk', zh: '回工作台', en: 'The desk', by: staffRoles },
]

/** A no that has no form to go back to: the sentence, and what to do next. */
export function RefusalPage({ sentence, refusal, status, path, back, again, actor }: RefusalProps) {
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
      {status === 404 ? <p class="lead">{sentence}</p> : <Alert>{saidWithoutForm(refusal, t) ?? sentence}</Alert>}
      {yours !== undefined && theirs !== undefined && <BothVersions yours={yours} theirs={theirs} />}
      <p class="actions">
        {again && <LinkButton href={again}>{t('再试一次', 'Try again')}</LinkButton>}
        {refusal.kind === 'signed_out' ? (
          <LinkButton href="/sign-in">{t('去登录', 'Sign in')}</LinkButton>
        ) : (
          <WaysOn {...{ path, back, actor }} isSecond={again !== undefined} />
        )}
      </p>
    </section>
  )
}

/** The sentence about marked fields belongs to a form that is shown again. Here it is not: what is wrong is said. */
function saidWithoutForm({ code, details }: Refusal, t: Say): string | undefined {
  if (code !== 'input_invalid') return undefined
  const said = Object.values((details.fields ?? {}) as Record<string, string[]>).flat()
  const why = [...new Set(said)].join('')
  return t(
    `填的内容不完整或不合要求，请返回检查。${why}`,
    `Something is missing or not in the right form. Please go back. ${why}`,
  )
}

type Ways = Pick<RefusalProps, 'path' | 'back' | 'actor'> & { isSecond: boolean }

function WaysOn({ path, back, actor, isSecond }: Ways) {
  const t = useT()
  const way = waysOn.find(({ at, by, href }) => at.test(path) && href !== path && (!by || holds(actor, by)))
  return (
    <>
      {back && back !== path && (
        <LinkButton href={back} look={isSecond ? 'quiet' : 'primary'}>
          {t('返回上一页', 'Back')}
        </LinkButton>
      )}
      {way && way.href !== back && (
        <LinkButton href={way.href} look={back || isSecond ? 'quiet' : 'primary'}>
          {t(way.zh, way.en)}
        </LinkButton>
      )}
      <LinkButton href="/" look={back || way || isSecond ? 'quiet' : 'primary'}>
        {t('回首页', 'Home')}
      </LinkButton>
    </>
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
  // What is empty on both sides says nothing.
  const named = [...new Set([...Object.keys(other), ...Object.keys(mine)])].filter((name) => mine[name] || other[name])
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
        {named.map((name) => (
          <tr class={(mine[name] ?? '') === (other[name] ?? '') ? '' : 'differs'}>
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
