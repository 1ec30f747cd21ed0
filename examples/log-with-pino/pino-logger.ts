import type { Logger } from '@partner-ledger/core'
import type { Logger as Pino } from 'pino'

/** The ledger's lines as lines of pino: the code is the message, the facts beside it are fields. */
export const pinoLogger =
  (pino: Pino): Logger =>
  ({ level, code, ...facts }) => {
    pino[level](facts, code)
  }
