import { index, instant, integer, json, table, text, uniqueIndex } from '../columns.ts'
import { areas } from './areas.ts'

export const routingStates = ['draft', 'tried', 'scheduled', 'retired', 'withdrawn'] as const
export type RoutingState = (typeof routingStates)[number]

/** One line of the routing book, whatever it says at the time: what it is called and for which area it holds. */
export const routingRules = table(
  'routing_rules',
  {
    id: text('id').primaryKey(),
    /** Reports of this area and below; whoever dispatches for it keeps the rule. */
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('routing_rules_area').on(t.areaPath, t.id)],
)

/** What a routing rule says from one day to another: which reports it catches, and where it sends them. */
export const routingVersions = table(
  'routing_versions',
  {
    id: text('id').primaryKey(),
    ruleId: text('rule_id')
      .notNull()
      .references(() => routingRules.id),
    number: integer('number').notNull(),
    name: text('name').notNull(),
    /** The lowest is asked first; the first rule that catches a report decides. */
    position: integer('position').notNull(),
    /** `{ clauses, matter, organizationIds, task, automatic }`, read again each time: see `readTerms`. */
    terms: json('terms').notNull(),
    state: text('state', { enum: routingStates }).notNull(),
    /** City days: the first on which it holds, and the first on which it no longer does. */
    startsOn: text('starts_on'),
    endsOn: text('ends_on'),
    /** What trying it on the past month's reports gave. */
    trial: json('trial'),
    createdBy: text('created_by').notNull(),
    createdAt: instant('created_at').notNull(),
    version: integer('version').notNull().default(1),
  },
  (t) => [
    uniqueIndex('routing_versions_number').on(t.ruleId, t.number),
    index('routing_versions_start').on(t.state, t.startsOn),
  ],
)

/** Who did what to a version of a routing rule, when and why. */
export const routingEvents = table(
  'routing_events',
  {
    id: text('id').primaryKey(),
    versionId: text('version_id')
      .notNull()
      .references(() => routingVersions.id),
    step: text('step').notNull(),
    from: text('from_state'),
    to: text('to_state').notNull(),
    actorId: text('actor_id').notNull(),
    reason: text('reason').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('routing_events_version').on(t.versionId, t.id)],
)
