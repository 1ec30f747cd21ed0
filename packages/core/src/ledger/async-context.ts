import { AsyncResource } from 'node:async_hooks'

/** Calls a function in the async context (AsyncLocalStorage) of the moment in which this was captured. */
export type InContext = <A>(call: () => A) => A

/** Captures the async context of the caller, for calls that come later and from elsewhere. */
export const captureContext = (): InContext => {
  const resource = new AsyncResource('partner-ledger')
  return (call) => resource.runInAsyncScope(call)
}
