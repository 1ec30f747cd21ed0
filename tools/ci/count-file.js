import { readFileSync } from 'node:fs'

import { countTests } from './count.js'

const { passed, failed } = countTests(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')))
console.log(`${passed} ${failed}`)
