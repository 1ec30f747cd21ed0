// Each process has a store of its own, so nobody sees what another recorded.
import { memoryStore } from '../../../../store-memory/dist/index.js'
import { takePart } from '../../../dist/index.js'

await takePart(memoryStore())
