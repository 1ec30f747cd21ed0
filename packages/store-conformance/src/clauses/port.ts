import { type Answer, storeLimits } from '@partner-ledger/core/store'

import { type Check, checksOf } from '../check.js'
import { appendOf, appendOne, eventOf, outcomesOf } from '../event.js'
import { errorOf, holds, same, valueOf } from '../expectation.js'
import { breathe, epochOf, eventsOf, headOf, tenantsOf } from '../reading.js'
import { noisyTenants, tenant } from '../scene.js'
import { badTexts } from './bad-appends.js'
import { hostileNames } from './hostile-names.js'

export const portChecks: readonly Check[] = checksOf('port', [
  {
    sentence: 'the epoch is the same through every handle and after a restart',
    title: 'the epoch is some text, the same through two handles and after appends; another store has another one',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const epoch = await epochOf(store)
      holds(typeof epoch === 'string' && epoch.length > 0, 'an epoch is some text')
      await appendOne(store, tenant, 'orders', eventOf('e'))
      same(await epochOf(other), epoch, 'the epoch through another handle')
      const elsewhere = await scene.subject.open()
      const apart = await elsewhere.handle()
      const another = await epochOf(apart)
      await apart.close()
      await elsewhere.dispose()
      holds(another !== epoch, 'two stores have one epoch')
    },
  },
  {
    sentence: 'the epoch is the same through every handle and after a restart',
    title: 'the epoch is the same after a restart',
    needs: ['reopen'],
    run: async (scene) => {
      const epoch = await epochOf(await scene.handle())
      same(await epochOf(await scene.reopened()), epoch, 'the epoch after a restart')
    },
  },
  {
    sentence: 'tenants are listed once each with their head, by code unit, in bounded pages',
    title: 'tenants come in the order of code units, whatever page they are read in, and after any name',
    run: async (scene) => {
      const store = await scene.handle()
      for (const name of hostileNames.toReversed()) await appendOne(store, name, 'orders', eventOf('e'))
      const sorted = [...hostileNames, ...noisyTenants].toSorted()
      same(await tenantsOf(store, '', 10_000), sorted, 'the tenants')
      for (const limit of [1, 7]) {
        const paged: string[] = []
        for (;;) {
          const page = await tenantsOf(store, paged.at(-1) ?? '', limit)
          holds(page.length <= limit, `a page of ${page.length} tenants where ${limit} were asked for`)
          if (page.length === 0) break
          holds(paged.length <= sorted.length, 'paging the tenants comes to no end')
          paged.push(...page)
        }
        same(paged, sorted, `the tenants in pages of ${limit}`)
      }
      const after = sorted.filter((name) => name > 'm')
      same(await tenantsOf(store, 'm', 10_000), after, 'the tenants after a name that is none')
    },
  },
  {
    sentence: 'tenants are listed once each with their head, by code unit, in bounded pages',
    title: 'a tenant is listed when it has an event: neither a conflict nor a read makes one',
    run: async (scene) => {
      const store = await scene.handle()
      same(
        (await outcomesOf(store, 'ghost', [appendOf('orders', 3, eventOf('e'))]))[0]?._tag,
        'conflict',
        'the outcome',
      )
      await eventsOf(store.readAll('ghost', 0, 10), 'readAll')
      same(await tenantsOf(store, '', 10_000), noisyTenants.toSorted(), 'the tenants')
    },
  },
  {
    sentence: 'tenants are listed once each with their head, by code unit, in bounded pages',
    title: 'each tenant has the head of its own log, right after an append, and `more` says whether one follows',
    run: async (scene) => {
      const [store, other] = [await scene.handle(), await scene.handle()]
      const heads = new Map<string, number>()
      for (const name of noisyTenants) heads.set(name, await headOf(store, name))
      for (let n = 0; n < 20; n += 1) {
        const name = scene.random.pick(['left', 'right', tenant])
        heads.set(name, (await appendOne(n % 2 === 0 ? store : other, name, 'orders', eventOf(`e${n}`))).position)
        const sorted = [...heads].map(([named, head]) => ({ tenant: named, head })).sort(byTenant)
        for (const limit of [1, sorted.length - 1, sorted.length, 100]) {
          const listed = await valueOf(store.heads('', limit), 'heads')
          same(listed.heads, sorted.slice(0, limit), `${limit} heads`)
          same(listed.more, sorted.length > limit, `\`more\` of ${limit} heads`)
        }
      }
    },
  },
  {
    sentence: 'head and body answer for what is not there',
    title: 'a tenant without events has head 0; no event and no body given is undefined, an empty body is empty',
    run: async (scene) => {
      const store = await scene.handle()
      same(await headOf(store, 'nobody'), 0, 'the head of a tenant without events')
      const { body: _, ...bare } = eventOf('bare')
      const { position } = await appendOne(store, tenant, 'orders', bare)
      for (const at of [0, position, position + 1, Number.MAX_SAFE_INTEGER])
        same(await valueOf(store.body(tenant, at), 'body'), undefined, `the body at ${at}`)
      const empty = await appendOne(store, tenant, 'orders', { ...bare, id: 'empty', body: new Uint8Array() })
      same((await valueOf(store.body(tenant, empty.position), 'body'))?.length, 0, 'the length of an empty body')
      same(
        await eventsOf(store.readStream(tenant, 'unheard-of', 0, 10), 'readStream'),
        [],
        'a stream that is not there',
      )
    },
  },
  {
    sentence: 'reads refuse arguments outside their rules',
    title: 'names, versions, positions and limits outside their rules are InvalidArgument that names the argument',
    run: async (scene) => {
      const store = await scene.handle()
      const refuse = async (argument: string, answer: Promise<unknown>, what: string): Promise<void> => {
        const error = await errorOf(answer as Answer<unknown>, what)
        same([error._tag, 'argument' in error && error.argument], ['InvalidArgument', argument], what)
      }
      for (const [name, bad] of badTexts(storeLimits.nameBytes)) {
        await refuse('tenant', store.readStream(bad, 's', 0, 1), `readStream of a tenant that is ${name}`)
        await refuse('stream', store.readStream(tenant, bad, 0, 1), `readStream of a stream that is ${name}`)
        await refuse('tenant', store.readAll(bad, 0, 1), `readAll of a tenant that is ${name}`)
        await refuse('tenant', store.streams(bad, '', '', 1), `streams of a tenant that is ${name}`)
        await refuse('tenant', store.body(bad, 1), `body of a tenant that is ${name}`)
        await refuse('tenant', store.forget(bad, 's', 1, 0), `forget of a tenant that is ${name}`)
        await refuse('stream', store.forget(tenant, bad, 1, 0), `forget of a stream that is ${name}`)
        if (bad === '') continue
        await refuse('after', store.heads(bad, 1), `heads after a name that is ${name}`)
        await refuse('prefix', store.streams(tenant, bad, '', 1), `streams of a prefix that is ${name}`)
        await refuse('after', store.streams(tenant, '', bad, 1), `streams after a name that is ${name}`)
      }
      for (const limit of [0, -1, 1.5, NaN, storeLimits.readEvents + 1, '1' as unknown as number]) {
        await refuse('limit', store.readStream(tenant, 's', 0, limit), `readStream with limit ${limit}`)
        await refuse('limit', store.readAll(tenant, 0, limit), `readAll with limit ${limit}`)
        await refuse('limit', store.heads('', limit), `heads with limit ${limit}`)
        await refuse('limit', store.streams(tenant, '', '', limit), `streams with limit ${limit}`)
      }
      for (const whole of [-1, 1.5, NaN, 2 ** 53]) {
        await refuse('after', store.readStream(tenant, 's', whole, 1), `readStream after ${whole}`)
        await refuse('after', store.readAll(tenant, whole, 1), `readAll after ${whole}`)
        await refuse('position', store.body(tenant, whole), `body at ${whole}`)
        await refuse('upTo', store.forget(tenant, 's', whole, 0), `forget up to ${whole}`)
      }
      for (const instant of [1.5, NaN, Infinity, 2 ** 53])
        await refuse('occurredUntil', store.forget(tenant, 's', 1, instant), `forget until ${instant}`)
    },
  },
  {
    sentence: 'onAppend disturbs nobody, and its end is idempotent',
    title: 'wakes may come or not; once it was ended, twice, no append wakes it',
    run: async (scene) => {
      const store = await scene.handle()
      let wakes = 0
      const ends = [
        store.onAppend(tenant, () => wakes++),
        store.onAppend(tenant, () => {}),
        store.onAppend('x', () => {}),
      ]
      await appendOne(store, tenant, 'orders', eventOf('woken'))
      await breathe()
      for (const end of [...ends, ...ends]) end()
      const before = wakes
      for (let n = 0; n < 3; n += 1) {
        await appendOne(store, tenant, 'orders', eventOf(`silent-${n}`))
        await breathe()
      }
      same(wakes, before, 'the number of wakes after its end')
    },
  },
])

const byTenant = (a: { readonly tenant: string }, b: { readonly tenant: string }): number =>
  a.tenant < b.tenant ? -1 : 1
