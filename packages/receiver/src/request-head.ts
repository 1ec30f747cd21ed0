/** A request without its body: all that is known before anything of the body is read. */
export interface RequestHead {
  readonly method: string
  /** Absolute, or path and query where the server knows no more. */
  readonly url: string
  readonly headers: Headers
}

/** The path of the request, without its query; empty where the URL is none. */
export const pathOf = ({ url }: RequestHead): string => {
  try {
    return new URL(url, 'http://localhost').pathname
  } catch {
    return ''
  }
}
