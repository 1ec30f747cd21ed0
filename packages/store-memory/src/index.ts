export { memoryLog } from './memory-log.js'
export type { MemoryLog } from './memory-log.js'
export { memoryStore } from './memory-store.js'
export type { MemoryStore, MemoryStoreOptions } from './memory-store.js'
