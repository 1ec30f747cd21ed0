import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Texts of files by their paths below a root. */
export type Files = Readonly<Record<string, string>>

const roots: string[] = []

/** Writes the files into a folder of their own and returns its path. */
export const planted = (files: Files): string => {
  const root = mkdtempSync(join(tmpdir(), 'layers-'))
  roots.push(root)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

/** Removes every folder that was planted. */
export const razed = (): void => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true })
}
