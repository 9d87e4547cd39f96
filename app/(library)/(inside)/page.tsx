import type { Metadata } from 'next'
import { type ListedProject, listRows, } from '../_parts/recordings/read.ts'
import { PageHead } from '../_parts/page-head.tsx'
import { requireVisitor } from '../_parts/visitor.ts'
import { Library } from './library.tsx'

export const metadata: Metadata = { title: 'Recordings' }

export default async function LibraryPage({ searchParams }: { searchParams: Promise<{ first?: string }> }) {
  const actor = await requireVisitor('/')
  const { projects, rows } = await listRows(actor)
  const first = (await searchParams).first !== undefined
  return (
    <>
      <PageHead title="Recordings" />
      <Library projects={projects} initial={rows} mayCreate={actor.admin} first={first} />
    </>
  )
}
