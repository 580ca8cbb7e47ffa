import type { Tx } from '../../../db/database.ts'
import { calendarInForce } from '../../calendar/queries.ts'
import type { Actor } from '../../kit/actor.ts'
import { Refusal } from '../../kit/refusal.ts'
import type { Report } from '../queries.ts'
import { blowWhistle } from '../whistles/actions.ts'
import { proposalFor } from './queries.ts'
import type { Entry } from './rules.ts'

type Call = { report: Report; entry: Entry; automatic: boolean; actor: Actor; now: Date }

/** Whistles for those whom a rule names; the history says which rule it was. */
export async function callByRule(tx: Tx, { report, entry, automatic, actor, now }: Call): Promise<Report> {
  const { versionId, name, number, terms } = entry
  return blowWhistle(tx, {
    ...{ reportId: report.id, version: report.version, organizationIds: terms.organizationIds },
    ...{ task: terms.task || name, rule: { versionId, name, number, automatic } },
    ...{ calendar: await calendarInForce(tx), actor, now },
  })
}

/**
 * Calls by itself where the city has set the rule so, the rule stands, and whoever accepted the report sorted it as the
 * rule does. In every other case the report waits for a person.
 */
export async function callAutomatically(tx: Tx, report: Report, actor: Actor, now: Date): Promise<Report> {
  const proposal = await proposalFor(tx, report, now)
  if (!proposal) return report
  const { terms, problems } = proposal.entry
  if (!terms.automatic || problems.length > 0 || terms.matter !== report.matter) return report
  return callByRule(tx, { report, entry: proposal.entry, automatic: true, actor, now })
}

/** @throws Refusal `proposal_changed` when the book proposes something else by now, or nothing */
export async function proposalSeen(tx: Tx, report: Report, versionId: string, now: Date): Promise<Entry> {
  const proposal = await proposalFor(tx, report, now)
  const isSame = proposal?.entry.versionId === versionId && proposal.entry.problems.length === 0
  if (!isSame) throw new Refusal('conflict', 'proposal_changed')
  return (proposal as { entry: Entry }).entry
}
