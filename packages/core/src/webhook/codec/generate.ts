/** Code in the making. Its text comes from codecs alone, never from a payload. */
export interface Draft {
  /** A name that nothing else in the code has. */
  readonly name: () => string
  /** The name by which the code refers to a value of ours. */
  readonly constant: (value: unknown) => string
  /** The function that the code makes, of these parameters. */
  readonly finish: (parameters: string, body: string) => unknown
}

export const draft = (): Draft => {
  const constants: unknown[] = []
  let names = 0
  return {
    name: () => `v${names++}`,
    constant: (value) => {
      const known = constants.indexOf(value)
      return `c${known === -1 ? constants.push(value) - 1 : known}`
    },
    finish: (parameters, body) => {
      const source = `'use strict'\nreturn (${parameters}) => {\n${body}\n}`
      const make = new Function(...constants.map((_, index) => `c${index}`), source) as (...given: unknown[]) => unknown
      return make(...constants)
    },
  }
}

/** Whether this process may make code of text: a flag of Node or a policy of its host can forbid it. */
export const mayGenerate = (): boolean => {
  try {
    return draft().finish('', 'return true') !== undefined
  } catch {
    return false
  }
}
