export { customerArbitrary } from './customer.js'
export {
  delinkedArbitrary,
  detailsArbitrary,
  eventArbitrary,
  keyArbitrary,
  linkedArbitrary,
  reminderArbitrary,
  updatedArbitrary,
} from './events.js'
export { deliveriesArbitrary, historyArbitrary } from './history.js'
export type { History } from './history.js'
export { projectionLaws } from './projection-laws.js'
export type { ProjectionLawsOptions } from './projection-laws.js'
export { dayArbitrary, instantArbitrary, timeArbitrary } from './time.js'
export { deliveries } from './deliveries.js'
export type { GeneratedHistory } from './deliveries.js'
export { decodePayload } from './decode-payload.js'
