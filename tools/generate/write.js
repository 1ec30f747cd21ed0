import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

import { formatDecoders, target } from './format.js'

/** @import { Sources } from './decoders.js' */

// The codecs are read from the built package. The old decoders may not fit them; the compiler writes all files even so.
const { status } = spawnSync('npx', ['tsc', '-b', 'packages/core'], { stdio: 'inherit', shell: true })
if (status !== 0) console.error('The package does not compile yet. Its codecs are used all the same.')

const built = '../../packages/core/dist/webhook/codec'
const modules = /** @type {readonly Readonly<Record<string, unknown>>[]} */ (
  await Promise.all(['identity', 'values', 'payload', 'known-keys'].map((file) => import(`${built}/${file}.js`)))
)
/** @type {Readonly<Record<string, unknown>>} */
const codecs = Object.assign({}, ...modules)
const { payloads, payloadKeys } =
  /** @type {{ payloads: Sources['payloads'], payloadKeys: { fields: ReadonlyMap<string, unknown> } }} */ (codecs)

writeFileSync(target, await formatDecoders({ codecs, payloads, payloadKeys: [...payloadKeys.fields.keys()] }))
console.log(`${target} is written`)
