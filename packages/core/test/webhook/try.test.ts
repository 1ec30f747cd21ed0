import { test } from 'vitest'
import { decodeWebhook } from '../../src/webhook/decode.js'
const { loadManifest, loadCases } = await import('/work/shared/badinput/materialise.mjs')
test('x', () => {
  const m = loadManifest(); const cases = loadCases()
  let bad = 0
  for (const c of m.cases) {
    const t0 = performance.now()
    const r: any = decodeWebhook(cases.get(c.id), { now: m.assumes.now })
    const dt = performance.now() - t0
    const got = r._tag === 'Left' ? r.left.issues : r.right
    let ok = (r._tag === 'Left') === (c.verdict === 'reject')
    if (ok && r._tag === 'Left') ok = got.some((i: any) => [c.kind, ...(c.alsoKind ?? [])].includes(i.kind) && [c.path, ...(c.alsoAllowed ?? [])].includes(i.path))
    if (ok && r._tag === 'Right') ok = (c.warnings ?? []).every((w: string) => got.warnings.some((x: any) => x.path === w))
    if (!ok || dt > 20) { bad++; console.log(c.id, dt, JSON.stringify(c).slice(0, 300), JSON.stringify(got).slice(0, 1500)) }
  }
  console.log(bad)
  console.log(JSON.stringify(decodeWebhook(cases.get('vendor-samples/linked-schema')), null, 1).slice(0, 3000))
})
