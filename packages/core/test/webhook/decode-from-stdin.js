import { text } from 'node:stream/consumers'

import { decodeWebhook } from '../../dist/webhook/decode.js'

/** @type {{ body: string, options: object }[]} */
const cases = JSON.parse(await text(process.stdin))
const decoded = cases.map(({ body, options }) => decodeWebhook(Buffer.from(body, 'base64'), options))
console.log(JSON.stringify(decoded))
