import { getProject } from '#server/projects/index.ts'
import { listRecordings } from '#server/recordings/index.ts'
import { mayAs } from '../../../_parts/roles.ts'
import { orNotFound, requireVisitor } from '../../../_parts/visitor.ts'
import { ProjectRecordings } from './project-recordings.tsx'

interface Props {
  params: Promise<{ projectId: string }>
  searchParams: Promise<{ removed?: string }>
}

/** `?removed` lists what was removed and can be restored. */
export default async function ProjectPage({ params, searchParams }: Props) {
  const [{ projectId }, { removed }] = await Promise.all([params, searchParams])
  const actor = await requireVisitor(`/p/${projectId}`)
  const { id, name, role } = await orNotFound(getProject(actor, projectId))
  const mayRestore = mayAs(role, 'editor')
  const deleted = removed !== undefined && mayRestore
  const project = { id, name, role }
  const rows = await orNotFound(listRecordings(actor, { projectId, deleted }))
  return (
    <ProjectRecordings
      key={String(deleted)}
      project={project}
      initial={rows.map((row) => ({ ...row, project }))}
      deleted={deleted}
      mayRestore={mayRestore}
    />
  )
}
