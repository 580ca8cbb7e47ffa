import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { cardsPages } from './cards/pages.tsx'
import { demoPages } from './entry/demo-pages.tsx'
import { entryPages } from './entry/pages.tsx'
import { signUpPages } from './entry/sign-up-pages.tsx'
import { devicesPages } from './me/devices-pages.tsx'
import { mePages } from './me/pages.tsx'
import { passwordPages } from './me/password-pages.tsx'
import { profilePages } from './me/profile-pages.tsx'
import { secondPages } from './me/second-pages.tsx'
import { viewPages } from './me/view-pages.ts'
import { phonePages } from './phones/pages.tsx'
import { dataPages } from './privacy/data-pages.tsx'
import { privacyPages } from './privacy/pages.tsx'
import { rolesPages } from './roles/pages.tsx'

export const peoplePages = new Hono<Env>()
  .route('/', entryPages)
  .route('/', signUpPages)
  .route('/', demoPages)
  .route('/', mePages)
  .route('/', profilePages)
  .route('/', passwordPages)
  .route('/', phonePages)
  .route('/', secondPages)
  .route('/', devicesPages)
  .route('/', privacyPages)
  .route('/', dataPages)
  .route('/', viewPages)
  .route('/', rolesPages)
  .route('/', cardsPages)
