/**
 * What a backup file is: a tar archive that any tar can open.
 *
 *   scrubline-backup.json      first: format, version, when, the migrations that its tables are in
 *   tables/<table>.copy        rows as PostgreSQL's COPY writes them (text), one file for each table
 *   jobs.json                  work that was not finished, to be queued again
 *   blobs/<sha256>             originals; the name is the hash
 *   assets/<asset id>/<file>   made files (index, renditions, waveforms …), only when asked for
 *   manifest.json              last: size and SHA-256 of everything before it
 *
 * A backup is one moment: all tables are read in one snapshot, and originals never change.
 */
import { createHash } from 'node:crypto'
import { Transform } from 'node:stream'
import { z } from 'zod'

export const BACKUP_FORMAT = 1

export const headerSchema = z.object({
  product: z.literal('scrubline'),
  format: z.number().int(),
  version: z.string(),
  createdAt: z.string(),
  renditions: z.boolean(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })),
})
export type BackupHeader = z.infer<typeof headerSchema>

const fileSchema = z.object({
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

export const manifestSchema = z.object({
  tables: z.array(
    fileSchema.extend({ name: z.string(), columns: z.array(z.string()), rows: z.number().int() }),
  ),
  jobs: fileSchema,
  blobs: z.array(fileSchema),
  /** Originals that were imported by reference: they lie elsewhere and are not inside. */
  references: z.array(z.object({ sha256: z.string(), path: z.string() })),
  assets: z.array(fileSchema.extend({ path: z.string() })),
})
export type BackupManifest = z.infer<typeof manifestSchema>
export type TableEntry = BackupManifest['tables'][number]

/** A job that was waiting or running, as pg-boss holds it. */
export const jobsSchema = z.array(
  z.object({
    id: z.string(),
    queue: z.string(),
    data: z.record(z.string(), z.unknown()),
    priority: z.number(),
  }),
)
export type BackupJobs = z.infer<typeof jobsSchema>

/** Lets bytes through, counting and hashing them. */
export class HashingPass extends Transform {
  bytes = 0
  readonly #hash = createHash('sha256')

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error: null, data: Buffer) => void,
  ): void {
    this.bytes += chunk.length
    this.#hash.update(chunk)
    done(null, chunk)
  }

  /** Valid once the stream has ended. */
  summary(): { bytes: number; sha256: string } {
    return { bytes: this.bytes, sha256: this.#hash.digest('hex') }
  }
}

/** Told of bytes so far, and of bytes in all. */
export type BackupProgress = (done: number, total: number) => void
