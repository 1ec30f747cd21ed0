/**
 * A host application around a ledger, in plain async functions: it answers webhooks, listens to hooks, asks questions,
 * and mends what could not be a fact at first.
 */
import { createLedger, isLedgerError, type Ledger, type LedgerOptions, orThrow } from '@partner-ledger/core'
import { openPeriod } from '@partner-ledger/core/membership'
import { memoryStore } from '@partner-ledger/store-memory'

import { answerWebhook } from './answer-webhook.js'
import { cutOff, foreign, huge, lateUpgrade, linked, upgraded } from './deliveries.js'

const key = { orgId: 50191, loyaltyProgramId: 855, partnerProgramId: 25, customerId: 354971193 }

/** The story plays at one instant, so that it is told the same every time. */
const clock = (): number => Date.parse('2024-06-30T20:00:00Z')

const store = memoryStore({ clock })
const options: LedgerOptions = { store, clock, zone: 'Asia/Kolkata', allowedOrgs: [50191] }

const said: string[] = []

const listen = (ledger: Ledger): void => {
  ledger.on('linked', ({ key: { customerId }, after }) => {
    said.push(`linked: customer ${customerId} to ${after.program.name ?? 'a program'}`)
  })
  ledger.on('tierChanged', async () => {
    throw new Error('the mail server is away')
  })
  ledger.on('tierChanged', ({ before, after }) => {
    const [from, to] = [before, after].map((membership) => openPeriod(membership)?.tier?.number ?? 'none')
    said.push(`tierChanged: from ${from} to ${to}`)
  })
  ledger.on('quarantined', ({ reason }) => {
    said.push(`quarantined: ${reason}`)
  })
  ledger.on('error', (failure) => {
    said.push(failure._tag === 'ListenerFailed' ? `error: a listener of ${failure.hook} failed` : failure._tag)
  })
}

const deliver = async (ledger: Ledger): Promise<void> => {
  console.log('Webhooks and their answers')
  const bodies = { linked, upgraded, lateUpgrade, 'linked again': linked, cutOff, foreign, huge }
  for (const [name, body] of Object.entries(bodies)) {
    const { status, text } = await answerWebhook(ledger, body)
    console.log(`  ${name.padEnd(12)}  ${status}  ${text}`)
  }
}

const ask = async (ledger: Ledger): Promise<void> => {
  const membership = await orThrow(ledger.membership(key))
  const { link, until = 0 } = ledger.standing(membership)
  console.log(`\nThe membership is ${link}: its last day ended in Kolkata at ${new Date(until).toISOString()}.`)

  const { items } = await orThrow(ledger.memberships({ orgId: key.orgId, link: 'expired' }, { limit: 10 }))
  console.log(`Expired memberships of the organisation: ${items.length}.`)

  console.log('Why is the tier what it is?')
  for (const { event, changes, version } of await orThrow(ledger.explain(key, 'tier'))) {
    const [change] = changes
    const tier = change?.field === 'tier' ? change.after?.number : undefined
    console.log(`  ${new Date(event.occurredAt).toISOString()}  tier ${tier}, arrived as no. ${version}`)
  }
}

/** The organisation is served from now on, so what was kept apart for that reason becomes a fact. */
const serveAnother = async (): Promise<void> => {
  const ledger = createLedger({ ...options, allowedOrgs: [50191, 50192] })
  const { items } = await orThrow(ledger.quarantine.list({ status: 'open' }))
  console.log('\nThe quarantine, tried again')
  for (const { id, reason } of items) {
    const outcome = await orThrow(ledger.quarantine.redrive(id))
    console.log(`  ${reason.padEnd(12)}  ${outcome._tag}`)
  }
  await ledger.close()
}

const misuse = async (ledger: Ledger): Promise<void> => {
  console.log('\nWhat goes wrong has a name')
  try {
    createLedger({ ...options, zone: 'India' })
  } catch (error) {
    if (isLedgerError(error)) console.log(`  ${error.message}`)
  }
  try {
    await orThrow(ledger.membership(key))
  } catch (error) {
    if (isLedgerError(error)) console.log(`  ${error.error._tag}: a retry ${error.retryable ? 'may' : 'cannot'} help`)
  }
}

const ledger = createLedger(options)
listen(ledger)
await deliver(ledger)
await ask(ledger)
await ledger.close()

console.log(`\nWhat the hooks said, each after its receipt\n${said.map((line) => `  ${line}`).join('\n')}`)

await serveAnother()
await misuse(ledger)
await store.close()
