import { mkdirSync } from 'node:fs'
import { join } from 'node:path'

import { fill, openLedgerFile } from '../ours/ledger-file.js'
import { openRaw } from './raw-file.js'

export type Cell = string | number | Uint8Array | null

/** All that a ledger writes for one delivery, made beforehand: what is left to do is to put it on the disk. */
export interface DeliveryRows {
  readonly event: readonly Cell[]
  readonly personal: readonly Cell[]
  readonly body: readonly Cell[]
  /** Of a stream that begins with this delivery: its whole row; else its id. */
  readonly stream: { readonly id: number; readonly version: number; readonly begins?: readonly Cell[] }
  readonly tenant: { readonly id: number; readonly recordedAt: number; readonly begins?: readonly Cell[] }
}

/** The fifth item of what a row tells. */
const recordedAtIn = (told: string): number => Number((JSON.parse(told) as readonly unknown[])[4])

/** The rows that a ledger makes of these bodies, in their order. They are read from a ledger of its own. */
export const deliveryRows = async (folder: string, bodies: readonly string[]): Promise<readonly DeliveryRows[]> => {
  const scratch = join(folder, 'rows')
  mkdirSync(scratch)
  const file = openLedgerFile(scratch)
  await fill(file.ledger, bodies, () => {})
  await file.close()
  const db = openRaw(file.path)
  try {
    const all = (table: string): readonly Cell[][] =>
      db.prepare<[], Cell[]>(`SELECT * FROM ${table} ORDER BY 1`).raw().all()
    const personal = all('personal')
    const bodiesOf = all('bodies')
    const streams = new Map(all('streams').map((cells) => [cells[0], cells]))
    const [tenant = []] = all('tenants')
    return all('events').map((event, index) => {
      const [, , stream, version, , told] = event
      const id = Number(stream)
      const begins = version === 1 ? { begins: streams.get(id) ?? [] } : {}
      return {
        event,
        personal: personal[index] ?? [],
        body: bodiesOf[index] ?? [],
        stream: { id, version: Number(version), ...begins },
        tenant: {
          id: Number(tenant[0]),
          recordedAt: recordedAtIn(String(told)),
          ...(index === 0 ? { begins: tenant } : {}),
        },
      }
    })
  } finally {
    db.close()
  }
}
