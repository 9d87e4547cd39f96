'use client'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { ExportDialog } from '#app/_studio/transfer/export-dialog.tsx'
import { useText } from '#app/_text/text-provider.tsx'
import { Avatar } from '#app/_ui/avatar.tsx'
import { Button } from '#app/_ui/button.tsx'
import { mainFile } from '#media/core/asset/main-file.ts'
import { spanOf } from '#media/core/asset/placement.ts'
import { tick } from '#media/core/time/tick.ts'
import type { HistoryRow } from '#server/documents/index.ts'
import type { AuditView } from '#server/projects/index.ts'
import type { RecordingView, TrackRibbon } from '#server/recordings/index.ts'
import { Ago } from '../../../_parts/ago.tsx'
import { AuditLog } from '../../../_parts/audit-log.tsx'
import { mayAs } from '../../../_parts/roles.ts'
import { Section } from '../../../_parts/section.tsx'
import { UploadButton } from '../../../_parts/uploads/upload-button.tsx'
import { UploadHere } from '../../../_parts/uploads/upload-place.tsx'
import { History } from './history.tsx'
import { MediaFile } from './media-file.tsx'
import { Overview } from './overview.tsx'
import { RecordingHead } from './recording-head.tsx'
import { useLiveRecording } from './use-live-recording.ts'

interface RecordingPageProps {
  recording: RecordingView
  tracks: readonly TrackRibbon[]
  history: readonly HistoryRow[]
  /** Null for those who may not see it. */
  audit: readonly AuditView[] | null
  page: number
}

export function RecordingPage({ recording, tracks, history, audit, page }: RecordingPageProps) {
  const words = useText()
  const t = words.recording
  const { files, reload } = useLiveRecording(recording)
  const [exporting, setExporting] = useState(false)
  const mayWork = mayAs(recording.role, 'annotator')
  const main = mainFile(files.map(({ asset }) => asset))
  const ends = files.flatMap(({ asset }) =>
    asset.manifest
      ? [spanOf({ offset: tick(asset.offset), rate: asset.rate }, asset.manifest.duration).end]
      : [],
  )
  const duration = ends.length > 0 ? Math.max(...ends) : null
  return (
    <>
      {mayWork && (
        <UploadHere
          projectId={recording.project.id}
          recordingId={recording.id}
          recordingName={recording.name}
        />
      )}
      <RecordingHead recording={recording} playable={duration !== null} />
      <Section title={t.overview}>
        <Overview tracks={tracks} duration={duration} />
      </Section>
      <div className="grid gap-x-10 lg:grid-cols-[minmax(0,1fr)_260px]">
        <div className="min-w-0">
          <Section
            title={t.media}
            actions={mayWork && <UploadButton label={t.addFile} variant="plain" size="small" />}
          >
            {files.length === 0 ? (
              <p className="text-ink-3">{mayWork ? t.noMediaMay : t.noMedia}</p>
            ) : (
              <div>
                {files.map(({ asset, jobs }) => (
                  <MediaFile
                    key={asset.id}
                    asset={asset}
                    main={files.length > 1 ? asset.id === main?.id : null}
                    jobs={jobs}
                    mayWork={mayWork}
                    mayChoose={mayAs(recording.role, 'editor')}
                    onChanged={reload}
                  />
                ))}
              </div>
            )}
          </Section>
          <Section title={t.changes} about={t.changesAbout}>
            <History recordingId={recording.id} initial={history} page={page} />
          </Section>
          {audit && (
            <Section title={words.audit.title} about={t.auditAbout}>
              <AuditLog
                projectId={recording.project.id}
                recordingId={recording.id}
                initial={audit}
                page={page}
              />
            </Section>
          )}
        </div>
        <div className="min-w-0">
          <Section title={t.people}>
            {recording.people.length === 0 ? (
              <p className="text-ink-3">{t.nobody}</p>
            ) : (
              <ul className="flex flex-col gap-2">
                {recording.people.map((person) => (
                  <li key={person.userId} className="flex items-center gap-2">
                    <Avatar id={person.userId} name={person.name} />
                    <div className="min-w-0">
                      <div dir="auto" className="truncate text-ink">
                        {person.name}
                      </div>
                      <div className="text-small text-ink-3">
                        {t.changesOf(person.changes)}
                        <Ago at={person.lastAt} />
                      </div>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Section>
          <Section title={t.export}>
            <p className="mb-3 text-ink-2">{t.exportAbout}</p>
            <Button icon={<Download aria-hidden className="size-4" />} onClick={() => setExporting(true)}>
              {t.exportAnnotations}
            </Button>
            <ExportDialog
              open={exporting}
              onOpenChange={setExporting}
              recordingName={recording.name}
              make={(formatId) => trpc.exports.make.mutate({ recordingId: recording.id, formatId })}
            />
          </Section>
        </div>
      </div>
    </>
  )
}
