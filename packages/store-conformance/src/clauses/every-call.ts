import type { Answer, EventStore } from '@partner-ledger/core/store'

import { appendOf, eventOf, someInstant } from '../event.js'
import { tenant } from '../scene.js'

/** A call of the port, made when it is asked for. */
export interface PortCall {
  readonly name: string
  readonly writes: boolean
  make(): Answer<unknown>
}

/** Each call that is answered by a promise; the append is of this id, to a stream of its name. */
export const everyCall = (store: EventStore, id: string): readonly PortCall[] => [
  { name: 'append', writes: true, make: () => store.append(tenant, [appendOf(id, 'any', eventOf(id))]) },
  { name: 'forget', writes: true, make: () => store.forget(tenant, 'unheard-of', 1, someInstant) },
  { name: 'readStream', writes: false, make: () => store.readStream(tenant, 's1', 0, 10) },
  { name: 'readAll', writes: false, make: () => store.readAll(tenant, 0, 10) },
  { name: 'streams', writes: false, make: () => store.streams(tenant, '', '', 10) },
  { name: 'heads', writes: false, make: () => store.heads('', 10) },
  { name: 'body', writes: false, make: () => store.body(tenant, 1) },
]
