import { newApi } from '../web/api.ts'
import { giftsApi } from './gifts/api.ts'
import type { PlaceOrder } from './goods/ordering.ts'
import { homesApi } from './homes/api.ts'
import { pairingsApi } from './pairings/api.ts'
import { poolApi } from './pool/api.ts'

/** @param placeOrder how the stores take an order, for goods that are given */
export const householdsApi = (placeOrder: PlaceOrder) =>
  newApi().route('/', homesApi).route('/', giftsApi(placeOrder)).route('/', pairingsApi).route('/', poolApi)
