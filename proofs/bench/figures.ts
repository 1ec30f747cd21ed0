import { figures as bulkIngest } from './figures/bulk-ingest.js'
import { figures as bytes } from './figures/bytes.js'
import { figures as concurrentIngest } from './figures/concurrent-ingest.js'
import { figures as decode } from './figures/decode.js'
import { figures as growth } from './figures/growth.js'
import { figures as indexPage } from './figures/index-page.js'
import { figures as ingest } from './figures/ingest.js'
import { figures as memoryAppend } from './figures/memory-append.js'
import { figures as readFold } from './figures/read-fold.js'
import { figures as receiver } from './figures/receiver.js'
import { figures as replay } from './figures/replay.js'
import { figures as subscription } from './figures/subscription.js'
import type { Figure } from './harness/figure.js'

/** Every figure, in the order of the table. */
export const allFigures: readonly Figure[] = [
  ...decode,
  ...ingest,
  ...concurrentIngest,
  ...bulkIngest,
  ...readFold,
  ...replay,
  ...subscription,
  ...receiver,
  ...memoryAppend,
  ...growth,
  ...indexPage,
  ...bytes,
]

export const figureNamed = (name: string): Figure | undefined => allFigures.find((figure) => figure.name === name)
