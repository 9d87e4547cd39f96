import type { Metadata } from 'next'
import { pageText } from '#app/_text/page-text.ts'
import { DEMO_FILE } from '#server/jobs/make-demo/definition.ts'
import { jobsOf } from '#server/recordings/index.ts'
import { PageHead } from '../_parts/page-head.tsx'
import type { ListedRow } from '../_parts/recordings/list-order.ts'
import { bringsRecording } from '../_parts/recordings/project-work.ts'
import { listRows } from '../_parts/recordings/read.ts'
import { UploadButton } from '../_parts/uploads/upload-button.tsx'
import { requireVisitor } from '../_parts/visitor.ts'
import { FirstSteps } from './first-steps.tsx'
import { Library } from './library.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).library.recordings }
}

/** `?first` follows the welcome page: the first steps stand above the list until another page is opened. */
export default async function LibraryPage({ searchParams }: { searchParams: Promise<{ first?: string }> }) {
  const t = (await pageText()).library
  const actor = await requireVisitor('/')
  const [{ projects, rows }, { first }] = await Promise.all([listRows(actor), searchParams])
  const jobs = await Promise.all(
    projects.map(async ({ id }) =>
      (await jobsOf(actor, { projectId: id })).map((job) => ({ ...job, projectId: id })),
    ),
  )
  return (
    <>
      <PageHead title={t.recordings} actions={rows.length > 0 && first === undefined && <UploadButton />} />
      {first !== undefined && projects.length > 0 && (
        <FirstSteps demo={demoOf(rows)} mayCreate={actor.admin} />
      )}
      <Library
        projects={projects}
        initial={rows}
        jobs={jobs.flat().filter(bringsRecording)}
        mayCreate={actor.admin}
      />
    </>
  )
}

/** What the first start drew; null while it is still being drawn, or where there is none. */
const demoOf = (rows: readonly ListedRow[]): ListedRow | null =>
  rows.find((row) => row.assets.some((asset) => asset.fileName === DEMO_FILE)) ?? null
