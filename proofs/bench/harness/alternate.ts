import type { Contender } from './figure.js'

/**
 * Lets the contenders take their turns within each round, and answers the costs of each by round. Every round begins with
 * another one, so that none has always the warmer or the busier machine. The first turns are not counted.
 */
export const alternate = async (
  contenders: readonly Contender[],
  rounds: number,
  onRound: (round: number) => void = () => {},
): Promise<readonly (readonly number[])[]> => {
  for (const contender of contenders) await contender.turn()
  const costs: number[][] = contenders.map(() => [])
  for (let round = 0; round < rounds; round += 1) {
    for (const index of orderOf(round, contenders.length)) {
      collectGarbage()
      const cost = await contenders[index]?.turn()
      if (cost !== undefined) costs[index]?.push(cost)
    }
    onRound(round + 1)
  }
  return costs
}

/** Who comes when in a round: the same circle, begun one further each time. */
export const orderOf = (round: number, count: number): readonly number[] =>
  Array.from({ length: count }, (_, place) => (place + round) % count)

/**
 * Nobody pays for what another left behind; there where Node was told to expose it. The young generation alone: a full
 * collection also drops compiled code, which each turn would then begin without, as no host does.
 */
const collectGarbage = (): void => {
  globalThis.gc?.({ type: 'minor', execution: 'sync' })
}
