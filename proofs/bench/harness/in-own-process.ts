import { fork } from 'node:child_process'

/**
 * Runs a file of the bench in a process of its own, with these flags of Node, and answers the one message that it sends. Its
 * errors are shown.
 */
export const inOwnProcess = <A>(file: string, words: readonly string[], flags: readonly string[] = []): Promise<A> =>
  new Promise((resolve, reject) => {
    // A peer prints to the standard output, which is ours for the table.
    const child = fork(file, words, {
      execArgv: ['--expose-gc', ...flags],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    let answer: { readonly message: A } | undefined
    child.once('message', (message) => {
      answer = { message: message as A }
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      if (answer === undefined) reject(new Error(`${words[0] ?? file} ended with ${code ?? 'a signal'}`))
      else resolve(answer.message)
    })
  })
