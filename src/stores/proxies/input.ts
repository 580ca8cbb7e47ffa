import { z } from 'zod'
import { addDays, startOfCityDay } from '../../kit/clock.ts'
import { calendarDay, formId, line, optional } from '../../web/form.ts'

/** To the end of a calendar day. */
export const until = optional(calendarDay.transform((last) => startOfCityDay(addDays(last, 1))))
export const nameForm = z.object({ id: formId, who: line(100), orderId: optional(line(200)), until })
export const paperForm = z.object({ id: formId, owner: line(100), who: line(100), until, paper: line(200) })
export const proxyStepForm = z.object({
  id: formId,
  proxyId: line(200),
  step: z.enum(['approve', 'refuse', 'revoke']),
})
