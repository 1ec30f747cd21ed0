import { expect, it } from 'vitest'

import { idHash, type OwnedId, sameIds } from '../../src/upkeep/same-ids.js'

it('finds the one id that comes twice among thousands, and none where none does', async () => {
  const withId = (id: string): OwnedId => ({ tenant: 1, id: `"${id}` })
  const ids = sameIds()
  for (let n = 0; n < 20_000; n += 1) ids.add(withId(`id ${n}`))
  expect(await ids.repeated()).toEqual(new Set())
  ids.add(withId('id 7'))
  expect(await ids.repeated()).toEqual(new Set([idHash(withId('id 7'))]))
})
