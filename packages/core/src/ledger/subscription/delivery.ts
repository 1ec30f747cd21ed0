import { type Either, right } from 'fp-ts/lib/Either.js'

import type { StoreError } from '../../failure/store-error.js'
import type { Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { Change } from '../change/change.js'
import { type ChangeReader, changeOf } from '../change/change-of.js'
import { type MembershipExpired, membershipExpiredIn, isNotice } from '../log/notice.js'
import { forgottenIn, forgottenType, type PersonForgotten } from '../log/person-forgotten.js'
import { isMembershipStream, personsStream } from '../log/stream-names.js'

/** Where a delivery comes from, and whether it is of the past. */
export interface DeliverySource {
  readonly orgId: number
  readonly position: Position
  /** ms since epoch, by the store's clock. */
  readonly recordedAt: number
  /** Recorded before the subscription was new. */
  readonly replay: boolean
}

/** What the arrival of one event changed. */
export interface ChangeDelivery extends DeliverySource, Change {
  readonly _tag: 'changed'
}

/** What a subscription hands over, in the order of the log: a change, a notice of expiry, or that a person was forgotten. */
export type Delivery =
  | ChangeDelivery
  | ({ readonly _tag: 'expired' } & DeliverySource & MembershipExpired)
  | ({ readonly _tag: 'forgotten' } & DeliverySource & PersonForgotten)

/** The delivery of this record; `undefined` for a record that changes nothing for subscribers. */
export const deliveryOf = (
  reader: ChangeReader,
  tenant: Tenant,
  record: RecordedEvent,
  replayUntil: Position,
): DeliveryRead | Promise<DeliveryRead> => {
  const replay = record.position <= replayUntil
  if (isMembershipStream(record.stream)) {
    const change = changeOf(reader, tenant, record)
    return '_tag' in change ? changeRead(change, replay) : change.then((read) => changeRead(read, replay))
  }
  if (record.stream === personsStream && record.type === forgottenType)
    return right({ _tag: 'forgotten', ...forgottenIn(tenant, record), replay })
  if (isNotice(record)) {
    const orgId = Number(tenant)
    return right({ _tag: 'expired', orgId, ...membershipExpiredIn(tenant, record), replay })
  }
  return right(undefined)
}

type DeliveryRead = Either<StoreError, Delivery | undefined>

const changeRead = (change: Either<StoreError, Change>, replay: boolean): DeliveryRead =>
  change._tag === 'Left' ? change : right(changeDelivery(change.right, replay))

/** Written out: a spread of this many fields costs more than the fold of an event. */
const changeDelivery = (change: Change, replay: boolean): ChangeDelivery => ({
  _tag: 'changed',
  orgId: change.key.orgId,
  position: change.position,
  recordedAt: change.recordedAt,
  replay,
  key: change.key,
  event: change.event,
  before: change.before,
  after: change.after,
  transitions: change.transitions,
  late: change.late,
})
