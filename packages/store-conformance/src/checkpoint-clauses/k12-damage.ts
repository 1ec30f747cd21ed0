import { type CheckpointCheck, checkpointChecksOf, type CheckpointScene } from '../checkpoint-check.js'
import { checkpointAt, place, putAt, putNew, stands, stored } from '../checkpoint-samples.js'
import { corruptOr, findsMore } from '../part-damage.js'
import { tenant } from '../scene.js'

export const checkpointDamageChecks: readonly CheckpointCheck[] = checkpointChecksOf('K12', [
  {
    title: 'a position that was changed is never given as if it were put, and other places are as they were',
    needs: 'damageCheckpoint',
    run: async (scene) => {
      const { before, others } = await filled(scene)
      await scene.store.damageCheckpoint?.('flip-checkpoint', place)
      const store = await scene.open()
      await corruptOr(store.get(place), before, 'get of a checkpoint that was changed')
      const listing = await store.list({ name: place.name, tenant: '' }, 1)
      if (listing._tag === 'Right')
        await corruptOr(Promise.resolve(listing), [before], 'list over a checkpoint that was changed')
      for (const other of others) await stands(store, other, other, 'a checkpoint beside one that was changed')
    },
  },
  {
    title: 'a checkpoint that is missing is Corrupt, or found by verify',
    needs: 'damageCheckpoint',
    run: async (scene) => {
      const { before } = await filled(scene)
      const found = await findsMore(scene, () => scene.store.damageCheckpoint?.('drop-checkpoint', place))
      const store = await scene.open()
      await corruptOr(store.get(place), before, 'get of a checkpoint that is missing', found ? [undefined] : [])
    },
  },
])

const filled = async (scene: CheckpointScene) => {
  const store = await scene.open()
  const others = []
  for (const name of ['reader-a', 'reader-b']) {
    const at = { name, tenant }
    others.push(stored(at, await putNew(store, at, checkpointAt(3)), checkpointAt(3)))
  }
  const first = await putNew(store, place, checkpointAt(7))
  const before = stored(place, await putAt(store, place, first, checkpointAt(9)), checkpointAt(9))
  const last = { name: 'reader-c', tenant }
  others.push(stored(last, await putNew(store, last, checkpointAt(4)), checkpointAt(4)))
  await scene.closeHandles()
  return { before, others }
}
