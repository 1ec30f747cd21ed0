/** The cost of one of so many operations, in µs, of work that does all of them. */
export const timed = async (operations: number, work: () => void | Promise<void>): Promise<number> => {
  const begun = performance.now()
  const working = work()
  if (working !== undefined) await working
  return ((performance.now() - begun) * 1000) / operations
}
