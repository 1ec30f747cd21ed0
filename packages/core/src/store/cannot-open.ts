/**
 * Why a store was not opened: `path` names no usable file, `permission` is missing, the file is `not-a-ledger`, `newer`
 * than this code, `damaged`, or `locked` by others; the engine is too old; the `disk` is full or fails.
 */
export type CannotOpenReason =
  | 'path'
  | 'permission'
  | 'not-a-ledger'
  | 'newer'
  | 'damaged'
  | 'locked'
  | 'disk'
  | 'engine-too-old'

/**
 * The store could not be opened, and nothing was changed. `detail` says what was met: an engine's code, a version.
 * @remedy Look at `reason`: mend the path, the permission or the engine; a locked file or a full disk can be tried again.
 */
export interface CannotOpen {
  readonly _tag: 'CannotOpen'
  readonly retryable: boolean
  readonly reason: CannotOpenReason
  readonly detail: string
}

export const cannotOpen = (reason: CannotOpenReason, detail: string): CannotOpen => ({
  _tag: 'CannotOpen',
  retryable: reason === 'locked' || reason === 'disk',
  reason,
  detail,
})
