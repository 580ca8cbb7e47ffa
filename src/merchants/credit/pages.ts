import { Hono } from 'hono'
import type { Env } from '../../web/env.ts'
import { bankPages } from './bank/pages.tsx'
import { creditLinkPages } from './links/pages.tsx'
import { creditSumsPages } from './sums/pages.tsx'

export const creditPages = new Hono<Env>().route('/', creditLinkPages).route('/', bankPages).route('/', creditSumsPages)
