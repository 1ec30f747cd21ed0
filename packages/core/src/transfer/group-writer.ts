import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../store/answer.js'
import type { Tenant } from '../store/event.js'
import { storeLimits } from '../store/limits.js'
import type { CopiedCount, ReportWriter } from './copy-report.js'
import type { Moved } from './moved.js'
import type { Target } from './settle-stream.js'
import { writeMoved } from './write-moved.js'

/** Writes records in groups, and counts them. */
export interface GroupWriter {
  /** Takes a record; it is written with the group that it completes. */
  add(tenant: Tenant, moved: Moved): Answer<void>
  /** Writes what was taken. */
  flush(): Answer<void>
}

/** A group is written at this many records, or at this many bytes of bodies. */
const mostRecords = 1000
const mostBytes = 16 * storeLimits.bodyBytes

export const groupWriter = (
  target: Target,
  report: ReportWriter,
  onProgress: (moved: CopiedCount) => void,
): GroupWriter => {
  let group: Moved[] = []
  let bytes = 0
  let current: Tenant = ''

  const flush = async (): Answer<void> => {
    if (group.length === 0) return right(undefined)
    const written = await writeMoved(target, current, group)
    if (written._tag === 'Left') return written
    group = []
    bytes = 0
    onProgress(report.counted(current, written.right.appended, written.right.duplicates))
    return right(undefined)
  }

  return {
    flush,
    add: async (tenant, moved) => {
      const flushed = tenant === current ? right(undefined) : await flush()
      if (flushed._tag === 'Left') return flushed
      current = tenant
      group.push(moved)
      bytes += moved.event.body?.byteLength ?? 0
      return group.length < mostRecords && bytes < mostBytes ? right(undefined) : flush()
    },
  }
}
