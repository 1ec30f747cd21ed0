/** A number from 0 up to 1 that depends on these alone: the same on every machine, and spread well over neighbours. */
export const random = (seed: number, member: number, turn: number, purpose: string): number => {
  let hash = mix(seed ^ 0x9e37_79b9)
  hash = mix(hash ^ member)
  hash = mix(hash ^ turn)
  for (let at = 0; at < purpose.length; at += 1) hash = mix(hash ^ purpose.charCodeAt(at))
  return (hash >>> 0) / 0x1_0000_0000
}

/** The finishing steps of MurmurHash3, which leave no pattern of the input's bits. */
const mix = (value: number): number => {
  let hash = value | 0
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  return hash ^ (hash >>> 16)
}
