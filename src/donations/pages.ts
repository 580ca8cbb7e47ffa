import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { bodiesDesk } from './bodies/pages.tsx'
import { changesDesk } from './changes/desk-pages.tsx'
import { answerPages } from './changes/pages.tsx'
import { donorsDesk } from './donors/pages.tsx'
import { intakeDesk } from './intake/pages.tsx'
import { moneyDesk } from './money/pages.tsx'
import { wallPages } from './wall/pages.tsx'
import { wherePages } from './where/pages.tsx'

export const donationsPages = new Hono<Env>()
  .route('/', bodiesDesk)
  .route('/', donorsDesk)
  .route('/', intakeDesk)
  .route('/', changesDesk)
  .route('/', answerPages)
  .route('/', moneyDesk)
  .route('/', wherePages)
  .route('/', wallPages)
