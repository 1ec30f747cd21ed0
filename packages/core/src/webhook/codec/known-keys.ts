import { type Codec, type Codecs } from './combinators.js'
import { anyPayload } from './payload.js'

/** The keys that a payload's codec knows, at every level. */
export interface KnownKeys {
  readonly fields: ReadonlyMap<string, KnownKeys>
  /** Of an open object: what its other keys hold. All of its keys are known, then. */
  readonly others?: KnownKeys
  /** What the items of a list hold. */
  readonly items?: KnownKeys
  /** Copies that differ are a conflict: identity itself, and the `data` as a whole. */
  readonly isIdentity: boolean
  /** Its fields are told of as if they stood outside it. */
  readonly isEnvelope?: true
}

const keysOf = (codec: Codec): KnownKeys => {
  switch (codec._tag) {
    case 'Leaf':
      return { fields: new Map(), isIdentity: codec.isIdentity }
    case 'InterfaceType':
      return { fields: fieldsOf(codec.props), isIdentity: false }
    case 'ArrayType':
      return { fields: new Map(), items: keysOf(codec.type), isIdentity: false }
    case 'Open':
      return { ...keysOf(codec.type), others: keysOf(codec.others) }
    case 'Optional':
    case 'Informing':
      return keysOf(codec.type)
  }
}

const fieldsOf = (props: Codecs): Map<string, KnownKeys> =>
  new Map(Object.entries(props).map(([key, codec]) => [key, keysOf(codec)]))

const around = keysOf(anyPayload)
const data = keysOf(anyPayload.props.data)

/** What the root of a flat event has, and the `attributes` of a wrapped one. */
export const payloadKeys: KnownKeys = {
  fields: new Map([...around.fields, ['data', { ...data, isIdentity: true }]]),
  isIdentity: false,
}

/** What the root of a body has, whichever its envelope. */
export const bodyKeys: KnownKeys = {
  fields: new Map([...payloadKeys.fields, ['attributes', { ...payloadKeys, isEnvelope: true }]]),
  isIdentity: false,
}
