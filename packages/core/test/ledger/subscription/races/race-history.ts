import type { Checkpoint, CheckpointPlace, CheckpointStore, Position, Tenant } from '@partner-ledger/core/store'

/** What happened in a race, in the order in which it happened, and what of it must not happen. */
export interface RaceHistory {
  appended(tenant: Tenant, position: Position): void
  handled(run: unknown, tenant: Tenant, position: Position): void
  /** The checkpoints, watched. */
  watched(checkpoints: CheckpointStore): CheckpointStore
  /** The position that is kept. */
  keptIn(tenant: Tenant): Position
  readonly faults: string[]
  /** Everything that was found wrong, what is missing at the end included. */
  verdict(): readonly string[]
}

interface Lane {
  readonly appended: Set<Position>
  readonly times: Map<Position, number>
  /** Where each owner that claimed the tenant began. */
  readonly claims: Position[]
  owner: string | undefined
  kept: Position
  furthest: Position
}

export const raceHistory = (): RaceHistory => {
  const lanes = new Map<Tenant, Lane>()
  const lastOf = new Map<unknown, Map<Tenant, Position>>()
  const faults: string[] = []

  const laneOf = (tenant: Tenant): Lane => {
    const lane = lanes.get(tenant) ?? {
      appended: new Set<Position>(),
      times: new Map<Position, number>(),
      claims: [],
      owner: undefined,
      kept: 0,
      furthest: 0,
    }
    lanes.set(tenant, lane)
    return lane
  }

  const put = ({ tenant }: CheckpointPlace, { position, lease }: Checkpoint): void => {
    const lane = laneOf(tenant)
    if (position < lane.kept) faults.push(`${tenant}: the checkpoint moved back from ${lane.kept} to ${position}`)
    for (const one of lane.appended)
      if (one <= position && !lane.times.has(one)) faults.push(`${tenant}: ${one} is kept as handled, and is not`)
    if (lease !== undefined && lease.owner !== lane.owner) lane.claims.push(position)
    lane.owner = lease?.owner
    lane.kept = position
  }

  return {
    faults,
    appended: (tenant, position) => void laneOf(tenant).appended.add(position),
    handled: (run, tenant, position) => {
      const lane = laneOf(tenant)
      const last = lastOf.get(run) ?? new Map<Tenant, Position>()
      lastOf.set(run, last)
      if (position <= (last.get(tenant) ?? 0)) faults.push(`${tenant}: one run handled ${position} out of order`)
      last.set(tenant, position)
      const times = (lane.times.get(position) ?? 0) + 1
      lane.times.set(position, times)
      if (times === 1 && position < lane.furthest) faults.push(`${tenant}: ${position} was first handled out of order`)
      lane.furthest = Math.max(lane.furthest, position)
      const promised = lane.claims.filter((floor) => floor < position).length
      if (times > promised) faults.push(`${tenant}: ${position} was handled ${times} times by ${promised} owners`)
    },
    watched: (checkpoints) => ({
      ...checkpoints,
      put: async (place, expected, checkpoint) => {
        const answer = await checkpoints.put(place, expected, checkpoint)
        if (answer._tag === 'Right' && answer.right._tag === 'put' && place.tenant !== 'all') put(place, checkpoint)
        return answer
      },
    }),
    keptIn: (tenant) => laneOf(tenant).kept,
    verdict: () => [
      ...faults,
      ...[...lanes].flatMap(([tenant, { appended, times }]) => [
        ...[...appended].filter((one) => !times.has(one)).map((one) => `${tenant}: ${one} was lost`),
        ...[...times.keys()].filter((one) => !appended.has(one)).map((one) => `${tenant}: ${one} was made up`),
      ]),
    ],
  }
}
