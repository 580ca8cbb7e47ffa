import type { Context } from 'hono'
import { Hono } from 'hono'
import { z } from 'zod'
import { stepsFor } from '../../kit/flow.ts'
import { personById } from '../../people/queries.ts'
import { photosOf } from '../../photos/queries.ts'
import type { Env } from '../../web/env.ts'
import { lines, optional, submitted, whole } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { complaintById, eventsOfComplaint, otherComplaints } from '../complaints/queries.ts'
import { complaintFlow } from '../complaints/rules.ts'
import { decideComplaint, decisionSteps, inspectComplaint } from '../complaints/steps.ts'
import { merchantForStaff } from '../queries.ts'
import { ComplaintCasePage } from './complaint.tsx'

const inspection = z.object({ version: whole(1, 1e9), text: lines(1000) })
const decision = inspection.extend({ step: z.enum(decisionSteps), mergedInto: optional(z.string().max(100)) })

export const complaintsDesk = new Hono<Env>()
  .get('/desk/merchants/complaints/:id', may.be('clerk', 'reviewer', 'auditor', 'admin'), (c) =>
    complaintPage(c, c.req.param('id')),
  )
  .post('/desk/merchants/complaints/:id/inspect', may.be('clerk', 'reviewer', 'admin'), (c) =>
    submitted(
      c,
      inspection,
      async (given) => {
        const { atomically, actor, now } = c.var
        const complaintId = c.req.param('id')
        await atomically((tx) => inspectComplaint(tx, { ...given, complaintId, actor, now: now() }))
        return c.redirect(`/desk/merchants/complaints/${complaintId}`, 303)
      },
      (tried) => complaintPage(c, c.req.param('id'), { inspect: tried }),
    ),
  )
  .post('/desk/merchants/complaints/:id/decide', may.be('reviewer', 'admin'), (c) =>
    submitted(
      c,
      decision,
      async (given) => {
        const { atomically, actor, now } = c.var
        const complaintId = c.req.param('id')
        await atomically((tx) => decideComplaint(tx, { ...given, complaintId, actor, now: now() }))
        return c.redirect(`/desk/merchants/complaints/${complaintId}`, 303)
      },
      (tried) => complaintPage(c, c.req.param('id'), { decide: tried }),
    ),
  )

type Tries = Parameters<typeof ComplaintCasePage>[0]['tried']

async function complaintPage(c: Context<Env>, id: string, tried: Tries = {}) {
  const { db, actor } = c.var
  const complaint = await complaintById(db, id)
  const { merchant, standing } = await merchantForStaff(db, complaint.merchantId, actor)
  const isInvolved = complaint.personId === actor.id
  const isOpen = !['merged', 'unfounded', 'overturned'].includes(complaint.state) && !complaint.inspectedAt
  const mayAct = ['clerk', 'reviewer', 'admin'].some((role) => standing.has(role as 'clerk'))
  const shown = {
    ...{ complaint, merchant, tried },
    personName: complaint.personId ? (await personById(db, complaint.personId)).displayName : undefined,
    photos: await photosOf(db, id),
    others: await otherComplaints(db, complaint),
    events: await eventsOfComplaint(db, id),
    steps: isInvolved ? [] : stepsFor(complaintFlow, complaint.state, standing),
    mayInspect: mayAct && isOpen && !isInvolved,
  }
  return page(c, { title: complaint.number, face: 'desk' }, <ComplaintCasePage {...shown} />)
}
