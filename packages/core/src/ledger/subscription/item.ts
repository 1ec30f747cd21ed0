import type { RecordedEvent } from '../../store/event.js'
import type { Delivery } from './delivery.js'

/** A delivery with the record that it was made of. */
export interface PendingDelivery {
  readonly record: RecordedEvent
  readonly delivery: Delivery
}
