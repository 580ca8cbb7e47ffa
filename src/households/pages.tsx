import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { giftsPages } from './gifts/pages.tsx'
import { homesDesk } from './homes/desk.tsx'
import { homesPages } from './homes/pages.tsx'
import { pairingsPages } from './pairings/pages.tsx'

export const householdsPages = new Hono<Env>()
  .route('/', giftsPages)
  .route('/', homesPages)
  .route('/', pairingsPages)
  .route('/', homesDesk)
