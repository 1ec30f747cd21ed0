/** A body as a peer keeps it: the name of its membership's stream, the type, and the payload as it was parsed. */
export interface Delivered {
  readonly stream: string
  readonly type: string
  readonly data: Record<string, unknown>
}

/** The cheapest reading that there is: nothing is checked. */
export const delivered = (body: string): Delivered => {
  const payload = JSON.parse(body) as Payload
  const { loyaltyProgramId, partnerProgramId, customerIdentifiers } = payload.data
  return {
    stream: `membership-${loyaltyProgramId}-${partnerProgramId}-${customerIdentifiers.customerId}`,
    type: payload.eventName,
    data: payload as unknown as Record<string, unknown>,
  }
}

interface Payload {
  readonly eventName: string
  readonly data: {
    readonly loyaltyProgramId: number
    readonly partnerProgramId: number
    readonly customerIdentifiers: { readonly customerId: number }
  }
}
