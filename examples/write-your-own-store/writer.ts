/** A process that writes to the file that it is given until it is killed. */
import { writeUntilKilled } from '@partner-ledger/store-conformance'

import { jsonLinesFile } from './json-lines-store.js'

const [, , path = ''] = process.argv

await writeUntilKilled(jsonLinesFile(path).handle())
