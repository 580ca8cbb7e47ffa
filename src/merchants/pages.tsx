import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { applicationsPages } from './applications/pages.tsx'
import { clerksPages } from './clerks/pages.tsx'
import { complaintsPages } from './complaints/pages.tsx'
import { complaintsDesk } from './desk/complaint-pages.tsx'
import { merchantsDesk } from './desk/pages.tsx'
import { minePages } from './mine/pages.tsx'
import { paymentsPages } from './payments/pages.tsx'
import { publicPages } from './public/pages.tsx'
import { shopWatchPages } from './watch/pages.tsx'

export const merchantsPages = new Hono<Env>()
  .route('/', applicationsPages)
  .route('/', paymentsPages)
  .route('/', clerksPages)
  .route('/', minePages)
  .route('/', complaintsPages)
  .route('/', publicPages)
  .route('/', complaintsDesk)
  .route('/', shopWatchPages)
  .route('/', merchantsDesk)
