/**
 * @typedef {object} Page What a page of Markdown holds of a program.
 * @property {string} code Its `ts` blocks in order, as one module, each line at the line number that it has in the page. A
 * comment `<!-- ts … -->` is code as well: what a reader need not see.
 * @property {number} blocks How many `ts` blocks there are.
 * @property {string} output What the module prints: the `text` blocks that follow a `ts` block, in order.
 */

/**
 * Reads a page.
 * @param {string} markdown
 * @returns {Page}
 */
export const readPage = (markdown) => {
  /** @type {string[]} */
  const code = []
  /** @type {string[]} */
  const output = []
  let fence = ''
  let blocks = 0
  let isBehindCode = false
  for (const line of markdown.split('\n')) {
    const mark = /^```(.*)$/.exec(line)
    const hidden = /^<!-- ts (.*) -->$/.exec(line)?.[1]
    if (mark !== null) {
      const opened = mark[1] ?? ''
      if (fence !== '') {
        isBehindCode = fence === 'ts'
        fence = ''
      } else {
        fence = opened === 'text' && isBehindCode ? 'output' : opened === '' ? 'plain' : opened
        if (fence === 'ts') blocks += 1
      }
    } else if (fence === 'output') output.push(line)
    else if (fence === '' && line !== '') isBehindCode = false
    code.push(mark === null && fence === 'ts' ? line : (hidden ?? ''))
  }
  return { code: code.join('\n'), blocks, output: output.map((line) => `${line}\n`).join('') }
}
