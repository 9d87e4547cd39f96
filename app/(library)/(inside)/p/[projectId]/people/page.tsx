import { invitationsOf, membersOf } from '#server/people/index.ts'
import { getProject } from '#server/projects/index.ts'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'
import { Invitations } from './invitations.tsx'
import { Members } from './members.tsx'

export default async function PeoplePage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}/people`)
  const project = await orNotFound(getProject(actor, projectId))
  const owner = project.role === 'owner'
  const [members, invitations] = await Promise.all([
    membersOf(actor, projectId),
    owner ? invitationsOf(actor, projectId) : null,
  ])
  return (
    <div className="max-w-200 pt-5">
      <Members projectId={projectId} projectName={project.name} members={members} owner={owner} />
      {invitations && <Invitations projectId={projectId} invitations={invitations} />}
    </div>
  )
}
