import type { RunCall } from '../calls-in-flight.js'
import type { QuarantineDesk } from './quarantine-desk.js'

/** The desk behind the gate of its ledger. */
export const guardedDesk = (run: RunCall, desk: QuarantineDesk): QuarantineDesk => ({
  list: (options) => run(() => desk.list(options)),
  show: (id) => run(() => desk.show(id)),
  redrive: (id, options) => run(() => desk.redrive(id, options)),
  redriveAll: (options) => run(() => desk.redriveAll(options)),
  discard: (id) => run(() => desk.discard(id)),
})
