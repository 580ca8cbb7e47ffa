import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { awardsPages } from './awards/pages.tsx'
import { classesDesk } from './classes/pages.tsx'
import { meritDesk } from './merit/pages.tsx'
import { nominationsDesk } from './nominations/desk-pages.tsx'
import { nominationsPages } from './nominations/pages.tsx'
import { honorNoticesPages } from './notices/pages.tsx'
import { panelsDesk } from './panels/pages.tsx'
import { starsPages } from './stars/pages.tsx'
import { votesPages } from './votes/pages.tsx'

export const honorsPages = new Hono<Env>()
  .route('/', awardsPages)
  .route('/', honorNoticesPages)
  .route('/', nominationsPages)
  .route('/', votesPages)
  .route('/', nominationsDesk)
  .route('/', classesDesk)
  .route('/', panelsDesk)
  .route('/', starsPages)
  .route('/', meritDesk)
