import type { Answer, IndexRow, MembershipIndex } from '@partner-ledger/core/store'

import { nth, same } from '../expectation.js'
import { type IndexCheck, indexChecksOf, type IndexScene } from '../index-check.js'
import { applyRows, inOrder, someIndexRows, standOf } from '../index-rows.js'
import { corruptOr, findsMore } from '../part-damage.js'
import { tenant } from '../scene.js'

export const indexDamageChecks: readonly IndexCheck[] = indexChecksOf('I11', [
  {
    title: 'a row that was changed is never given as if it were whole, and other rows are as they were',
    needs: 'damageIndex',
    run: async (scene) => {
      const { rows, row } = await filled(scene)
      await scene.store.damageIndex?.('flip-row', tenant, row.stream)
      const index = await scene.open()
      await corruptOr(rowsOf(index.get(tenant, [row.stream])), [row], 'get of a row that was changed')
      await corruptOr(rowsOf(index.find(tenant, {}, undefined, 10_000)), rows, 'find over a row that was changed')
      const { customerId } = row
      const same = rows.filter((one) => one.customerId === customerId)
      await corruptOr(rowsOf(index.find(tenant, { customerId }, undefined, 10_000)), same, 'find of its customer')
      for (const other of rows.filter((one) => one !== row).slice(0, 5))
        await expectRows(index.get(tenant, [other.stream]), [other])
    },
  },
  {
    title: 'a row that is missing is Corrupt to get and find, or found by verify',
    needs: 'damageIndex',
    run: async (scene) => {
      const { rows, row } = await filled(scene)
      const found = await findsMore(scene, () => scene.store.damageIndex?.('drop-row', tenant, row.stream))
      const index = await scene.open()
      const without = rows.filter((one) => one !== row)
      const all = rowsOf(index.find(tenant, {}, undefined, 10_000))
      await corruptOr(all, rows, 'find over a row that is missing', found ? [without] : [])
      await corruptOr(rowsOf(index.get(tenant, [row.stream])), [row], 'get of a row that is missing', found ? [[]] : [])
    },
  },
  {
    title: 'a mark of the log that was moved is Corrupt, or found by verify',
    needs: 'damageIndex',
    run: async (scene) => {
      const { row, stand } = await filled(scene)
      const found = await findsMore(scene, () => scene.store.damageIndex?.('move-mark', tenant, row.stream))
      const index = await scene.open()
      const answer = await index.stand(tenant)
      if (found || (answer._tag === 'Left' && answer.left._tag === 'Corrupt')) return
      same(answer._tag === 'Right' && answer.right.stand, stand, 'the stand of an index whose mark was moved')
    },
  },
])

const filled = async (scene: IndexScene) => {
  const index = await scene.open()
  const rows = inOrder(someIndexRows(scene.random, 30))
  await applyRows(index, tenant, rows)
  const stand = await standOf(index, tenant)
  await scene.closeHandles()
  return { rows, row: nth(rows, scene.random.below(rows.length)), stand }
}

const rowsOf = async (answer: ReturnType<MembershipIndex['find']>): Answer<readonly IndexRow[]> => {
  const given = await answer
  return given._tag === 'Left' ? given : { ...given, right: given.right.rows }
}

const expectRows = async (answer: ReturnType<MembershipIndex['get']>, rows: readonly IndexRow[]): Promise<void> => {
  const given = await answer
  same(given._tag === 'Right' && given.right.rows, rows, 'a row beside one that was changed')
}
