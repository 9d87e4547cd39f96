/** Finished parts of a long run, each a file that appears only when it is whole. */
import { createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import v8 from 'node:v8'

export class Parts {
  private readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  async part<T>(key: string, make: () => Promise<T>): Promise<T> {
    const file = path.join(this.folder, `${createHash('sha256').update(key).digest('hex').slice(0, 32)}.part`)
    const kept = await fs.readFile(file).catch(() => null)
    if (kept) return v8.deserialize(kept) as T
    const value = await make()
    await fs.mkdir(this.folder, { recursive: true })
    const draft = `${file}.${process.pid}`
    const handle = await fs.open(draft, 'w')
    try {
      await handle.writeFile(v8.serialize(value))
      await handle.sync()
    } finally {
      await handle.close()
    }
    await fs.rename(draft, file)
    return value
  }
}
