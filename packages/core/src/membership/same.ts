/** Whether two parts of a membership are equal byte for byte: they are laid out in one place each, so text decides. */
export const same = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
