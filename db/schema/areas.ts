import { sql } from 'drizzle-orm'
import type { Shape } from '../../src/kit/shapes.ts'
import { check, index, instant, integer, json, real, table, text, uniqueIndex } from '../columns.ts'

export const areaKinds = ['city', 'street', 'community', 'village', 'compound', 'grid'] as const
export type AreaKind = (typeof areaKinds)[number]

/**
 * A node of the tree city → street → community or village → compound → grid. `id` is its division code: 12 digits
 * down to community and village, the parent's code with a suffix (`C01`, `G07`) below.
 */
export const areas = table(
  'areas',
  {
    id: text('id').primaryKey(),
    parentId: text('parent_id'),
    kind: text('kind', { enum: areaKinds }).notNull(),
    name: text('name').notNull(),
    /** The codes from the city down to this area, each followed by `/`. An area covers what its path begins. */
    path: text('path').notNull().unique(),
    /** Registered residents, the base of the yearly points budget. */
    residents: integer('residents').notNull().default(0),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('areas_parent').on(t.parentId), check('areas_residents', sql`${t.residents} >= 0`)],
)

/** What stands on the notice board of a grid or community: who is in charge, for what, and how to reach them. */
export const boards = table('boards', {
  areaId: text('area_id')
    .primaryKey()
    .references(() => areas.id),
  /** [{ duty: 'leader' | 'officer' | 'police', name, phone, duties }] as published on the board in the street. */
  officers: json('officers').$type<BoardOfficer[]>().notNull(),
  version: integer('version').notNull().default(1),
  updatedAt: instant('updated_at').notNull(),
  updatedBy: text('updated_by').notNull(),
})

export type BoardOfficer = { duty: 'leader' | 'officer' | 'police'; name: string; phone: string; duties: string }

/** Where an area ends on the ground: its polygons in WGS-84, the box around them, and how large it is. */
export const boundaries = table(
  'boundaries',
  {
    areaId: text('area_id')
      .primaryKey()
      .references(() => areas.id),
    shape: json('shape').$type<Shape>().notNull(),
    west: real('west').notNull(),
    south: real('south').notNull(),
    east: real('east').notNull(),
    north: real('north').notNull(),
    squareMeters: integer('square_meters').notNull(),
    version: integer('version').notNull().default(1),
    updatedAt: instant('updated_at').notNull(),
    updatedBy: text('updated_by').notNull(),
  },
  (t) => [
    // Whether anything has changed is asked at every report: the index answers without reading a single shape.
    index('boundaries_updated').on(t.updatedAt, t.version),
    check('boundaries_box', sql`${t.west} < ${t.east} and ${t.south} < ${t.north}`),
  ],
)

/** What was changed about an area, by whom, from what to what. */
export const areaEvents = table(
  'area_events',
  {
    id: text('id').primaryKey(),
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    step: text('step', { enum: ['added', 'imported', 'changed', 'board', 'boundary'] }).notNull(),
    from: json('from_state'),
    to: json('to_state'),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('area_events_area').on(t.areaId, t.id)],
)

export const organizationKinds = ['department', 'team', 'merchant', 'bank', 'charity', 'unit'] as const
export type OrganizationKind = (typeof organizationKinds)[number]

/** A body that acts under its own name: a department that reports for duty, a service team, a merchant, a bank. */
export const organizations = table(
  'organizations',
  {
    id: text('id').primaryKey(),
    kind: text('kind', { enum: organizationKinds }).notNull(),
    name: text('name').notNull(),
    /** Where it works: the department of a street serves that street. */
    areaId: text('area_id')
      .notNull()
      .references(() => areas.id),
    areaPath: text('area_path').notNull(),
    phone: text('phone').notNull().default(''),
    /** What it answers for, in words. */
    duties: text('duties').notNull().default(''),
    /** One that has ended takes no new work and keeps its history. */
    endedAt: instant('ended_at'),
    version: integer('version').notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [
    index('organizations_area').on(t.areaPath, t.id),
    uniqueIndex('organizations_name').on(t.areaId, t.kind, t.name),
  ],
)

/** What was changed about an organization, by whom, from what to what. */
export const organizationEvents = table(
  'organization_events',
  {
    id: text('id').primaryKey(),
    organizationId: text('organization_id')
      .notNull()
      .references(() => organizations.id),
    step: text('step', { enum: ['added', 'changed', 'ended', 'resumed'] }).notNull(),
    from: json('from_state'),
    to: json('to_state'),
    actorId: text('actor_id').notNull(),
    at: instant('at').notNull(),
  },
  (t) => [index('organization_events_organization').on(t.organizationId, t.id)],
)
