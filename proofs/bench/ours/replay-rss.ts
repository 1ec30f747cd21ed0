import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

/** The most resident memory of a process that replays the file, in MB. */
export const replayRss = async (path: string, orgId: number): Promise<number> => {
  const file = fileURLToPath(new URL('./replay-process.js', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, [file, path, String(orgId)])
  const told = JSON.parse(stdout) as { readonly memberships: number; readonly maxRssKb: number }
  if (told.memberships === 0) throw new Error('nothing was replayed')
  return told.maxRssKb / 1024
}
