import { DOMParser, type Element } from '@xmldom/xmldom'

/** Reads XML with a real parser, which refuses what is not well-formed. */
export function readXml(text: string): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      // It may stand in what somebody sent, and is a character like any other.
      if (!message.startsWith('Unicode replacement character')) throw new Error(`${level}: ${message}`)
    },
  })
  const root = parser.parseFromString(text, 'text/xml').documentElement
  if (!root) throw new Error('an XML document without a root')
  return root
}

/** The elements directly below this one, in order. */
export const childrenOf = (parent: Element): Element[] => [...parent.childNodes].filter(isElement)

/** The first element of that name below this one. */
export function childOf(parent: Element, name: string): Element {
  const child = childrenOf(parent).find(({ tagName }) => tagName === name)
  if (!child) throw new Error(`${parent.tagName} has no ${name}`)
  return child
}

const isElement = (node: unknown): node is Element => (node as { nodeType: number }).nodeType === 1
