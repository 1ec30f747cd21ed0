import type { Setting, Variant } from '../harness/figure.js'
import { timed } from '../harness/timed.js'
import { turnsOf, type TurnShape } from '../ours/turns.js'
import { deliveryRows } from './delivery-rows.js'
import { openRawFile } from './raw-file.js'
import { rowWriter } from './write-rows.js'

/** The rows that a ledger would write for the turns' bodies, each delivery in an immediate transaction of its own. */
export const rawIngest = (name: string, shapeOf: (setting: Setting) => TurnShape): Variant => ({
  name,
  open: async (setting) => {
    const { first, next } = turnsOf(shapeOf(setting))
    const turns = Array.from({ length: setting.turns }, next)
    const rows = await deliveryRows(setting.folder, [...first, ...turns.flat()])
    const db = await openRawFile(setting.folder)
    const writer = rowWriter(db)
    writer.write(rows.slice(0, first.length))
    let from = first.length
    return {
      turn: () => {
        const turn = rows.slice(from, from + shapeOf(setting).each)
        from += turn.length
        return timed(turn.length, () => {
          for (const row of turn) writer.write([row])
        })
      },
      close: async () => {
        db.close()
      },
    }
  },
})
