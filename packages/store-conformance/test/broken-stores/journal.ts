import type { Append, Appended, Facts, Tenant } from '@partner-ledger/core/store'

import type { Damage, EventPlace } from '../../src/subject.js'

/** A disk, in memory: what survives a process. One row for each event, its parts sealed with a sum of their own. */
export interface Disk {
  readonly epoch: string
  rows: Row[]
}

/** Each part is text with its sum at the end; `has` says which parts there were. */
export interface Row {
  readonly tenant: Tenant
  readonly stream: string
  readonly version: number
  readonly position: number
  readonly recordedAt: number
  append: string
  personal: string | undefined
  body: string | undefined
  readonly has: { readonly personal: boolean; readonly body: boolean }
  forgotten: boolean
}

export const emptyDisk = (): Disk => ({ epoch: crypto.randomUUID(), rows: [] })

/** Everything that is on the disk. */
export const bytesOf = (disk: Disk): Uint8Array => new TextEncoder().encode(JSON.stringify(disk.rows))

/** The row of an event that was appended. */
export const rowOf = (tenant: Tenant, one: Append, { version, position }: Appended, recordedAt: number): Row => {
  const { personal, body, ...event } = one.event
  return {
    tenant,
    stream: one.stream,
    version,
    position,
    recordedAt,
    append: sealed(JSON.stringify({ ...one, event })),
    personal: personal && sealed(JSON.stringify(personal)),
    body: body && sealed(Buffer.from(body).toString('latin1')),
    has: { personal: personal !== undefined, body: body !== undefined },
    forgotten: false,
  }
}

/** The Append that the row was made of, with the parts that are left. */
export const appendOfRow = ({ append, personal, body, recordedAt }: Row): Append => {
  const one = JSON.parse(append.slice(0, -sumLength)) as Append
  return {
    ...one,
    expected: 'any',
    recordedAt,
    event: {
      ...one.event,
      ...(personal === undefined ? {} : { personal: JSON.parse(personal.slice(0, -sumLength)) as Facts }),
      ...(body === undefined ? {} : { body: new Uint8Array(Buffer.from(body.slice(0, -sumLength), 'latin1')) }),
    },
  }
}

/** Whether the row is as it was written. */
export const isSound = ({ append, personal, body, has, forgotten }: Row): boolean =>
  [append, personal, body].every((part) => part === undefined || sealed(part.slice(0, -sumLength)) === part) &&
  (forgotten || (has.personal === (personal !== undefined) && has.body === (body !== undefined)))

/** Does this to the row of that event. */
export const damageRow = (disk: Disk, kind: Damage, { tenant, position }: EventPlace): void => {
  const row = disk.rows.find((one) => one.tenant === tenant && one.position === position)
  if (row === undefined) throw new Error('nothing to damage')
  if (kind === 'flip-facts') row.append = flipped(row.append, 4)
  if (kind === 'flip-personal') row.personal = flipped(row.personal ?? '', 6)
  if (kind === 'flip-body') row.body = flipped(row.body ?? '', 4)
  if (kind === 'drop-personal') row.personal = undefined
  if (kind === 'drop-body') row.body = undefined
  if (kind === 'drop-event') disk.rows = disk.rows.filter((one) => one !== row)
}

/** One bit of the character that is this far from the end, the sum not counted. */
const flipped = (text: string, fromEnd: number): string => {
  const at = text.length - sumLength - fromEnd
  return text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1)
}

const sumLength = 12

const sealed = (text: string): string => {
  let sum = 7
  for (let n = 0; n < text.length; n += 1) sum = (sum * 31 + text.charCodeAt(n)) % 999_999_999_989
  return text + String(sum).padStart(sumLength, '0')
}
