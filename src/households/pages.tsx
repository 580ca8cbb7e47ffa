import { Hono } from 'hono'
import type { Env } from '../web/env.ts'
import { giftsPages } from './gifts/pages.tsx'
import type { PlaceOrder } from './goods/ordering.ts'
import { goodsPages } from './goods/pages.tsx'
import { homesDesk } from './homes/desk.tsx'
import { homesPages } from './homes/pages.tsx'
import { pairingsPages } from './pairings/pages.tsx'

/** @param placeOrder how the stores take an order, for goods that are given */
export const householdsPages = (placeOrder: PlaceOrder) =>
  new Hono<Env>()
    .route('/', giftsPages(placeOrder))
    .route('/', homesPages)
    .route('/', pairingsPages)
    .route('/', goodsPages)
    .route('/', homesDesk)
