import type { ShipmentState } from '../../../db/schema/shipments.ts'
import type { Flow } from '../../kit/flow.ts'

/**
 * sent → received, counted by one of the people of the store it comes to who did not send it; or called_back, by those who
 * sent it, as long as nobody has counted it there.
 */
export const shipmentFlow = {
  sent: {
    receive: { to: 'received', by: ['keeper', 'clerk', 'admin'] },
    callBack: { to: 'called_back', by: ['keeper', 'clerk', 'admin'], needs: ['reason'] },
  },
  received: {},
  called_back: {},
} as const satisfies Flow<ShipmentState>

/** Which of the two stores' people a step belongs to. */
export const sideOf = { receive: 'to', callBack: 'from' } as const satisfies Record<
  keyof typeof shipmentFlow.sent,
  'from' | 'to'
>

/** Two pairs of eyes: whoever keeps both stores could else lose goods on the way that nobody ever counts. */
export const countsOwn = (shipment: { sentBy: string }, actor: { id: string }) => shipment.sentBy === actor.id

/** What the receiving store counted of one line. */
export type Arrival = { arrived: number; why?: string | undefined }

/** Why an arrival cannot be booked, or undefined. */
export function wrongArrival(quantity: number, arrival: Arrival | undefined) {
  if (!arrival) return 'shipment_not_counted'
  if (arrival.arrived > quantity) return 'shipment_too_many'
  return arrival.arrived < quantity && !arrival.why ? 'shipment_missing_why' : undefined
}
