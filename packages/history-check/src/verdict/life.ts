import type { HistoryRecord, RunId } from '../record.js'

/** From when to when a run lived, in moments of its subscription. */
export interface Life {
  readonly started: number
  readonly ended: number
  readonly isStopped: boolean
}

/** The life of every run. One that nothing ended lives on. */
export const livesOf = (records: readonly HistoryRecord[]): ReadonlyMap<RunId, Life> => {
  const lives = new Map<RunId, Life>()
  for (const [moment, { _tag, run }] of records.entries()) {
    const life = lives.get(run) ?? { started: moment, ended: Infinity, isStopped: false }
    const ends = _tag === 'killed' || _tag === 'stopped'
    lives.set(run, ends ? { ...life, ended: moment, isStopped: _tag === 'stopped' } : life)
  }
  return lives
}

/** The runs that stopped by themselves, and that no other run of the subscription lived beside. */
export const stoppedAlone = (lives: ReadonlyMap<RunId, Life>): ReadonlyMap<RunId, Life> => {
  const all = [...lives.values()]
  const alone = (life: Life): boolean =>
    life.isStopped && all.every((other) => other === life || other.ended < life.started || other.started > life.ended)
  return new Map([...lives].filter(([, life]) => alone(life)))
}
