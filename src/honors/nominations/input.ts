import type { Context } from 'hono'
import { z } from 'zod'
import { Refusal } from '../../kit/refusal.ts'
import { personNamedByResident } from '../../people/named.ts'
import { photoFiles } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { formId, line, lines, optional } from '../../web/form.ts'
import type { AwardClass } from '../classes/queries.ts'
import { membersMax } from './actions.ts'

export const nominationForm = z.object({
  id: formId,
  whom: optional(z.enum(['self', 'other'])),
  who: optional(lines(2000)),
  groupName: optional(line(60)),
  merchant: optional(line(40)),
  facts: lines(2000),
  showName: optional(z.literal('1')),
  photos: photoFiles,
})

type Named = { whom?: 'self' | 'other' | undefined; who?: string | undefined }

/** `本人`, or `me`: whoever fills in the form. */
const isSelf = (text: string) => /^(本人|自己|me)$/i.test(text.trim())

/**
 * Whom a form names: oneself, one person (also for the household they belong to), or a line for each member of a team. Of a
 * merchant nobody is named.
 *
 * @throws Refusal `nominee_count`, `person_unknown`, `too_many_requests`
 */
export async function personIdsNamed(c: Context<Env>, { subjectKind }: AwardClass, { whom, who = '' }: Named) {
  const self = c.var.actor.id
  if (subjectKind === 'merchant') return []
  if (subjectKind !== 'team' && whom === 'self') return [self]
  const max = subjectKind === 'team' ? membersMax : 1
  const named = who.split('\n').filter((text) => text.trim() !== '')
  if (named.length < 1 || named.length > max) throw new Refusal('invalid', 'nominee_count', { max, field: 'who' })
  const personIds: string[] = []
  for (const text of named) personIds.push(isSelf(text) ? self : (await personNamedByResident(c, text, 'who')).id)
  return personIds
}
