import { type Codec } from './combinators.js'
import { composedPredicate, type Predicate } from './composed-predicate.js'
import { composedReader, type Read } from './composed-reader.js'
import { mayGenerate } from './generate.js'
import { generatedKept, type Make, type ReadKept } from './generated-kept.js'
import { generatedPredicate } from './generated-predicate.js'
import { generatedReader } from './generated-reader.js'
import { composedMerge, generatedMerge, type Merge } from './merge.js'

const isGenerated = mayGenerate()

/** Says of every value of JSON what `codec.decode` says, without its reasons. */
export const predicateOf: (codec: Codec) => Predicate = isGenerated ? generatedPredicate : composedPredicate

/**
 * Reads a payload that the codec's predicate holds for: a new value with the known fields alone, in the order of the
 * codec. What only informs and is ill typed is left out, with a warning.
 */
export const readerOf: (codec: Codec) => Read = isGenerated ? generatedReader : composedReader

/**
 * Makes something of a payload that leaves nothing to tell: its known values are kept as they are, or nearly. `undefined` is no verdict: the predicate and
 * the reader have it, of every payload where code cannot be generated.
 */
export const keptReaderOf: <A>(codec: Codec, make: Make<A>) => ReadKept<A> = isGenerated
  ? generatedKept
  : () => () => undefined

/** Lays an envelope's two objects into one that has these keys. */
export const mergeOf: (keys: readonly string[]) => Merge = isGenerated ? generatedMerge : composedMerge
