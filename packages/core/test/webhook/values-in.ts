/** The texts and numbers of a body that are long enough to be recognised: keys are no values. */
export const valuesIn = (body: string): readonly string[] => [
  ...new Set([
    ...[...body.matchAll(/"((?:[^"\\]|\\.){4,200})"(?!\s*:)/g)].map(([, text]) => String(text)),
    ...[...body.matchAll(/(?<=[:[,]\s*)-?\d[\d.eE+-]{3,40}/g)].map(([number]) => number),
  ]),
]

/** Whether any of what was found is in the text: the path and the fixed words of an issue aside, none may be. */
export const quotesOf = (body: string, told: unknown): readonly string[] => {
  const text = JSON.stringify(told)
  return valuesIn(body).filter((value) => text.includes(value) && !fixedWords.includes(value))
}

/** What our own words have in common with some bodies. */
const fixedWords = ['9007199254740991', 'data', 'text', 'Linked', 'prototype']
