import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { accountsPages } from './accounts/pages.tsx'
import { pointsDeskPages } from './desk/pages.tsx'
import { digestsPages } from './digests/pages.tsx'
import { rulebookPages } from './rulebook/pages.tsx'
import { statementsPages } from './statements/pages.tsx'
import { watchPages } from './watch/pages.tsx'

export const pointsPages = new Hono<Env>()
  .route('/', statementsPages)
  .route('/', digestsPages)
  .route('/', rulebookPages)
  .route('/', pointsDeskPages)
  .route('/', accountsPages)
  .route('/', watchPages)
