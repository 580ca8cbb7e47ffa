import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { type MapLook, MapLookProvider } from './map-look.ts'
import { type Lang, LangProvider } from './words.ts'

/**
 * A part of a page drawn ahead in a language, to be kept and put into many pages: one without forms of its own. With a
 * map in it, it is kept for one look of maps as well.
 */
export async function fragment(lang: Lang, part: Child, look?: MapLook): Promise<HtmlEscapedString> {
  const drawn = look ? <MapLookProvider value={look}>{part}</MapLookProvider> : part
  return raw(await (<LangProvider value={lang}>{drawn}</LangProvider>).toString())
}
