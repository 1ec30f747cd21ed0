import type { IndexCheck } from './index-check.js'
import { indexArgumentChecks } from './index-clauses/i10-arguments.js'
import { indexDamageChecks } from './index-clauses/i11-damage.js'
import { stepChecks } from './index-clauses/i1-step.js'
import { rowChecks } from './index-clauses/i3-rows.js'
import { findChecks } from './index-clauses/i4-find.js'
import { countChecks } from './index-clauses/i6-count.js'
import { clearChecks } from './index-clauses/i7-clear.js'
import { indexTenantChecks } from './index-clauses/i8-tenant.js'

/** Every check of a membership index, in the order of the promises. */
export const indexChecks: readonly IndexCheck[] = [
  ...stepChecks,
  ...rowChecks,
  ...findChecks,
  ...countChecks,
  ...clearChecks,
  ...indexTenantChecks,
  ...indexArgumentChecks,
  ...indexDamageChecks,
]
