/** How a body is made that is too long to be written down. All but `nest` start from a base. */
export type Recipe =
  | { readonly kind: 'filler'; readonly bytes: number; readonly with?: string }
  | { readonly kind: 'nest'; readonly open: string; readonly close: string; readonly depth: number }
  | { readonly kind: 'extra'; readonly open: string; readonly close: string; readonly depth: number }
  | { readonly kind: 'keys'; readonly count: number }
  | {
      readonly kind: 'replace'
      readonly find: string
      readonly open: string
      readonly repeat: string
      readonly times: number
      readonly close?: string
    }

export const generate = (recipe: Recipe, base: string): string => {
  switch (recipe.kind) {
    case 'filler': {
      const filler = recipe.with ?? 'f'
      const room = recipe.bytes - Buffer.byteLength(withField(base, '"filler":""'))
      return withField(base, `"filler":"${filler.repeat(room / Buffer.byteLength(filler))}"`)
    }
    case 'nest':
      return recipe.open.repeat(recipe.depth) + recipe.close.repeat(recipe.depth)
    case 'extra': {
      const nested = `${recipe.open.repeat(recipe.depth)}0${recipe.close.repeat(recipe.depth)}`
      return withField(base, `"extra":${nested}`)
    }
    case 'keys':
      return withField(base, Array.from({ length: recipe.count }, (_, index) => `"u${index}":${index}`).join())
    case 'replace': {
      const made = recipe.open + recipe.repeat.repeat(recipe.times) + (recipe.close ?? '')
      return base.replace(recipe.find, () => made)
    }
  }
}

const withField = (base: string, field: string): string => `${base.slice(0, -1)},${field}}`
