export { nodeListener } from './node-listener.js'
export type { NodeListener, NodeListenerOptions, NodeRequest, NodeResponse } from './node-listener.js'
