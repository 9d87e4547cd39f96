import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PageHead } from '../../_parts/page-head.tsx'
import { TEMPLATES } from '../../_parts/template-art.tsx'
import { requireVisitor } from '../../_parts/visitor.ts'
import { NewProject } from './new-project.tsx'

export const metadata: Metadata = { title: 'New project' }

export default async function NewProjectPage({
  searchParams,
}: {
  searchParams: Promise<{ template?: string }>
}) {
  const actor = await requireVisitor('/new-project')
  if (!actor.admin) notFound()
  const { template } = await searchParams
  const known = TEMPLATES.find((one) => one.value === template)?.value ?? 'procedure'
  return (
    <div className="max-w-200">
      <PageHead
        title="New project"
        about="Recordings, the people who work on them, and the labels they use."
      />
      <NewProject initial={known} />
    </div>
  )
}
