/** The text with the escapes of JSON read, whether or not it is JSON. */
export const unescaped = (text: string): string =>
  text.includes('\\')
    ? text.replace(/\\(u[0-9a-fA-F]{4}|["\\/bfnrt])/g, (escape) => String(JSON.parse(`"${escape}"`)))
    : text
