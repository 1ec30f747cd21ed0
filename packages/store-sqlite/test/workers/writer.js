import { writeUntilKilled } from '@partner-ledger/store-conformance'
import { sqliteStore } from '@partner-ledger/store-sqlite'

await writeUntilKilled(sqliteStore({ path: process.argv[2] ?? '' }))
