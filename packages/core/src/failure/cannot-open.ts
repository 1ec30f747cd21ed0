/**
 * Why a store was not opened:
 * - `path`: the path names no file that can be a ledger, or something beside the file forbids it
 * - `permission`: the file or its folder may not be read or written
 * - `locked`: another process holds the lock
 * - `disk`: the disk is full, or fails
 * - `not-a-ledger`: the file belongs to another program
 * - `older`, `newer`: the layout of the store is of another version, and is not brought to this one here
 * - `damaged`: the engine says that the file is damaged
 * - `engine`: the database engine is missing, cannot run here, or is too old
 * - `resources`: the process has no file descriptors or no memory left
 * - `unreachable`: the server does not answer
 * - `refused`: the server refuses the connection or the role
 * - `no-schema`: the server has no schema of this store
 * - `unknown`: none of these; see `cause`
 */
export type CannotOpenReason =
  | 'path'
  | 'permission'
  | 'locked'
  | 'disk'
  | 'not-a-ledger'
  | 'older'
  | 'newer'
  | 'damaged'
  | 'engine'
  | 'resources'
  | 'unreachable'
  | 'refused'
  | 'no-schema'
  | 'unknown'

/**
 * The store could not be opened, and nothing was changed. `detail` says why in words or by the engine's code; `cause` is the
 * error of the engine or of the file system, where there was one.
 * @remedy Look at `reason`: mend the path, the permission or the engine. Locks, a full disk, missing resources and an unreachable server can be tried again.
 */
export interface CannotOpen {
  readonly _tag: 'CannotOpen'
  readonly retryable: boolean
  readonly reason: CannotOpenReason
  readonly detail: string
  readonly cause?: unknown
}

/** `CannotOpen` with whether a retry may help, which follows from its reason. */
export const cannotOpen = (reason: CannotOpenReason, detail: string, cause?: unknown): CannotOpen => ({
  _tag: 'CannotOpen',
  retryable: transient.has(reason),
  reason,
  detail,
  ...(cause === undefined ? {} : { cause }),
})

const transient: ReadonlySet<CannotOpenReason> = new Set(['locked', 'disk', 'resources', 'unreachable'])
