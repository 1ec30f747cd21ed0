import { type InvalidArgument, invalidArgument } from '../store/store-error.js'
import type { InvalidOption } from './invalid-option.js'

/**
 * The fault that a call threw because a function of the host's returned what cannot be worked with, such as a zone that
 * does not exist; `undefined` for anything else that is thrown.
 */
export const thrownFault = (thrown: unknown): InvalidArgument | undefined => {
  if (typeof thrown !== 'object' || thrown === null || !('error' in thrown)) return undefined
  const error = thrown.error as InvalidArgument | InvalidOption | null | undefined
  if (error?._tag === 'InvalidOption') return invalidArgument(error.option, error.expected)
  return error?._tag === 'InvalidArgument' ? error : undefined
}
