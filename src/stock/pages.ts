import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { catalogueImport } from './catalogue/import/pages.tsx'
import { catalogueDesk } from './catalogue/pages.tsx'
import { countsDesk } from './counts/pages.tsx'
import { coveragePages } from './coverage/pages.tsx'
import { stockDesk } from './shelf/pages.tsx'
import { shipmentsDesk } from './shipments/pages.tsx'

export const stockPages = new Hono<Env>()
  .route('/', catalogueImport)
  .route('/', catalogueDesk)
  .route('/', countsDesk)
  .route('/', coveragePages)
  .route('/', shipmentsDesk)
  .route('/', stockDesk)
