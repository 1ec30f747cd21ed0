/** How many are inside, and word when the last one has left. */
export interface Presence {
  readonly inside: number
  enter(): void
  leave(): void
  /** Resolves when nobody is inside, or without that after so many ms. Until then the process stays alive. */
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
