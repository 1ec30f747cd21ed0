import type { Position } from '@partner-ledger/core/store'

/**
 * What `verify` looks for. `same-id` is an event of a membership whose id another membership of the tenant has as well,
 * which is legal and worth a look; any other kind is damage.
 */
export type FindingKind =
  | 'facts'
  | 'personal'
  | 'body'
  | 'position'
  | 'version'
  | 'stream'
  | 'tenant'
  | 'checkpoint'
  | 'index'
  | 'epoch'
  | 'schema'
  | 'integrity'
  | 'same-id'

/** One thing that was found, at the nearest position, 0 where none can be named. It holds no value of an event. */
export interface Finding {
  readonly kind: FindingKind
  readonly position: Position
  readonly detail: string
}

export const finding = (kind: FindingKind, position: Position, detail: string): Finding => ({ kind, position, detail })
