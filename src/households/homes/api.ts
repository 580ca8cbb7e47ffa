import type { Context } from 'hono'
import { householdStates, memberStates } from '../../../db/schema/households.ts'
import { found } from '../../kit/refusal.ts'
import { personNamed, personNamedByResident } from '../../people/named.ts'
import { balancesOf } from '../../points/ledger/queries.ts'
import { answers, createRoute, idempotencyHeader as headers, jsonBody, newApi, problems, z } from '../../web/api.ts'
import type { Env } from '../../web/env.ts'
import { line, optional } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { acted } from '../acting.ts'
import {
  allowSpending,
  answerInvitation,
  foundHousehold,
  inviteMember,
  leaveHousehold,
  noteRelative,
  removeMember,
  setUpHousehold,
} from './actions.ts'
import { membersLookedAt } from './looks.ts'
import {
  type Household,
  householdForStaff,
  householdOf,
  householdsFor,
  invitationsOf,
  membersOf,
  overHouseholds,
} from './queries.ts'

const text = z.string()
const tags = ['households']
const who = line(100).openapi({ description: 'Phone, card number, or the code they show' })

const namedByResident = line(100).openapi({
  description: 'Name, and phone, card number or the code they show',
  example: '李娜 13800000000',
})

const HouseholdShown = z
  .object({
    id: text,
    number: text.openapi({ description: 'What is read out on the phone' }),
    name: text,
    areaId: text,
    state: z.enum(householdStates),
    points: z.object({ available: z.int(), held: z.int() }),
    members: z.array(
      z.object({ id: text, name: text, state: z.enum(memberStates), isHead: z.boolean(), maySpend: z.boolean() }),
    ),
  })
  .openapi('Household')

const ListedHousehold = z.object({ id: text, number: text, name: text, area: text, head: text, members: z.int() })
const params = z.object({ id: z.string().max(200) })
const ofHousehold = { 200: answers('The household', HouseholdShown), ...problems }
const done = { 200: answers('Done', z.object({ done: z.literal(true) })), ...problems }

const mine = createRoute({
  method: 'get',
  path: '/household',
  tags,
  summary: 'My household: who belongs to it and what it has',
  middleware: [may.signedIn()] as const,
  responses: ofHousehold,
})

const makeMine = createRoute({
  method: 'post',
  path: '/household',
  tags,
  summary: 'Set up a household of my own, as its head',
  middleware: [may.signedIn()] as const,
  request: { headers, body: jsonBody(z.object({ name: line(30) })) },
  responses: ofHousehold,
})

const invite = createRoute({
  method: 'post',
  path: '/household/invitations',
  tags,
  summary: 'As the head, invite somebody',
  middleware: [may.signedIn()] as const,
  request: { headers, body: jsonBody(z.object({ who: namedByResident })) },
  responses: ofHousehold,
})

const invitations = createRoute({
  method: 'get',
  path: '/household/invitations',
  tags,
  summary: 'Invitations that wait for my answer',
  middleware: [may.signedIn()] as const,
  responses: {
    200: answers(
      'Invitations',
      z.object({ invitations: z.array(z.object({ memberId: text, household: text, head: text })) }),
    ),
    ...problems,
  },
})

const answer = createRoute({
  method: 'post',
  path: '/household/invitations/{id}',
  tags,
  summary: 'Answer an invitation',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ step: z.enum(['accept', 'decline']) })) },
  responses: done,
})

const change = createRoute({
  method: 'post',
  path: '/household/members/{id}',
  tags,
  summary: 'As the head, let a member spend or no longer, or take them out',
  middleware: [may.signedIn()] as const,
  request: { params, headers, body: jsonBody(z.object({ step: z.enum(['allow', 'disallow', 'remove']) })) },
  responses: ofHousehold,
})

const leave = createRoute({
  method: 'post',
  path: '/household/leave',
  tags,
  summary: 'Leave my household',
  middleware: [may.signedIn()] as const,
  request: { headers },
  responses: done,
})

const list = createRoute({
  method: 'get',
  path: '/households',
  tags,
  summary: 'Households of one’s areas, for their staff',
  middleware: [may.be(...overHouseholds)] as const,
  responses: { 200: answers('Households', z.object({ households: z.array(ListedHousehold) })), ...problems },
})

const setUp = createRoute({
  method: 'post',
  path: '/households',
  tags,
  summary: 'Set up a household for its head, who has to agree, here or on paper',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { headers, body: jsonBody(z.object({ name: line(30), head: who, paper: optional(line(200)) })) },
  responses: ofHousehold,
})

const one = createRoute({
  method: 'get',
  path: '/households/{id}',
  tags,
  summary: 'One household, for the staff around it. Its members read who looked',
  middleware: [may.be(...overHouseholds)] as const,
  request: { params },
  responses: ofHousehold,
})

const relative = createRoute({
  method: 'post',
  path: '/households/{id}/relatives',
  tags,
  summary: 'Note a relative, who then neither supports it nor decides about it',
  middleware: [may.be('clerk', 'admin')] as const,
  request: { params, headers, body: jsonBody(z.object({ who })) },
  responses: done,
})

export const homesApi = newApi()
  .openapi(mine, async (c) => c.json(await shown(c, await myHousehold(c)), 200))
  .openapi(makeMine, async (c) => {
    const { name } = c.req.valid('json')
    await acted(c, ['found', name], (tx, by) => foundHousehold(tx, { ...by, name }).then(() => null))
    return c.json(await shown(c, await myHousehold(c)), 200)
  })
  .openapi(invite, async (c) => {
    const { id: personId } = await personNamedByResident(c, c.req.valid('json').who, 'who')
    const { id: householdId } = await myHousehold(c)
    await acted(c, ['invite', personId], (tx, by) =>
      inviteMember(tx, { ...by, householdId, personId }).then(() => null),
    )
    return c.json(await shown(c, await myHousehold(c)), 200)
  })
  .openapi(invitations, async (c) => {
    const waiting = await invitationsOf(c.var.db, c.var.actor.id)
    const told = waiting.map(({ member, household, headName }) => ({
      memberId: member.id,
      household: household.name,
      head: headName,
    }))
    return c.json({ invitations: told }, 200)
  })
  .openapi(answer, async (c) => {
    const { id: memberId } = c.req.valid('param')
    const { step } = c.req.valid('json')
    await acted(c, ['answer', memberId, step], (tx, by) =>
      answerInvitation(tx, { ...by, memberId, step }).then(() => null),
    )
    return c.json({ done: true } as const, 200)
  })
  .openapi(change, async (c) => {
    const { id: memberId } = c.req.valid('param')
    const { step } = c.req.valid('json')
    await acted(c, ['member', memberId, step], async (tx, by) => {
      if (step === 'remove') await removeMember(tx, { ...by, memberId })
      else await allowSpending(tx, { ...by, memberId, maySpend: step === 'allow' })
      return null
    })
    return c.json(await shown(c, await myHousehold(c)), 200)
  })
  .openapi(leave, async (c) => {
    await acted(c, ['leave'], (tx, by) => leaveHousehold(tx, by).then(() => null))
    return c.json({ done: true } as const, 200)
  })
  .openapi(list, async (c) => {
    const rows = await householdsFor(c.var.db, c.var.actor)
    const households = rows.map(({ household: { id, number, name }, areaName, headName, members }) => ({
      ...{ id, number, name, area: areaName, head: headName, members },
    }))
    return c.json({ households }, 200)
  })
  .openapi(setUp, async (c) => {
    const { name, head, paper } = c.req.valid('json')
    const { id: headId } = await personNamed(c, head, 'head')
    const { id } = await acted(c, ['set up', name, headId, paper], async (tx, by) => {
      const made = await setUpHousehold(tx, { ...by, name, headId, paper })
      return { id: made.id }
    })
    return c.json(await shown(c, await householdForStaff(c.var.db, id, c.var.actor)), 200)
  })
  .openapi(one, async (c) => {
    const household = await householdForStaff(c.var.db, c.req.valid('param').id, c.var.actor)
    await membersLookedAt(c, household)
    return c.json(await shown(c, household), 200)
  })
  .openapi(relative, async (c) => {
    const { id: householdId } = c.req.valid('param')
    const { id: personId } = await personNamed(c, c.req.valid('json').who, 'who')
    await acted(c, ['relative', householdId, personId], (tx, by) =>
      noteRelative(tx, { ...by, householdId, personId }).then(() => null),
    )
    return c.json({ done: true } as const, 200)
  })

/** @throws Refusal `household_missing` */
const myHousehold = async ({ var: { db, actor } }: Context<Env>): Promise<Household> =>
  found(await householdOf(db, actor.id), 'household_missing')

async function shown({ var: { db } }: Context<Env>, household: Household): Promise<z.output<typeof HouseholdShown>> {
  const { id, number, name, areaId, state, headId } = household
  const { available, held } = await balancesOf(db, id)
  const members = (await membersOf(db, id)).map(({ member, name: called }) => ({
    ...{ id: member.id, name: called, state: member.state, maySpend: member.maySpend },
    isHead: member.personId === headId,
  }))
  return { id, number, name, areaId, state, points: { available, held }, members }
}
