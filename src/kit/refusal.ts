/** What kind of no. `web/errors` turns it into an HTTP status. */
export type RefusalKind = 'signed_out' | 'forbidden' | 'missing' | 'conflict' | 'invalid' | 'too_many' | 'busy'

/** Values for the placeholders of the sentence, and for machines to read. */
export type RefusalDetails = Record<string, unknown>

/**
 * A rule that says no. The code is stable (clients are written against it); its sentence in both languages
 * stands in the room's `words.ts`.
 *
 * @example throw new Refusal('conflict', 'stock_out', { name: item.name })
 */
export class Refusal extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly details: RefusalDetails

  constructor(kind: RefusalKind, code: string, details: RefusalDetails = {}) {
    super(code)
    this.name = 'Refusal'
    this.kind = kind
    this.code = code
    this.details = details
  }
}

/** The row somebody asked for, or the refusal `missing` under the given code. */
export function found<Row>(row: Row | null | undefined, code: string, details?: RefusalDetails): Row {
  if (row === null || row === undefined) throw new Refusal('missing', code, details)
  return row
}

/**
 * A staff form carries the version it was drawn from. A form drawn from an older one is refused with both versions.
 *
 * @throws Refusal `stale_version`, details `{ yours, theirs }`
 */
export function sameVersion(stored: number, given: number, versions: { yours?: unknown; theirs?: unknown } = {}): void {
  if (stored !== given) throw new Refusal('conflict', 'stale_version', { ...versions, stored, given })
}
