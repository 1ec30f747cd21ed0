/** A request without its body: what is known before any of the body is read. */
export interface RequestHead {
  readonly method: string
  /** As the client sent it: absolute, or path and query where the server knows no more. */
  readonly url: string
  readonly headers: RequestHeaders
}

/** The headers of a request; the `Headers` of a fetch-shaped request fit. */
export interface RequestHeaders {
  /** The value under this name, in upper or lower case; those of a repeated header joined by `, `. `null`: there is none. */
  get(name: string): string | null
}

/** The head alone: a check of the sender cannot reach the body. */
export const headOf = ({ method, url, headers }: RequestHead): RequestHead => ({ method, url, headers })

/** Whether a header can have this name: a token of HTTP. */
export const isHeaderName = (name: string): boolean => /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/.test(name)
