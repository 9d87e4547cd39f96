import { getLabelSet, getProject } from '#server/projects/index.ts'
import { mayAs } from '../../../../_parts/roles.ts'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'
import { LabelEditor } from './label-editor.tsx'

export default async function LabelsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}/labels`)
  const project = await orNotFound(getProject(actor, projectId))
  const set = await getLabelSet(actor, projectId)
  return (
    // A new version is a new editor: what was typed belongs to the version before.
    <LabelEditor
      key={set.version}
      projectId={projectId}
      saved={set}
      mayEdit={mayAs(project.role, 'editor')}
      owner={project.role === 'owner'}
    />
  )
}
