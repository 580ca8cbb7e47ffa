import { element, readableText, xmlDocument, xmlText } from './xml.ts'

/** What an answer of Open311 is made of. `undefined` is left out; `null` and `''` are there and empty. */
export type Tree = Leaf | null | undefined | readonly Tree[] | { readonly [name: string]: Tree }
type Leaf = string | number | boolean | Decimal

/** A number that always shows a decimal point: old readers of positions refuse `23` and take `23.0`. */
export class Decimal {
  readonly text: string

  constructor(value: number) {
    const text = numberText(value)
    this.text = text.includes('.') ? text : `${text}.0`
  }
}

/** What one item of a list is called in XML, by the list's name: `{ service_requests: 'request' }`. */
export type Singulars = Readonly<Record<string, string>>

/**
 * A tree as XML. A list becomes an element around its items, each under the singular of the list's name.
 *
 * @throws Error for a list whose singular nobody named
 */
export function sparkXml(root: string, tree: Tree, singulars: Singulars): string {
  const named = (name: string, value: Tree): string => {
    if (value === undefined) return ''
    if (isList(value)) return element(name, value.map((item) => named(singularOf(name), item)).join(''))
    if (isBranch(value)) return element(name, fieldsOf(value, named).join(''))
    return element(name, value === null ? '' : xmlText(leafText(value)))
  }
  const singularOf = (name: string) => {
    const singular = singulars[name]
    if (!singular) throw new Error(`nobody named the singular of ${name}`)
    return singular
  }
  return xmlDocument(named(root, tree))
}

/**
 * The same tree as JSON by the "Spark" convention: no root, lists as bare arrays, what is empty as `null`. Ids and codes
 * stay strings when they are given as strings.
 */
export function sparkJson(tree: Tree): string {
  if (tree === null || tree === undefined) return 'null'
  if (isList(tree))
    return `[${tree
      .filter((item) => item !== undefined)
      .map(sparkJson)
      .join(',')}]`
  if (isBranch(tree))
    return `{${fieldsOf(tree, (name, value) => `${JSON.stringify(name)}:${sparkJson(value)}`).join(',')}}`
  const text = leafText(tree)
  if (typeof tree !== 'string') return text
  return text ? JSON.stringify(text) : 'null'
}

const fieldsOf = (tree: { readonly [name: string]: Tree }, draw: (name: string, value: Tree) => string) =>
  Object.entries(tree).flatMap(([name, value]) => (value === undefined ? [] : [draw(name, value)]))

function leafText(leaf: Leaf): string {
  if (leaf instanceof Decimal) return leaf.text
  return typeof leaf === 'number' ? numberText(leaf) : readableText(String(leaf))
}

/** Never `1e-7`, which XML Schema's decimals do not know. */
function numberText(value: number): string {
  if (!(Math.abs(value) < 1e21)) throw new Error(`no number to write: ${value}`)
  const text = String(value)
  return text.includes('e') ? value.toFixed(12).replace(/\.?0+$/, '') : text
}

const isList = (tree: Tree): tree is readonly Tree[] => Array.isArray(tree)
const isBranch = (tree: Tree): tree is { readonly [name: string]: Tree } =>
  typeof tree === 'object' && tree !== null && !(tree instanceof Decimal)

/** An instant as both formats write it: UTC with seconds, without their fractions. */
export const sparkTime = (at: Date) => at.toISOString().replace(/\.\d+Z$/, 'Z')
