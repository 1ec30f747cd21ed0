import { faultTag, twinTag } from './tags.js'

/** @import { Gap, Row } from './rows.js' */

/**
 * @typedef {{ file: string, name: string, status: string, tags: readonly string[] }} Test A test of a run, its file below the root.
 * @typedef {{ file: string, test: string, counted: Record<string, number> }} Told What a test counted.
 * @typedef {'proved' | 'in part' | 'not covered' | 'FAILED' | 'MISSING'} Result
 * @typedef {object} Judged A row, and what a run showed of it.
 * @property {Row} row
 * @property {Result} result
 * @property {'red' | 'not covered' | 'NOT RED' | 'MISSING'} twin whether the broken part was found out
 * @property {Record<string, number>} counted the sums of what its tests counted
 * @property {readonly Gap[]} gaps what is not covered of it, and why
 * @property {readonly string[]} faults what keeps it from being proved
 */

/** Whether a run with this row may be called good. */
export const holds = (/** @type {Judged} */ { result, twin }) =>
  !['FAILED', 'MISSING'].includes(result) && !['NOT RED', 'MISSING'].includes(twin)

/**
 * Holds a row against a run. It is proved when tests with its tag are in every file that it names, and all of them ran,
 * counted and passed, and so did its twins.
 * @param {Row} row
 * @param {readonly Test[]} tests
 * @param {readonly Told[]} told
 * @returns {Judged}
 */
export const judge = (row, tests, told) => {
  const own = row.tests.map((file) => ending(file, faultTag(row.name), tests))
  const twins = row.twins.map((file) => ending(file, twinTag(row.name), tests))
  const proving = row.tests.flatMap((file) => taggedIn(file, faultTag(row.name), tests))
  const counted = sums(told.filter(({ file, test }) => proving.some((own) => own.file === file && own.name === test)))
  const gaps = [...(row.gaps ?? []), ...[...own, ...twins].flatMap(({ gaps }) => gaps)]
  const faults = [...own, ...twins].flatMap(({ faults }) => faults)
  const result = resultOf(
    own.map(({ end }) => end),
    gaps,
  )
  const silent = ['proved', 'in part'].includes(result) && !(Number(counted['rounds']) > 0)
  return {
    row,
    result: silent ? 'MISSING' : result,
    twin: twinOf(
      result,
      twins.map(({ end }) => end),
    ),
    counted,
    gaps,
    faults: silent ? [...faults, 'no test of it counted a round'] : faults,
  }
}

/** @typedef {'passed' | 'failed' | 'missing' | 'not covered'} End */

/**
 * @param {string} file
 * @param {string} tag
 * @param {readonly Test[]} tests
 */
const taggedIn = (file, tag, tests) => tests.filter((test) => test.file === file && test.tags.includes(tag))

/**
 * @param {string} file
 * @param {string} tag
 * @param {readonly Test[]} tests
 * @returns {{ end: End, gaps: readonly Gap[], faults: readonly string[] }}
 */
const ending = (file, tag, tests) => {
  const found = taggedIn(file, tag, tests)
  const failed = found.filter(({ status }) => status === 'failed')
  if (failed.length > 0) return { end: 'failed', gaps: [], faults: failed.map(({ name }) => `failed: ${name}`) }
  const open = found.filter(({ status }) => status !== 'passed')
  const gaps = open.flatMap(({ name }) => {
    const [, reason] = /\(not covered: (.+)\)$/.exec(name) ?? []
    return reason === undefined ? [] : [{ what: name.replace(/ \(not covered: .+\)$/, ''), reason }]
  })
  if (found.length === 0 || gaps.length < open.length)
    return { end: 'missing', gaps, faults: [`did not run: ${file}, ${tag}`] }
  return { end: gaps.length === found.length ? 'not covered' : 'passed', gaps, faults: [] }
}

/**
 * @param {readonly End[]} ends
 * @param {readonly Gap[]} gaps
 * @returns {Result}
 */
const resultOf = (ends, gaps) => {
  if (ends.includes('failed')) return 'FAILED'
  if (ends.includes('missing')) return 'MISSING'
  if (!ends.includes('passed')) return gaps.length > 0 ? 'not covered' : 'MISSING'
  return gaps.length > 0 ? 'in part' : 'proved'
}

/**
 * @param {Result} result
 * @param {readonly End[]} ends
 * @returns {Judged['twin']}
 */
const twinOf = (result, ends) => {
  if (ends.includes('failed')) return 'NOT RED'
  if (ends.includes('passed') && !ends.includes('missing')) return 'red'
  return result === 'not covered' && !ends.includes('missing') ? 'not covered' : 'MISSING'
}

/** @param {readonly Told[]} told */
const sums = (told) => {
  /** @type {Record<string, number>} */
  const sum = {}
  for (const { counted } of told)
    for (const [name, count] of Object.entries(counted)) sum[name] = (sum[name] ?? 0) + count
  return sum
}
