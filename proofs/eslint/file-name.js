import { relative, sep } from 'node:path'

/** @import { Rule } from 'eslint' */

const nameless = /^(utils?|helpers?|types|common|interfaces?)$/
const kebab = /^\.?[a-z0-9]+(-[a-z0-9]+)*$/

/** A file and its folders are named after what they hold, in kebab-case: never after a kind of code. */
export const fileName = /** @satisfies {Rule.RuleModule} */ ({
  meta: {
    type: 'problem',
    docs: { description: 'Forbid names that name a kind of code, and names outside kebab-case.' },
    messages: {
      nameless: '"{{ part }}" names a kind of code: name it after the noun or verb that it holds.',
      kebab: '"{{ part }}" is not in kebab-case.',
    },
    schema: [],
  },
  create: (context) => ({
    Program: (node) => {
      for (const part of relative(context.cwd, context.filename)
        .split(sep)
        .flatMap((name) => name.split('.'))) {
        if (nameless.test(part)) context.report({ node, messageId: 'nameless', data: { part } })
        else if (part !== '' && !kebab.test(part)) context.report({ node, messageId: 'kebab', data: { part } })
      }
    },
  }),
})
