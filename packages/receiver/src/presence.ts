/** Counts the requests in flight, and waits until there is none. */
export interface Presence {
  readonly inside: number
  enter(): void
  leave(): void
  /** Resolves when nobody is inside, or after so many ms. The process stays alive until then. */
  emptied(withinMs: number): Promise<void>
}

export const presence = (): Presence => {
  let inside = 0
  const waiting = new Set<() => void>()
  return {
    get inside() {
      return inside
    },
    enter: () => {
      inside += 1
    },
    leave: () => {
      inside -= 1
      if (inside === 0) for (const resolve of waiting) resolve()
    },
    emptied: (withinMs) =>
      new Promise((resolve) => {
        if (inside === 0) return resolve()
        const end = (): void => {
          clearTimeout(timer)
          waiting.delete(end)
          resolve()
        }
        const timer = setTimeout(end, withinMs)
        waiting.add(end)
      }),
  }
}
