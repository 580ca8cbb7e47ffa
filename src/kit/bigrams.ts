/** Scripts that put no spaces between words: Chinese, Yi (which Honghe also writes), Japanese kana. */
const unspaced = String.raw`\p{Script=Han}\p{Script=Yi}\p{Script=Hiragana}\p{Script=Katakana}`
const run = new RegExp(String.raw`[${unspaced}]+|(?:(?![${unspaced}])[\p{L}\p{M}\p{N}])+`, 'gu')
const isUnspaced = new RegExp(`^[${unspaced}]`, 'u')

/** A longer word is searched by its beginning. PostgreSQL takes no lexeme of more than 2 KB. */
const lettersMax = 40
const queryLettersMax = 100
const queryWordsMax = 16

/**
 * The words by which a text is found, for a column beside it: every pair of neighbouring characters of Chinese and each
 * run's last one, other words whole, all in lower case and compatibility form.
 *
 * @example bigrams('青云路井盖 R-2026') // '青云 云路 路井 井盖 盖 r 2026'
 */
export function bigrams(...texts: readonly string[]): string {
  const words = new Set<string>()
  for (const found of runsOf(texts.join('\n'))) {
    if (!isUnspaced.test(found)) words.add(shortened(found))
    else for (const pair of pairsOf(found)) words.add(pair)
  }
  return [...words].join(' ')
}

export type QueryWord = { word: string; isBeginning: boolean }

/**
 * What a typed query asks for: every word has to be there. A single Chinese character is the beginning of a pair, and
 * the word that is still being typed the beginning of a longer one. Punctuation and operators are nothing.
 */
export function queryWords(query: string): QueryWord[] {
  const runs = runsOf(query.slice(0, queryLettersMax))
  const words = runs.flatMap((found, at) => {
    if (!isUnspaced.test(found)) {
      const isLast = at === runs.length - 1 && found.length > 1
      return [{ word: shortened(found), isBeginning: isLast }]
    }
    const pairs = pairsOf(found)
    return pairs.length === 1
      ? [{ word: found, isBeginning: true }]
      : pairs.slice(0, -1).map((word) => ({ word, isBeginning: false }))
  })
  return words.slice(0, queryWordsMax)
}

const runsOf = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(run) ?? []

/** `路井盖` gives `路井`, `井盖` and `盖`. Characters beyond the basic plane count as one. */
function pairsOf(text: string): string[] {
  const characters = [...text]
  return characters.map((character, at) => character + (characters[at + 1] ?? ''))
}

const shortened = (word: string) => [...word].slice(0, lettersMax).join('')
