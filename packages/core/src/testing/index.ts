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
export { dayArbitrary, instantArbitrary } from './time.js'
