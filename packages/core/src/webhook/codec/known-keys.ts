import { type Codec, type Codecs } from './combinators.js'
import { anyPayload } from './payload.js'

/** The keys that a codec knows, at every level. */
export interface KnownKeys {
  readonly fields: ReadonlyMap<string, KnownKeys>
  /** For an open object: the keys within each of its other fields, all of which count as known. */
  readonly others?: KnownKeys
  /** The keys within the items of a list. */
  readonly items?: KnownKeys
  /** Whether copies that differ are a conflict: so it is for identity fields, and for `data` as a whole. */
  readonly isIdentity: boolean
  /** Set for `attributes`: the paths of its fields leave it out. */
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
    case 'Lenient':
      return keysOf(codec.type)
  }
}

const fieldsOf = (props: Codecs): Map<string, KnownKeys> =>
  new Map(Object.entries(props).map(([key, codec]) => [key, keysOf(codec)]))

const around = keysOf(anyPayload)
const data = keysOf(anyPayload.props.data)

/** The keys of a flat event's root, and of the `attributes` of a wrapped one. */
export const payloadKeys: KnownKeys = {
  fields: new Map([...around.fields, ['data', { ...data, isIdentity: true }]]),
  isIdentity: false,
}

/** The keys of a body's root, in either envelope. */
export const bodyKeys: KnownKeys = {
  fields: new Map([...payloadKeys.fields, ['attributes', { ...payloadKeys, isEnvelope: true }]]),
  isIdentity: false,
}
