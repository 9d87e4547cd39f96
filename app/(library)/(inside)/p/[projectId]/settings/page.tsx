import { notFound } from 'next/navigation'
import { getProject, projectAudit } from '#server/projects/index.ts'
import { AuditLog } from '../../../../_parts/audit-log.tsx'
import { Section } from '../../../../_parts/section.tsx'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'
import { ProjectForm } from './project-form.tsx'

const FIRST = 50

export default async function SettingsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}/settings`)
  const project = await orNotFound(getProject(actor, projectId))
  if (project.role !== 'owner') notFound()
  const audit = await projectAudit(actor, { projectId, limit: FIRST })
  return (
    <div className="max-w-200">
      <Section title="About" className="border-t-0">
        <ProjectForm projectId={projectId} name={project.name} description={project.description} />
      </Section>
      <Section
        title="Audit log"
        about="Who read and changed what, newest first. Nobody can change or delete it."
      >
        <AuditLog projectId={projectId} initial={audit} page={FIRST} />
      </Section>
    </div>
  )
}
