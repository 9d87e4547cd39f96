'use client'
import { Film, Trash2 } from 'lucide-react'
import Link from 'next/link'
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
  const other = deleted ? `/p/${project.id}` : `/p/${project.id}?removed`
  return (
    <>
      <RecordingList
        projects={[project]}
        initial={initial}
        deleted={deleted}
        empty={
          deleted ? (
            <EmptyState icon={<Trash2 className="size-6" />} title="Nothing is removed">
              Removed recordings wait here until somebody restores them.
            </EmptyState>
          ) : (
            <EmptyState
              icon={<Film className="size-6" />}
              title="No recordings yet"
              action={project.role === 'viewer' ? undefined : <UploadButton />}
            >
              {project.role === 'viewer'
                ? 'Recordings appear here when somebody adds them.'
                : 'Drop a video anywhere on this page, or choose one. It can be labelled as soon as it is here.'}
            </EmptyState>
          )
        }
      />
      {mayRestore && (
        <p className="mt-4">
          <Link href={other} className="text-ink-2 underline-offset-2 hover:text-ink hover:underline">
            {deleted ? 'Back to the recordings' : 'Removed recordings'}
          </Link>
        </p>
      )}
    </>
  )
}
