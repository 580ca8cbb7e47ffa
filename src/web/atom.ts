import type { Context } from 'hono'
import type { Env } from './env.ts'
import { element, xmlDocument, xmlText } from './xml.ts'

export type FeedEntry = {
  /** A UUID: the entry keeps its name wherever the service moves. */
  id: string
  title: string
  /** A path of ours, `/tasks/…`. */
  path: string
  publishedAt: Date
  updatedAt: Date
  summary?: string | undefined
  categories?: readonly { term: string; label: string }[] | undefined
}

export type Feed = {
  title: string
  subtitle?: string | undefined
  /** Where the feed itself is read, with its query, and the page that shows the same. */
  path: string
  pagePath: string
  author: string
  lang: string
  entries: readonly FeedEntry[]
  /** When it was read; the feed's own date while it has no entries. */
  now: Date
}

/** An Atom 1.0 feed (RFC 4287): absolute links, and ids that stay. */
export function atomFeed(baseUrl: string, feed: Feed): string {
  const { title, subtitle, path, pagePath, author, lang, entries, now } = feed
  const latest = entries.reduce<Date | undefined>(
    (last, { updatedAt }) => (last && last >= updatedAt ? last : updatedAt),
    undefined,
  )
  const content = [
    text('id', `tag:${new URL(baseUrl).hostname},2026:${path}`),
    text('title', title),
    subtitle ? text('subtitle', subtitle) : '',
    text('updated', (latest ?? now).toISOString()),
    element('author', text('name', author)),
    link(baseUrl + path, { rel: 'self', type: 'application/atom+xml' }),
    link(baseUrl + pagePath, { rel: 'alternate', type: 'text/html' }),
    ...entries.map((entry) => entryOf(baseUrl, entry)),
  ]
  return xmlDocument(element('feed', content.join(''), { xmlns: 'http://www.w3.org/2005/Atom', 'xml:lang': lang }))
}

const entryOf = (
  baseUrl: string,
  { id, title, path, publishedAt, updatedAt, summary, categories = [] }: FeedEntry,
): string =>
  element(
    'entry',
    [
      text('id', `urn:uuid:${id}`),
      text('title', title),
      link(baseUrl + path, { rel: 'alternate', type: 'text/html' }),
      text('published', publishedAt.toISOString()),
      text('updated', updatedAt.toISOString()),
      summary ? text('summary', summary) : '',
      ...categories.map(({ term, label }) => element('category', '', { term, label })),
    ].join(''),
  )

const text = (name: string, value: string) => element(name, xmlText(value))
const link = (href: string, attributes: Record<string, string>) => element('link', '', { ...attributes, href })

/** Answers with a feed, which readers may keep for some minutes. */
export const answerFeed = (c: Context<Env>, feed: Feed) =>
  c.body(atomFeed(c.var.config.baseUrl, feed), 200, {
    'Content-Type': 'application/atom+xml; charset=utf-8',
    'Cache-Control': 'public, max-age=300',
  })
