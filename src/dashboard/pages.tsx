import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import type { WaitingRoom } from '../web/waiting.ts'
import { deskPages } from './desk/pages.tsx'
import { figuresPages } from './figures/pages.tsx'
import { homePages } from './home/pages.tsx'

/** What others did, composed for a look: the home page, the desk, the open figures. Reads only. */
export const dashboardPages = (waiting: readonly WaitingRoom[]) =>
  new Hono<Env>().route('/', homePages).route('/', deskPages(waiting)).route('/', figuresPages)
