// Each process has a store of its own, so none sees what another recorded.
import { memoryStore } from '../../../../store-memory/dist/index.js'
import { runProcess } from '../../../dist/index.js'

await runProcess(memoryStore())
