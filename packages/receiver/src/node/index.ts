export { nodeListener } from './node-listener.js'
export type { NodeListener, NodeListenerOptions } from './node-listener.js'
