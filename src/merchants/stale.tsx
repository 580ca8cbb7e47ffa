import type { Tried } from '../web/form.ts'
import { BothVersions } from '../web/refusal-page.tsx'
import { type Sentence, useLang } from '../web/words.ts'

/** What the fields of a version are called, and what the codes in them mean. */
export type VersionWords = {
  labels: Record<string, Sentence>
  values: Record<string, Record<string, Sentence>>
}

/** After a form came too late: what was typed beside what somebody else has saved meanwhile. Nothing after any other no. */
export function Stale({ tried, words: { labels, values } }: { tried: Tried | undefined; words: VersionWords }) {
  const lang = useLang()
  if (tried?.refusal?.code !== 'stale_version') return null
  const { yours, theirs } = tried.refusal.details
  if (!yours || !theirs) return null
  const said = (name: string, value: unknown): unknown =>
    Array.isArray(value)
      ? value.map((one) => said(name, one)).join(lang === 'zh' ? '、' : ', ')
      : (values[name]?.[String(value)]?.[lang] ?? value)
  const inWords = (version: object) =>
    Object.fromEntries(Object.entries(version).map(([name, value]) => [name, said(name, value)]))
  const named = Object.fromEntries(Object.entries(labels).map(([name, label]) => [name, label[lang]]))
  return <BothVersions yours={inWords(yours)} theirs={inWords(theirs)} labels={named} />
}
