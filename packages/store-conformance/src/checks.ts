import type { Check } from './check.js'
import { subjectChecks } from './clauses/p00-subject.js'
import { wholeChecks } from './clauses/p01-whole.js'
import { oneWinnerChecks } from './clauses/p02-one-winner.js'
import { duplicateChecks } from './clauses/p03-duplicate.js'
import { durabilityChecks } from './clauses/p04-durability.js'
import { positionChecks } from './clauses/p05-position.js'
import { tailChecks } from './clauses/p06-tail.js'
import { readYourWriteChecks } from './clauses/p07-read-your-write.js'
import { pageChecks } from './clauses/p08-page.js'
import { suffixChecks } from './clauses/p08-suffix.js'
import { outcomeChecks } from './clauses/p09-outcome.js'
import { argumentChecks } from './clauses/p09-arguments.js'
import { failureChecks } from './clauses/p09-failure.js'
import { tenantChecks } from './clauses/p10-tenant.js'
import { forgetChecks } from './clauses/p11-forget.js'
import { forgetAtRestChecks } from './clauses/p11-forget-at-rest.js'
import { nameChecks } from './clauses/p12-name.js'
import { closeChecks } from './clauses/p13-close.js'
import { roundTripChecks } from './clauses/p14-round-trip.js'
import { damageChecks } from './clauses/p14-damage.js'
import { boundedChecks } from './clauses/p15-bounded.js'
import { connectionChecks } from './clauses/p15-connections.js'
import { seenChecks } from './clauses/p16-seen.js'
import { snapshotChecks } from './clauses/p16-snapshot.js'
import { portChecks } from './clauses/port.js'
import { streamsChecks } from './clauses/port-streams.js'
import { wakeChecks } from './clauses/port-wakes.js'

/** Every check of the contract, in the order of the promises. */
export const checks: readonly Check[] = [
  ...subjectChecks,
  ...wholeChecks,
  ...oneWinnerChecks,
  ...duplicateChecks,
  ...durabilityChecks,
  ...positionChecks,
  ...tailChecks,
  ...readYourWriteChecks,
  ...suffixChecks,
  ...pageChecks,
  ...outcomeChecks,
  ...argumentChecks,
  ...failureChecks,
  ...tenantChecks,
  ...forgetChecks,
  ...forgetAtRestChecks,
  ...nameChecks,
  ...closeChecks,
  ...roundTripChecks,
  ...damageChecks,
  ...boundedChecks,
  ...connectionChecks,
  ...seenChecks,
  ...snapshotChecks,
  ...portChecks,
  ...streamsChecks,
  ...wakeChecks,
]
