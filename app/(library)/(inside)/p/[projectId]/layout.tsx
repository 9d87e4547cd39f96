import type { Metadata } from 'next'
import { getProject } from '#server/projects/index.ts'
import { PageHead } from '../../../_parts/page-head.tsx'
import { mayAs } from '../../../_parts/roles.ts'
import { UploadButton } from '../../../_parts/uploads/upload-button.tsx'
import { UploadHere } from '../../../_parts/uploads/upload-place.tsx'
import { orNotFound, requireVisitor } from '../../../_parts/visitor.ts'
import { ProjectTabs } from './project-tabs.tsx'

type Params = Promise<{ projectId: string }>

export async function generateMetadata({ params }: { params: Params }): Promise<Metadata> {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}`)
  const project = await orNotFound(getProject(actor, projectId))
  return { title: project.name }
}

export default async function ProjectLayout({
  params,
  children,
}: {
  params: Params
  children: React.ReactNode
}) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}`)
  const project = await orNotFound(getProject(actor, projectId))
  return (
    <>
      <PageHead
        title={project.name}
        about={project.description ? <p dir="auto">{project.description}</p> : undefined}
        actions={mayAs(project.role, 'annotator') && <UploadButton variant="plain" />}
      />
      {mayAs(project.role, 'annotator') && <UploadHere projectId={project.id} />}
      <ProjectTabs
        projectId={project.id}
        recordings={project.recordings}
        members={project.members}
        settings={mayAs(project.role, 'editor')}
      />
      {children}
    </>
  )
}
