'use client'
import { Film, Trash2 } from 'lucide-react'
import Link from 'next/link'
import { useText } from '#app/_text/text-provider.tsx'
import { EmptyState } from '#app/_ui/empty-state.tsx'
import type { ListedRow } from '../../../_parts/recordings/list-order.ts'
import { RecordingList } from '../../../_parts/recordings/recording-list.tsx'
import { UploadButton } from '../../../_parts/uploads/upload-button.tsx'

interface ProjectRecordingsProps {
  project: ListedRow['project']
  initial: readonly ListedRow[]
  deleted: boolean
  mayRestore: boolean
}

export function ProjectRecordings({ project, initial, deleted, mayRestore }: ProjectRecordingsProps) {
  const t = useText().project
  const other = deleted ? `/p/${project.id}` : `/p/${project.id}?removed`
  return (
    <>
      <RecordingList
        projects={[project]}
        initial={initial}
        deleted={deleted}
        empty={
          deleted ? (
            <EmptyState icon={<Trash2 className="size-6" />} title={t.nothingRemoved}>
              {t.nothingRemovedAbout}
            </EmptyState>
          ) : (
            <EmptyState
              icon={<Film className="size-6" />}
              title={t.noRecordings}
              action={project.role === 'viewer' ? undefined : <UploadButton />}
            >
              {project.role === 'viewer' ? t.noRecordingsViewer : t.noRecordingsAbout}
            </EmptyState>
          )
        }
      />
      {mayRestore && (
        <p className="mt-4">
          <Link href={other} className="text-ink-2 underline-offset-2 hover:text-ink hover:underline">
            {deleted ? t.backToRecordings : t.removedRecordings}
          </Link>
        </p>
      )}
    </>
  )
}
