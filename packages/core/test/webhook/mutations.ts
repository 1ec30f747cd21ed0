import fc from 'fast-check'

import { loadCorpus } from '../corpus/corpus.js'

/** Long enough to be recognised wherever it turned up. */
export const mark = 'canary5550177'

const bodies = loadCorpus()
  .map(({ body }) => Buffer.from(body))
  .filter(({ length }) => length > 0 && length < 4_000)

/** A body of the corpus, and what is done to its bytes. */
const mutation = fc.record({
  body: fc.constantFrom(...bodies),
  edits: fc.array(
    fc.record({
      at: fc.nat(4_000),
      remove: fc.nat(12),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 6 }),
        fc.constantFrom(
          '"',
          '{',
          '}',
          '[',
          ']',
          ':',
          ',',
          '\\',
          '\\ud800',
          '"__proto__":',
          '"orgId":1,',
          'null',
          ' ',
          `"${mark}"`,
        ),
      ),
    }),
    { minLength: 1, maxLength: 5 },
  ),
})

const mutate = (body: Buffer, edits: readonly { at: number; remove: number; insert: Uint8Array | string }[]): Buffer =>
  edits.reduce((made, { at, remove, insert }) => {
    const from = at % (made.length + 1)
    return Buffer.concat([made.subarray(0, from), Buffer.from(insert), made.subarray(from + remove)])
  }, body)

/** Bodies near those of the corpus: some bytes of them are gone, others have come. */
export const mutatedBodies: fc.Arbitrary<Buffer> = mutation.map(({ body, edits }) => mutate(body, edits))
