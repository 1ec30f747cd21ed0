import { once } from 'node:events'
import { connect } from 'node:net'

/** A connection that is kept, and posts one body after the other. */
export interface Connection {
  /** Posts it and waits for the whole answer. Rejects for another status than 200. */
  post(body: string): Promise<void>
  close(): void
}

/**
 * Written over a bare socket: a client of `node:http` takes longer for a request than the servers that are to be measured,
 * and would make them all alike. It reads what these servers write, each answer with its `content-length`.
 */
export const openConnection = async (port: number, headers: Readonly<Record<string, string>>): Promise<Connection> => {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const head = `POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${lines.join('')}`
  let waiting: Waiting | undefined
  let received = ''
  socket.setEncoding('latin1')
  socket.on('data', (text: string) => {
    received += text
    if (!isWhole(received)) return
    const answer = received
    received = ''
    if (answer.startsWith('HTTP/1.1 200 ')) waiting?.resolve()
    else waiting?.reject(new Error(`the server answered ${answer.slice(9, 12)}`))
  })
  socket.on('close', () => waiting?.reject(new Error('the server closed the connection')))
  return {
    post: (body) =>
      new Promise((resolve, reject) => {
        if (socket.destroyed) reject(new Error('the server closed the connection'))
        waiting = { resolve, reject }
        socket.write(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`)
      }),
    close: () => {
      waiting = undefined
      socket.destroy()
    },
  }
}

interface Waiting {
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

const isWhole = (answer: string): boolean => {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return false
  const length = /\r\ncontent-length: (\d+)/i.exec(answer.slice(0, end))?.[1]
  if (length === undefined) throw new Error('an answer without a length')
  return answer.length === end + 4 + Number(length)
}
