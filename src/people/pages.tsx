import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { demoPages } from './entry/demo-pages.tsx'
import { entryPages } from './entry/pages.tsx'
import { signUpPages } from './entry/sign-up-pages.tsx'
import { mePages } from './me/pages.tsx'
import { viewPages } from './me/view-pages.ts'

export const peoplePages = new Hono<Env>()
  .route('/', entryPages)
  .route('/', signUpPages)
  .route('/', demoPages)
  .route('/', mePages)
  .route('/', viewPages)
