/** One line on a terminal that is written over; nothing where nobody watches. */
export interface ProgressLine {
  show(count: number): void
  clear(): void
}

export const progressLine = (noun: string, out: NodeJS.WriteStream = process.stderr): ProgressLine => {
  const write = (text: string): void => {
    if (out.isTTY) out.write(`\r\x1b[K${text}`)
  }
  return {
    show: (count) => write(`${count.toLocaleString('en')} ${noun} …`),
    clear: () => write(''),
  }
}
