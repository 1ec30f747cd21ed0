// Hosts that answer by themselves while the receiver is at work, each in a server of its own. Prints what their clients
// were answered: the status of each act, in the middle of the body and in the middle of the ledger's work.
import { createServer, request } from 'node:http'
import { connect, createServer as createHttp2Server } from 'node:http2'
import { setTimeout as sleep } from 'node:timers/promises'

import { webhookHandler } from '@partner-ledger/receiver'
import { nodeListener } from '@partner-ledger/receiver/node'

/** @import { IncomingMessage, ServerResponse } from 'node:http' */

const [, , manner = 'sound', protocol = 'http'] = process.argv

/** Ends the answer later than the receiver is done. @param {ServerResponse} response */
const endLater = (response) => setTimeout(() => response.end(), 300)

/** @type {Record<string, (message: IncomingMessage, response: ServerResponse) => unknown>} */
const acts = {
  end: (_, response) => response.writeHead(503).end(),
  begin: (_, response) => endLater(response.writeHead(503)),
  write: (_, response) => {
    response.write('a')
    endLater(response)
  },
  'destroy the response': (_, response) => response.destroy(),
  'destroy the message': (message) => message.destroy(),
}

/** Writes without a look at the response, as a listener does that knows of no other. @type {typeof acts['end']} */
const hasty = (_, response) => setTimeout(() => response.writeHead(200).end('late'), 150)

/** @param {boolean} isWhole whether the body arrives whole, so that the ledger is at work when the host answers */
const listenerOf = (isWhole) => {
  /** @type {import('@partner-ledger/core').Receipt} */
  const ignored = { _tag: 'Ignored', reason: 'unknown-event' }
  const ingest = async () => {
    await sleep(isWhole ? 150 : 0)
    return { _tag: /** @type {const} */ ('Right'), right: ignored }
  }
  return nodeListener(webhookHandler({ ledger: { ingest }, authenticate: () => true, deadlineMs: 150 }))
}

/** @param {number} port @param {boolean} isWhole @returns {Promise<string>} */
const statusOf = (port, isWhole) =>
  new Promise((resolve) => {
    if (protocol === 'http') {
      const sent = request({ port, host: '127.0.0.1', method: 'POST' })
      sent.on('error', () => resolve('none')).on('response', (answer) => resolve(String(answer.statusCode)))
      sent.write('{"a":')
      if (isWhole) sent.end('1}')
      return
    }
    const sent = connect(`http://127.0.0.1:${port}`).request({ ':method': 'POST' })
    sent.on('error', () => resolve('none')).on('close', () => resolve('none'))
    sent.on('response', (headers) => resolve(String(headers[':status'])))
    sent.write('{"a":')
    if (isWhole) sent.end('1}')
  })

/** @param {typeof acts['end']} act @param {boolean} isWhole @returns {Promise<string>} */
const answered = async (act, isWhole) => {
  const listener = manner === 'hasty' ? hasty : listenerOf(isWhole)
  /** @param {any} message @param {any} response */
  const host = (message, response) => {
    listener(message, response)
    setTimeout(() => act(message, response), 30)
  }
  const server = protocol === 'http' ? createServer(host) : createHttp2Server(host)
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)))
  const address = server.address()
  return statusOf(typeof address === 'object' ? (address?.port ?? 0) : 0, isWhole)
}

const names = Object.keys(acts)
const statuses = await Promise.all(
  names.flatMap((name) => [false, true].map((isWhole) => answered(acts[name] ?? hasty, isWhole))),
)
// By now the receiver would have written as well.
await sleep(500)
process.stdout.write(JSON.stringify(statuses))
process.exit(0)
