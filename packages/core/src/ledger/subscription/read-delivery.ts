import { type Either, right } from 'fp-ts/lib/Either.js'

import { membershipKey, type MembershipKey } from '../../membership/key.js'
import type { Facts, Position, RecordedEvent, Tenant } from '../../store/event.js'
import type { StoreError } from '../../store/store-error.js'
import { forgottenIn } from '../log/person-forgotten.js'
import { personsStream } from '../log/stream-names.js'
import type { Change } from '../change/change.js'
import { isMembershipStream } from '../log/stream-names.js'
import type { Delivered, Delivery, DeliveredChange } from './delivery.js'
import { type ChangeReader, changeOf } from '../change/change-of.js'

/** What is to be handed over for this record; `undefined` for one that tells subscribers nothing. */
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
  const { position, recordedAt, facts } = record
  const delivered: Delivered = { orgId: Number(tenant), position, recordedAt, replay }
  if (record.stream === personsStream) {
    const { customerId, until } = forgottenIn(tenant, record)
    return right({ _tag: 'forgotten', ...delivered, customerId, until })
  }
  if (isNotice(record)) {
    const key = keyIn(delivered.orgId, facts)
    return right({ _tag: 'expired', ...delivered, key, until: Number(facts['until']) })
  }
  return right(undefined)
}

type DeliveryRead = Either<StoreError, Delivery | undefined>

const changeRead = (change: Either<StoreError, Change>, replay: boolean): DeliveryRead =>
  change._tag === 'Left' ? change : right(deliveredChange(change.right, replay))

const isNotice = ({ stream, type }: RecordedEvent): boolean =>
  type === 'membershipExpired' && stream.startsWith('notices/')

const keyIn = (orgId: number, facts: Facts): MembershipKey =>
  membershipKey({
    orgId,
    loyaltyProgramId: Number(facts['loyaltyProgramId']),
    partnerProgramId: Number(facts['partnerProgramId']),
    customerId: Number(facts['customerId']),
  })

/** Written out: a spread of this many fields costs more than the fold of an event. */
const deliveredChange = (change: Change, replay: boolean): DeliveredChange => ({
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
