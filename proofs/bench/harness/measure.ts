import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { alternate } from './alternate.js'
import { Absent, type Contender, type Figure, type Scale, type Setting, type Variant } from './figure.js'
import { type Measured, missing, type Rival, rivalOf } from './measured.js'
import { ratiosOf, spreadOf } from './spread.js'

export interface MeasureOptions {
  readonly rounds: number
  readonly scale: Scale
  readonly progress: (text: string) => void
}

/** Opens every variant of a figure, lets them take turns, and puts their costs side by side. */
export const measure = async (figure: Figure, { scale, progress, ...asked }: MeasureOptions): Promise<Measured> => {
  const rounds = Math.min(asked.rounds, figure.mostRounds ?? asked.rounds)
  const root = mkdtempSync(join(tmpdir(), 'partner-ledger-bench-'))
  const opened: Opened[] = []
  try {
    for (const [index, { role, variant }] of variantsOf(figure).entries()) {
      progress(`${figure.name}: opening ${variant.name}`)
      const folder = join(root, String(index))
      mkdirSync(folder)
      // One turn to warm up, and ours takes two a round: against the others, and against itself.
      const setting = { folder, turns: (role === 'ours' ? 2 : 1) * (rounds + 1), scale, progress }
      opened.push({ role, variant, contender: await openedOrAbsent(variant, setting) })
    }
    return await sideBySide(figure, opened, { rounds, scale, progress })
  } finally {
    for (const { contender } of opened) if (!(contender instanceof Absent)) await contender.close()
    rmSync(root, { recursive: true, force: true })
  }
}

type Role = 'ours' | 'limit' | 'peer'

interface Opened {
  readonly role: Role
  readonly variant: Variant
  readonly contender: Contender | Absent
}

const variantsOf = ({ ours, limit, peers }: Figure): readonly { readonly role: Role; readonly variant: Variant }[] => [
  { role: 'ours', variant: ours },
  ...(limit === undefined ? [] : [{ role: 'limit' as const, variant: limit }]),
  ...peers.map((variant) => ({ role: 'peer' as const, variant })),
]

const openedOrAbsent = async (variant: Variant, setting: Setting): Promise<Contender | Absent> => {
  try {
    return await variant.open(setting)
  } catch (error) {
    if (error instanceof Absent) return error
    throw error
  }
}

const sideBySide = async (
  figure: Figure,
  opened: readonly Opened[],
  { rounds, scale, progress }: MeasureOptions,
): Promise<Measured> => {
  const ran = opened.flatMap(({ variant, contender }) => (contender instanceof Absent ? [] : [{ variant, contender }]))
  const again = ran.find(({ variant }) => variant === figure.ours)
  if (again === undefined) throw new Error(`${figure.name}: ours cannot be left out`)
  const costs = await alternate(
    [...ran, again].map(({ contender }) => contender),
    rounds,
    (round) => progress(`${figure.name}: round ${round} of ${rounds}`),
  )
  const costsOf = (variant: Variant): readonly number[] => costs[ran.findIndex((one) => one.variant === variant)] ?? []
  const ours = costsOf(figure.ours)
  const rivals = opened.flatMap(({ role, variant, contender }): readonly Rival[] => {
    if (role === 'ours') return []
    return contender instanceof Absent
      ? [missing(role, variant.name, contender.message, figure.goals)]
      : [rivalOf(role, variant.name, ours, costsOf(variant), figure.goals)]
  })
  const cost = figure.goals.find((goal) => goal._tag === 'Cost')
  return {
    name: figure.name,
    title: typeof figure.title === 'string' ? figure.title : figure.title(scale),
    unit: figure.unit,
    ...(figure.note === undefined ? {} : { note: figure.note }),
    rounds,
    ours: spreadOf(ours),
    noise: spreadOf(ratiosOf(costs[ran.length] ?? [], ours)),
    rivals,
    ...(cost === undefined ? {} : { most: cost.most }),
  }
}
