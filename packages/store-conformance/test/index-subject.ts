import {
  type Answer,
  corrupt,
  type IndexRows,
  left,
  type MembershipIndex,
  memoryIndex,
  right,
} from '@partner-ledger/core/store'
import { memoryLog, memoryStore } from '@partner-ledger/store-memory'

import type { PartSubject } from '../src/part-conformance.js'
import type { IndexDamage } from '../src/subject.js'

/** Which damage is noticed by reads. */
export type Notices = Readonly<Record<IndexDamage, boolean>>

/** A store in memory with this index, an honest one unless it is broken, whose rows can be changed behind its back. */
export const subjectOf = (
  name: string,
  broken: (index: MembershipIndex) => MembershipIndex,
  notices: Notices = { 'flip-row': true, 'drop-row': true, 'move-mark': true },
): PartSubject => ({
  name,
  open: async () => {
    const damages = new Map<IndexDamage, string>()
    const log = { ...memoryLog(), index: damaged(broken(memoryIndex()), damages, notices) }
    return {
      handle: async () => memoryStore({ log }),
      dispose: async () => {},
      damageIndex: async (kind, tenant, stream) => void damages.set(kind, `${tenant}/${stream}`),
    }
  },
})

/** The index as it reads what was changed, and Corrupt where it notices. */
const damaged = (
  index: MembershipIndex,
  damages: ReadonlyMap<IndexDamage, string>,
  notices: Notices,
): MembershipIndex => {
  const rowsOf = async (tenant: string, answer: Answer<IndexRows>): Answer<IndexRows> => {
    const given = await answer
    if (given._tag === 'Left' || damages.size === 0) return given
    const has = (kind: IndexDamage, stream: string): boolean => damages.get(kind) === `${tenant}/${stream}`
    for (const kind of ['flip-row', 'drop-row'] as const)
      if (notices[kind] && given.right.rows.some(({ stream }) => has(kind, stream)))
        return left(corrupt(0, 'a row is not what it was'))
    const rows = given.right.rows
      .filter(({ stream }) => !has('drop-row', stream))
      .map((row) => (has('flip-row', row.stream) ? { ...row, state: `${row.state}!` } : row))
    return right({ ...given.right, rows })
  }
  return {
    ...index,
    get: (tenant, ...call) => rowsOf(tenant, index.get(tenant, ...call)),
    find: (tenant, ...call) => rowsOf(tenant, index.find(tenant, ...call)),
    stand: async (tenant) => {
      const given = await index.stand(tenant)
      if (given._tag === 'Left' || !damages.has('move-mark')) return given
      const { stand } = given.right
      if (notices['move-mark']) return left(corrupt(0, 'the mark is not what it was'))
      return right({ ...given.right, stand: { ...stand, position: stand.position + 1 } })
    },
  }
}
