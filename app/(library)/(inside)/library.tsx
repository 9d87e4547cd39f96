'use client'
import { Film } from 'lucide-react'
import Link from 'next/link'
import { useText } from '#app/_text/text-provider.tsx'
import { buttonClass } from '#app/_ui/button.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import type { JobRow } from '#server/recordings/index.ts'
import type { ListedRow } from '../_parts/recordings/list-order.ts'
import { ProjectJobs } from '../_parts/recordings/project-jobs.tsx'
import { RecordingList } from '../_parts/recordings/recording-list.tsx'
import { TemplateCards } from '../_parts/template-cards.tsx'
import { UploadButton } from '../_parts/uploads/upload-button.tsx'

export interface LibraryProps {
  projects: readonly ListedRow['project'][]
  initial: readonly ListedRow[]
  /** Work that will bring a recording. */
  jobs: readonly (JobRow & { projectId: string })[]
  mayCreate: boolean
}

export function Library({ projects, initial, jobs, mayCreate }: LibraryProps) {
  const watched = projects.filter((project) => jobs.some((job) => job.projectId === project.id))
  return (
    <>
      <ProjectJobs projects={watched} initial={jobs} />
      <RecordingList
        projects={projects}
        initial={initial}
        empty={<NothingYet mayCreate={mayCreate} hasProjects={projects.length > 0} />}
      />
    </>
  )
}

function NothingYet({ mayCreate, hasProjects }: { mayCreate: boolean; hasProjects: boolean }) {
  const t = useText().library
  if (!hasProjects) {
    return mayCreate ? (
      <div className="border-t border-line pt-6">
        <h2 className="text-title">{t.startProject}</h2>
        <p className="mb-4 text-ink-2">{t.startProjectAbout}</p>
        <TemplateCards />
      </div>
    ) : (
      <EmptyState icon={<Film className="size-6" />} title={t.inNoProject}>
        {t.inNoProjectAbout}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={<Film className="size-6" />}
      title={t.noRecordings}
      action={
        <>
          <UploadButton />
          {mayCreate && (
            <Link href="/new-project" className={buttonClass()}>
              {t.newProject}
            </Link>
          )}
        </>
      }
    >
      {t.noRecordingsAbout}
    </EmptyState>
  )
}
