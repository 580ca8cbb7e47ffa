import { z } from '../web/api.ts'

export const Span = z.object({ opens: z.string().max(5), closes: z.string().max(5) })
