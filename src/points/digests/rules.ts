import { sha256 } from '../../kit/secrets.ts'

/** What the digest covers of a transfer. Who acted is covered as a hash: it can be checked, but names nobody. */
export type DigestedTransfer = {
  id: string
  debitId: string
  creditId: string
  points: number
  kind: string
  causeKind: string
  causeId: string
  zh: string
  en: string
  details: string
  ruleVersionId: string | null
  actorHash: string
  reverses: string | null
  appealUntil: string | null
  at: string
}

export const actorHash = (transferId: string, actorId: string) => sha256(`${transferId} ${actorId}`)

/** The line that is hashed: a JSON array of the fields in this order, without spaces. */
export const canonicalLine = (of: DigestedTransfer) =>
  JSON.stringify([
    ...[of.id, of.debitId, of.creditId, of.points, of.kind, of.causeKind, of.causeId, of.zh, of.en, of.details],
    ...[of.ruleVersionId, of.actorHash, of.reverses, of.appealUntil, of.at],
  ])

/**
 * The tree of RFC 6962: a leaf is SHA-256 of 0x00 and the line, a node SHA-256 of 0x01 and its two halves, the left
 * half being the largest power of two below the size. No leaf can pass for a node.
 */
export const leafHash = (line: string) => sha256(Buffer.concat([Buffer.from([0]), Buffer.from(line, 'utf8')]))
const nodeHash = (left: string, right: string) => sha256(Buffer.from(`01${left}${right}`, 'hex'))

export function rootOf(leaves: readonly string[]): string {
  const [only] = leaves
  if (only === undefined) return sha256('')
  if (leaves.length === 1) return only
  const half = halfOf(leaves.length)
  return nodeHash(rootOf(leaves.slice(0, half)), rootOf(leaves.slice(half)))
}

function halfOf(size: number): number {
  let half = 1
  while (half * 2 < size) half *= 2
  return half
}

/** The hashes beside the way from a leaf up to the root, lowest first. */
export function pathTo(position: number, leaves: readonly string[]): string[] {
  if (leaves.length <= 1) return []
  const half = halfOf(leaves.length)
  return position < half
    ? [...pathTo(position, leaves.slice(0, half)), rootOf(leaves.slice(half))]
    : [...pathTo(position - half, leaves.slice(half)), rootOf(leaves.slice(0, half))]
}

/** The root that a leaf and its path lead to, or undefined when the path cannot belong to such a tree. */
export function rootFrom(leaf: string, position: number, size: number, path: readonly string[]): string | undefined {
  if (size === 1) return position === 0 && path.length === 0 ? leaf : undefined
  const top = path.at(-1)
  if (top === undefined || position < 0 || position >= size || !/^[0-9a-f]{64}$/.test(top)) return undefined
  const half = halfOf(size)
  const below = path.slice(0, -1)
  const isLeft = position < half
  const side = isLeft ? rootFrom(leaf, position, half, below) : rootFrom(leaf, position - half, size - half, below)
  return side && (isLeft ? nodeHash(side, top) : nodeHash(top, side))
}

/** What the first day is chained to. */
export const firstLink = '0'.repeat(64)

/** A day's root together with everything before it: SHA-256 of three lines, the link before, the day and the root. */
export const chain = (previous: string, day: string, root: string) => sha256(`${previous}\n${day}\n${root}`)

export type Proof = { day: string; position: number; size: number; path: string[] }
export type StatementLine = {
  transfer: DigestedTransfer
  entries: { accountId: string; points: number; balance: number | null }[]
  seq: number
  /** Absent until the day of the transfer is closed. */
  proof: Proof | null
}
export type StatementBody = {
  format: 'rongyu-statement-2'
  ownerId: string
  month: string
  /** Balances before the first line. */
  opening: Record<string, number>
  closing: Record<string, number>
  lines: StatementLine[]
}
/** As it is handed out: sealed with one of the city's published keys. */
export type Statement = StatementBody & { issuedAt: string; seal: { keyId: string; signature: string } }

/** The text that is sealed: JSON without spaces, the names in order, so that it reads the same however it was laid out. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`
}

export type Finding = { transferId: string; verdict: 'proven' | 'not_closed_yet' | 'wrong'; why?: string }

/**
 * Checks a statement: every line stands in the tree of its day, whose root is published, and the balances add up.
 *
 * @param roots the published roots by day
 */
export function verifyStatement(statement: StatementBody, roots: ReadonlyMap<string, string>): Finding[] {
  const running = { ...statement.opening }
  const findings = statement.lines.map(({ transfer, entries, proof }): Finding => {
    const transferId = transfer.id
    const faults = entries.map(({ accountId, points, balance }) => {
      const sum = (running[accountId] ?? 0) + points
      // One wrong line is one finding: the next is held against what this one says.
      running[accountId] = balance ?? sum
      const sign = transfer.creditId === accountId ? 1 : transfer.debitId === accountId ? -1 : 0
      return balance !== sum ? 'balance' : points !== sign * transfer.points ? 'entry' : undefined
    })
    const why = faults.find((fault) => fault !== undefined)
    if (why) return { transferId, verdict: 'wrong', why }
    if (!proof) return { transferId, verdict: 'not_closed_yet' }
    const root = rootFrom(leafHash(canonicalLine(transfer)), proof.position, proof.size, proof.path)
    const isProven = root !== undefined && root === roots.get(proof.day)
    return isProven ? { transferId, verdict: 'proven' } : { transferId, verdict: 'wrong', why: 'root' }
  })
  const closes = Object.entries(statement.closing).every(([id, points]) => (running[id] ?? 0) === points)
  return closes ? findings : [...findings, { transferId: 'closing', verdict: 'wrong', why: 'balance' }]
}
