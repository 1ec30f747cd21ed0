import type { Cell } from './delivery-rows.js'

/** The checksum that a row of facts carries, over its cells before it: the limit of a replay checks it as the store does. */
export const checksumOf = (cells: readonly Cell[], to: number): number => {
  let sum = 0x811c9dc5
  for (let index = 0; index < to; index += 1) {
    const cell = cells[index]
    if (typeof cell === 'number') sum = ofNumber(sum, cell)
    else if (typeof cell === 'string') sum = ofText(sum, cell)
    else sum = Math.imul(sum ^ 0x1f, prime)
    sum ^= sum >>> 15
  }
  return sum
}

const prime = 0x01000193

const ofNumber = (sum: number, value: number): number => {
  const low = value >>> 0
  return Math.imul(Math.imul(sum ^ low, prime) ^ ((value - low) / 0x1_0000_0000), prime)
}

const ofText = (sum: number, text: string): number => {
  let next = sum
  for (let index = 0; index < text.length; index += 1) next = Math.imul(next ^ text.charCodeAt(index), prime)
  return Math.imul(next ^ 0x22, prime)
}
