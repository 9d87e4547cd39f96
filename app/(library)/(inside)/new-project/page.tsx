import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { pageText } from '#app/_text/page-text.ts'
import { ownTemplates } from '#server/projects/index.ts'
import { PageHead } from '../../_parts/page-head.tsx'
import { TEMPLATES } from '../../_parts/template-art.tsx'
import { requireVisitor } from '../../_parts/visitor.ts'
import { NewProject } from './new-project.tsx'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).library.newProject }
}

export default async function NewProjectPage({
  searchParams,
}: {
  searchParams: Promise<{ template?: string }>
}) {
  const actor = await requireVisitor('/new-project')
  if (!actor.admin) notFound()
  const t = (await pageText()).library
  const { template } = await searchParams
  const known = TEMPLATES.find((one) => one === template) ?? 'procedure'
  const own = await ownTemplates(actor)
  return (
    <div className="max-w-200">
      <PageHead title={t.newProject} about={t.newProjectAbout} />
      <NewProject initial={known} own={own} />
    </div>
  )
}
