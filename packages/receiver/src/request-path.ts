import type { RequestHead } from './request-head.js'

/**
 * The path of a request as the client sent it, without its query and without one trailing slash. `undefined` where URL
 * normalisation would change it (`/a/../b`, `%2e%2e`, `//`, a backslash, an encoded slash or letter): two readers of such a
 * path may take it for two different ones.
 */
export const pathOf = ({ url }: Pick<RequestHead, 'url'>): string | undefined => {
  const target = url.replace(origin, '')
  const [path = ''] = target.split('?', 1)
  if (path === '' && target !== url) return ''
  return isNormal(path) ? withoutSlash(path) : undefined
}

/** The path that a key of a table stands for, by the same rules; `undefined` where no request can have it. */
export const tablePath = (key: string): string | undefined =>
  key.startsWith('/') && !key.includes('?') ? pathOf({ url: key }) : undefined

/** Scheme and authority of an absolute URL. */
const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\\]*/i

const isNormal = (path: string): boolean => {
  if (!path.startsWith('/') || path.includes('//') || needlessEscape.test(path)) return false
  const normalised = URL.canParse(`http://localhost${path}`) ? new URL(`http://localhost${path}`) : undefined
  return normalised?.pathname === path
}

/** An escape that is none, or of a character that needs none, or of one that separates: NUL, `/`, `\`. */
const needlessEscape = /%(?![0-9a-f]{2})|%(00|2[def]|3\d|4[1-9a-f]|5[0-9acf]|6[1-9a-f]|7[0-9ae])/i

const withoutSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : path)
