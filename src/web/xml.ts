/** What XML 1.0 forbids even when escaped: controls but tab and line break, lone surrogates, two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: dropping them is the point
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu

/** Text as an XML reader would hand it back: nothing forbidden in it, lines ended by `\n`. */
export const readableText = (text: string) => text.replace(forbidden, '').replace(/\r\n?/g, '\n')

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as the content of an element, or of an attribute between double quotes. */
export const xmlText = (text: string) => readableText(text).replace(/[&<>"]/g, (sign) => entities[sign] as string)

/**
 * An element around content that is XML already: texts go in through `xmlText`. An attribute left undefined is left out.
 *
 * @example element('link', '', { href: 'https://…' }) // <link href="https://…"/>
 */
export function element(name: string, content: string, attributes: Record<string, string | undefined> = {}): string {
  let opening = assertName(name)
  for (const [key, value] of Object.entries(attributes))
    if (value !== undefined) opening += ` ${assertName(key)}="${xmlText(value).replace(/[\t\n]/g, ' ')}"`
  return content ? `<${opening}>${content}</${name}>` : `<${opening}/>`
}

export const xmlDocument = (root: string) => `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`

/** Names are ours, never a sender's: one that is none is a mistake in the code. */
function assertName(name: string): string {
  if (!/^[A-Za-z_][\w.-]*(:[A-Za-z_][\w.-]*)?$/.test(name)) throw new Error(`no name for an element: ${name}`)
  return name
}
