import { type Corrupt, corrupt, type Tenant } from '@partner-ledger/core/store'

import { codeUnits } from '../file/code-units.js'
import { tenantDamage, tenantsAreWhole } from './heads.js'
import type { Statements } from '../schema/statements.js'

/** A page of the tenants' names behind `after`, by code unit. */
export const tenantNames = (statements: Statements, after: Tenant, limit: number): readonly Tenant[] | Corrupt => {
  const rows = statements.tenantsAfter.all(codeUnits(after), limit)
  const names: Tenant[] = []
  for (const row of rows) {
    const damage = tenantDamage(row)
    const name = row[1] as Tenant
    if (damage !== undefined || name <= (names.at(-1) ?? after)) return corrupt(0, damage ?? 'tenant index')
    names.push(name)
  }
  return rows.length < limit && !tenantsAreWhole(statements) ? corrupt(0, 'a tenant is missing') : names
}
