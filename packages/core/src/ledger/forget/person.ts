/** Who is to be forgotten. */
export interface Person {
  readonly orgId: number
  readonly customerId: number
}
