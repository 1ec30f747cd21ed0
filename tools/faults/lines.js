/** @import { Judged } from './judge.js' */

/** A row as a terminal shows it, and under it what keeps it from being proved. @param {Judged} judged */
export const lines = ({ row, result, twin, counted, faults }) => {
  const figures = Object.entries(counted).map(([name, count]) => `${name} ${count.toLocaleString('en-US')}`)
  return [
    `${result.padEnd(12)}${row.name.padEnd(15)}${figures.join(', ')}; twin (${row.sabotage}): ${twin}`,
    ...faults.map((fault) => `${' '.repeat(27)}${fault}`),
  ]
}
