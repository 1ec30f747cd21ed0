import { right } from 'fp-ts/lib/Either.js'

import type { Answer } from '../../store/answer.js'
import type { Position, Tenant } from '../../store/event.js'
import type { Page } from '../../store/page.js'
import type { ForgettingRegister, IsForgotten } from '../log/forgetting-register.js'
import { forgottenType } from '../log/person-forgotten.js'

/** Who was forgotten, for a reader that goes along the log: the pages themselves say when there is news. */
export interface PersonsRead {
  /** The test that holds for the events of the page after this position; the log is read only where the page does not say enough. */
  upTo(tenant: Tenant, after: Position, page: Page): Answer<IsForgotten>
  /** Drops what is known of a tenant whose log was replaced. */
  clear(tenant: Tenant): void
}

interface Known {
  position: Position
  readonly epoch: string
  readonly isForgotten: IsForgotten
}

export const personsRead = (forgets: ForgettingRegister): PersonsRead => {
  const tenants = new Map<Tenant, Known>()
  return {
    clear: (tenant) => void tenants.delete(tenant),
    upTo: async (tenant, after, page) => {
      const known = tenants.get(tenant)
      if (known?.epoch === page.epoch && after <= known.position && !hasNews(page, known.position)) {
        known.position = Math.max(known.position, page.events.at(-1)?.position ?? 0)
        return right(known.isForgotten)
      }
      const isForgotten = await forgets.catchUp(tenant)
      if (isForgotten._tag === 'Left') return isForgotten
      tenants.set(tenant, { position: page.head, epoch: page.epoch, isForgotten: isForgotten.right })
      return isForgotten
    },
  }
}

const hasNews = ({ events }: Page, after: Position): boolean =>
  events.some(({ type, position }) => type === forgottenType && position > after)
