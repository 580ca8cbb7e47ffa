/** An element that was read: its own text, without that of the elements in it. */
export type Element = { name: string; text: string; children: Element[] }

const depthMax = 20
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/**
 * Reads XML of somebody else's server: elements and texts, nothing else. Attributes and comments are passed over; a
 * document type, which could name other files or grow without end, makes the whole unreadable.
 *
 * @returns the root; undefined for anything that is not well formed
 */
export function readXml(text: string): Element | undefined {
  const token =
    /<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!\[CDATA\[([\s\S]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s[^<>]*)?\/?)>|[^<]+|</gy
  const top: Element = { name: '', text: '', children: [] }
  const open = [top]
  const clean = text.replace(/^\ufeff/, '')
  for (let found = token.exec(clean); found; found = token.exec(clean)) {
    const [all, data, slash, name, rest = ''] = found
    const here = open.at(-1) as Element
    if (all === '<') return undefined
    if (data !== undefined) here.text += data
    else if (name === undefined) here.text += all.startsWith('<') ? '' : textIn(all)
    else if (slash) {
      if (open.length < 2 || here.name !== name) return undefined
      open.pop()
    } else {
      const element = { name, text: '', children: [] }
      here.children.push(element)
      if (rest.endsWith('/')) continue
      if (open.push(element) > depthMax) return undefined
    }
  }
  const [root, ...more] = top.children
  return open.length === 1 && more.length === 0 && !top.text.trim() ? root : undefined
}

const textIn = (text: string) =>
  text.replace(/&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g, (all, decimal, hex, name) => {
    if (name) return entities[name] ?? all
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })

/** Every element of a name, wherever it stands. */
export function elementsNamed(root: Element, name: string): Element[] {
  const below = root.children.flatMap((child) => elementsNamed(child, name))
  return root.name === name ? [root, ...below] : below
}
