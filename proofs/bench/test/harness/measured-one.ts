import type { Measured } from '../../harness/measured.js'

const spread = (median: number): Measured['ours'] => ({ median, min: median * 0.9, max: median * 1.1 })

/** A figure that came out with this ratio against its limit, and met noise of some percent. */
export const measuredOne = (ratio: number, noise = 1.02): Measured => ({
  name: 'one',
  title: 'the one figure',
  unit: 'µs',
  rounds: 3,
  ours: spread(ratio * 10),
  noise: { median: 1, min: 1 / noise, max: noise },
  rivals: [
    { _tag: 'Ran', role: 'limit', name: 'raw', cost: spread(10), ratio: spread(ratio), reads: 'within', goal: 1.5 },
    { _tag: 'Ran', role: 'peer', name: 'slow', cost: spread(90), ratio: spread(9 / ratio), reads: 'faster', goal: 3 },
    { _tag: 'Missing', role: 'peer', name: 'away', reason: 'needs a newer Node', goal: 2 },
  ],
})
