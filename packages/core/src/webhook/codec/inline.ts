/**
 * A question about a value as an expression for generated code, which is asked without a call. `isStorable` is there that
 * of the notes. Tests hold each equal to the function that it stands for.
 */
export type Inline = (value: string) => string

export const isObjectInCode: Inline = (value) =>
  `typeof ${value} === 'object' && ${value} !== null && !Array.isArray(${value})`

export const isTextInCode: Inline = (value) => `typeof ${value} === 'string'`

export const isStorableTextInCode: Inline = (value) =>
  `${isTextInCode(value)} && (isStorable || (${value}.isWellFormed() && !${value}.includes('\\0')))`

export const isIdInCode: Inline = (value) => `Number.isSafeInteger(${value}) && ${value} >= 1`

/** Any safe integer but −0. */
export const isKeptNumberInCode: Inline = (value) =>
  `Number.isSafeInteger(${value}) && (${value} !== 0 || 1 / ${value} > 0)`
