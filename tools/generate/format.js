import { format, resolveConfig } from 'prettier'

import { generateDecoders } from './decoders.js'

/** @import { Sources } from './decoders.js' */

/** The generated file, below the root of the repository. */
export const target = 'packages/core/src/webhook/generated/decoders.ts'

/**
 * The text of the generated file, formatted as the repository's sources are.
 * @param {Sources} sources
 */
export const formatDecoders = async (sources) =>
  format(generateDecoders(sources), { ...(await resolveConfig(target)), parser: 'typescript' })
