import { memoryStore } from '../../../store-memory/dist/index.js'
import { writeUntilKilled } from '../../dist/index.js'

await writeUntilKilled(memoryStore())
