/** A server that reads each body and answers 200: what any receiver on `node:http` pays. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

const server = createServer((message, response) => {
  message.on('end', () => response.writeHead(200, { 'content-length': 0 }).end()).resume()
})
// Connections lie idle while another contender takes its turn.
server.keepAliveTimeout = 0
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => {
  server.close()
  server.closeAllConnections()
})
