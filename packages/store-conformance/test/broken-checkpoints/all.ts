import type { BrokenCheckpoints } from './broken.js'
import { brokenKeepers } from './keeping.js'
import { brokenLists } from './listing.js'
import { brokenMoves } from './moving.js'

/** Every broken checkpoint store, in the order of the promises. */
export const brokenCheckpoints: readonly BrokenCheckpoints[] = [...brokenMoves, ...brokenLists, ...brokenKeepers]
