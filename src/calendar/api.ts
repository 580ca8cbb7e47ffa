import { answers, createRoute, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { daysOfYear, officeHoursOf } from './queries.ts'

const Year = z
  .object({
    year: z.int(),
    officeHours: z.array(z.object({ opens: z.string(), closes: z.string() })).openapi({
      example: [{ opens: '09:00', closes: '12:00' }],
    }),
    provisional: z.boolean().openapi({ description: 'The year’s days have not been published yet' }),
    days: z.array(
      z.object({
        day: z.iso.date(),
        kind: z.enum(['holiday', 'workday']),
        name: z.string(),
        provisional: z.boolean(),
      }),
    ),
  })
  .openapi('CalendarYear')

const year = createRoute({
  method: 'get',
  path: '/calendar/{year}',
  tags: ['calendar'],
  summary: 'The days of a year that are off, or worked to make up; all others follow their weekday',
  middleware: [may.anyone()] as const,
  request: { params: z.object({ year: z.coerce.number().int().min(2000).max(2100) }) },
  responses: { 200: answers('The year', Year), ...problems },
})

export const calendarApi = newApi().openapi(year, async (c) => {
  const { db } = c.var
  const { year } = c.req.valid('param')
  const { officeHours } = await officeHoursOf(db)
  const days = (await daysOfYear(db, year)).flatMap(({ day, kind, name, provisional }) =>
    kind === 'ordinary' ? [] : [{ day, kind, name, provisional }],
  )
  return c.json({ year, officeHours, provisional: days.some((day) => day.provisional), days }, 200)
})
