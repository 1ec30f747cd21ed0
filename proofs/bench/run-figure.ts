/** Runs one figure in a process of its own, so that none meets what another left behind, and sends what came out. */
import { figureNamed } from './figures.js'
import type { Scale } from './harness/figure.js'
import { measure } from './harness/measure.js'

const [name = '', rounds = '15', scale = 'usual'] = process.argv.slice(2)
const progress = (text: string): void => {
  process.stderr.write(`${text}\n`)
}
const figure = figureNamed(name)
if (figure === undefined) throw new Error(`no figure is named ${name}`)
const measured = await measure(figure, { rounds: Number(rounds), scale: scale as Scale, progress })
if (process.send === undefined) console.log(JSON.stringify(measured, undefined, 2))
else process.send(measured)
process.disconnect?.()
