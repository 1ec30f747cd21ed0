import { gzipSync } from 'node:zlib'

import { deliveries } from '@partner-ledger/core/testing'

import { type Answer, type Body, deliverAll, send, type Sending } from './vendor.js'

/** Some of it twice, some of it late, all of it in parallel. */
const story = { memberships: 12, events: 8, duplicates: 0.1, late: 0.2 }

/** When the day is, ms since epoch: a month after the last thing that happened in it. */
export const dayOfStory = Date.UTC(2020, 8, 1)

/** What the platform sends on one day, printed as it is answered. */
export const playDay = async (url: string, key: string): Promise<void> => {
  const sending: Sending = { url: `${url}/webhooks/50191`, headers: { 'x-webhook-key': key } }
  const bodies = [...deliveries(story)]
  const replies = await deliverAll(sending, bodies)
  console.log(`${bodies.length} deliveries, 16 at a time, what met 429 again until it was taken`)
  for (const [reply, count] of [...replies].sort()) console.log(`  ${reply.padEnd(12)}${count}`)

  const [first = ''] = bodies
  const again = await Promise.all(Array.from({ length: 4 }, () => tried(sending, first)))
  console.log(`\nThe first of them four times more, at once\n  ${again.join('\n  ')}`)

  console.log('\nAnd what goes wrong')
  const say = async (what: string, answer: Promise<string>): Promise<void> =>
    console.log(`  ${what.padEnd(34)}${await answer}`)
  await say('half of a body', tried(sending, first.slice(0, first.length / 2)))
  await say('an event of another name', tried(sending, first.replace('partnerProgramLinked', 'pointsAdded')))
  await say('an event id of another fact', tried(sending, first.replace(/"createdAt":\d+/, '"createdAt":1')))
  await say('another organisation on this path', tried(sending, first.replace('"orgId":50191', '"orgId":50192')))
  await say('a body that does not end', tried(sending, endless(first)))
  await say('a body over 1 MiB', tried(sending, first.padEnd(1_048_577)))
  const packed = { ...sending, headers: { ...sending.headers, 'content-encoding': 'gzip' } }
  await say('a compressed body', tried(packed, gzipSync(first)))
  await say('a wrong header', tried({ ...sending, headers: { 'x-webhook-key': 'guessed' } }, first))
}

const tried = async (sending: Sending, body: Body): Promise<string> => wordFor(await send(sending, body))

const wordFor = ({ status, reply, reason }: Answer): string =>
  [status, reply, ...(reason === undefined ? [] : [`(${reason})`])].join(' ')

/** Its first half, and then nothing. */
const endless = (body: string): ReadableStream =>
  new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode(body.slice(0, body.length / 2))),
  })
