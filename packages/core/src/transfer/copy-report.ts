import type { StreamName, Tenant } from '../store/event.js'

/**
 * The two logs differ in this. `events`: their number in the tenant; `version`: how many the stream has; `facts`: what
 * stays for ever; `forgotten`: fewer are marked than were; `kept`: personal parts and bodies; `fold`: the membership.
 * @remedy Copy again; what differs then was in the target before, or the target's store loses what it is given.
 */
export interface CopyMismatch {
  readonly _tag: 'CopyMismatch'
  readonly retryable: false
  readonly tenant: Tenant
  /** Absent where the tenant as a whole is meant. */
  readonly stream?: StreamName
  readonly what: 'events' | 'version' | 'facts' | 'forgotten' | 'kept' | 'fold'
  /** A number, or a SHA-256 in hex. */
  readonly expected: number | string
  readonly actual: number | string
}

/** What was moved of a tenant: all records that were read, those that were new, those that were there already. */
export interface CopiedCount {
  readonly tenant: Tenant
  readonly events: number
  readonly appended: number
  readonly duplicates: number
}

/** What was moved, and whether both logs are equal now. */
export interface CopyReport {
  /** In the order in which they were moved. */
  readonly tenants: readonly CopiedCount[]
  /** Whether the end was reached and looked at; `false` where the signal ended it. */
  readonly complete: boolean
  /** Streams whose versions, facts, kept parts and membership were held against each other. */
  readonly streams: number
  /** How often the logs differ; 0 in a complete report: they are equal. */
  readonly differences: number
  /** The first hundred differences. */
  readonly mismatches: readonly CopyMismatch[]
}

/** A report while it is written. */
export interface ReportWriter {
  counted(tenant: Tenant, appended: number, duplicates: number): CopiedCount
  compared(mismatches: readonly CopyMismatch[]): void
  streamCompared(mismatches: readonly CopyMismatch[]): void
  report(complete: boolean): CopyReport
}

const mostListed = 100

export const reportWriter = (): ReportWriter => {
  const tenants = new Map<Tenant, CopiedCount>()
  const mismatches: CopyMismatch[] = []
  let streams = 0
  let differences = 0
  const compared = (found: readonly CopyMismatch[]): void => {
    differences += found.length
    mismatches.push(...found.slice(0, mostListed - mismatches.length))
  }
  return {
    counted: (tenant, appended, duplicates) => {
      const before = tenants.get(tenant) ?? { tenant, events: 0, appended: 0, duplicates: 0 }
      const after = {
        tenant,
        events: before.events + appended + duplicates,
        appended: before.appended + appended,
        duplicates: before.duplicates + duplicates,
      }
      tenants.set(tenant, after)
      return after
    },
    compared,
    streamCompared: (found) => {
      streams += 1
      compared(found)
    },
    report: (complete) => ({ tenants: [...tenants.values()], complete, streams, differences, mismatches }),
  }
}
