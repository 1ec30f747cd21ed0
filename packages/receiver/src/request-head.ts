/** A request without its body: all that is known before anything of the body is read. */
export interface RequestHead {
  readonly method: string
  /** Absolute, or path and query where the server knows no more. */
  readonly url: string
  readonly headers: RequestHeaders
}

/** Headers as whoever checks a request asks for them; the `Headers` of a fetch-shaped request are some. */
export interface RequestHeaders {
  /** The value under this name, in upper or lower case; those of a repeated header joined by `, `. `null`: there is none. */
  get(name: string): string | null
}

/** The head alone: who checks it is not handed the body. */
export const headOf = ({ method, url, headers }: RequestHead): RequestHead => ({ method, url, headers })

/** The path of the request, without its query; empty where the URL is none. */
export const pathOf = ({ url }: RequestHead): string => {
  try {
    return new URL(url, 'http://localhost').pathname
  } catch {
    return ''
  }
}

/** Whether a header can have this name: a token of HTTP. */
export const isHeaderName = (name: string): boolean => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)
