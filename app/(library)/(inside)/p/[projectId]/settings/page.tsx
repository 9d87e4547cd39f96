import { notFound } from 'next/navigation'
import { pageText } from '#app/_text/page-text.ts'
import { getProject, projectAudit } from '#server/projects/index.ts'
import { AuditLog } from '../../../../_parts/audit-log.tsx'
import { mayAs } from '../../../../_parts/roles.ts'
import { Section } from '../../../../_parts/section.tsx'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'
import { ProjectForm } from './project-form.tsx'
import { WorkForm } from './work-form.tsx'

const FIRST = 50

export default async function SettingsPage({ params }: { params: Promise<{ projectId: string }> }) {
  const { projectId } = await params
  const actor = await requireVisitor(`/p/${projectId}/settings`)
  const project = await orNotFound(getProject(actor, projectId))
  if (!mayAs(project.role, 'editor')) notFound()
  const owner = project.role === 'owner'
  const audit = owner ? await projectAudit(actor, { projectId, limit: FIRST }) : null
  const { project: t, people } = await pageText()
  return (
    <div className="max-w-200">
      {owner && (
        <Section title={t.about} className="border-t-0">
          <ProjectForm projectId={projectId} name={project.name} description={project.description} />
        </Section>
      )}
      <Section
        title={people.work.title}
        about={people.work.about}
        className={owner ? undefined : 'border-t-0'}
      >
        <WorkForm projectId={projectId} work={project.work} />
      </Section>
      {audit && (
        <Section title={t.audit} about={t.auditAbout}>
          <AuditLog projectId={projectId} initial={audit} page={FIRST} />
        </Section>
      )}
    </div>
  )
}
