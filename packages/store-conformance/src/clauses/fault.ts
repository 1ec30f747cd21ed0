import { holds } from '../expectation.js'
import { answerWithinMs, type Scene } from '../scene.js'
import type { Capabilities, Repair } from '../subject.js'
import { withinMs } from '../within-ms.js'

type Fault = {
  [K in keyof Capabilities]: Capabilities[K] extends () => Promise<Repair> ? K : never
}[keyof Capabilities]

/** Brings this about, and gives what undoes it. */
export const faultOf = async ({ store }: Scene, capability: Fault): Promise<Repair> => {
  const repair = await store[capability]?.()
  holds(repair !== undefined, `${capability} gave nothing to repair it with`)
  return repair
}

/** Gives what this comes to within the time that the store states, and a little more for the machine's sake. */
export const withinStated = async <A>({ subject }: Scene, what: string, work: Promise<A>): Promise<A> => {
  const ms = answerWithinMs(subject)
  return withinMs(ms * 1.5 + 500, `${what} was not answered within the stated ${ms} ms`, work)
}
