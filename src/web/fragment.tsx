import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { type Lang, LangProvider } from './words.ts'

/** A part of a page drawn ahead in a language, to be kept and put into many pages: one without forms of its own. */
export async function fragment(lang: Lang, part: Child): Promise<HtmlEscapedString> {
  return raw(await (<LangProvider value={lang}>{part}</LangProvider>).toString())
}
