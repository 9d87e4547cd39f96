import type { Metadata } from 'next'
import { jobsOf } from '#server/recordings/index.ts'
import { PageHead } from '../_parts/page-head.tsx'
import { listRows } from '../_parts/recordings/read.ts'
import { UploadButton } from '../_parts/uploads/upload-button.tsx'
import { requireVisitor } from '../_parts/visitor.ts'
import { FirstSteps } from './first-steps.tsx'
import { Library } from './library.tsx'

export const metadata: Metadata = { title: 'Recordings' }

/** `?first` follows the welcome page: the first steps stand above the list until another page is opened. */
export default async function LibraryPage({ searchParams }: { searchParams: Promise<{ first?: string }> }) {
  const actor = await requireVisitor('/')
  const [{ projects, rows }, { first }] = await Promise.all([listRows(actor), searchParams])
  const bare = projects.filter((project) => !rows.some((row) => row.project.id === project.id))
  const jobs = (await Promise.all(bare.map(({ id }) => jobsOf(actor, { projectId: id })))).flat()
  return (
    <>
      <PageHead title="Recordings" actions={rows.length > 0 && <UploadButton />} />
      {first !== undefined && projects.length > 0 && (
        <FirstSteps demo={rows[0] ?? null} mayCreate={actor.admin} />
      )}
      <Library projects={projects} initial={rows} jobs={jobs} mayCreate={actor.admin} />
    </>
  )
}
