import { join } from 'node:path'

import type { Variant } from '../harness/figure.js'
import { openAct } from './act.js'

/** What act calls a query of everything: each event is read and handed on, and nothing is folded. */
export const actScan = (story: Iterable<string>): Variant => ({
  name: 'act-sqlite, scan',
  open: async (setting) => {
    const act = await openAct(join(setting.folder, 'act.db'), [...story])
    return { turn: () => act.ask({ _tag: 'Scan' }), close: act.close }
  },
})
