'use client'
/** The whole window takes files: an overlay while they hang over it, then where they shall go. */
import { FileUp } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { uploads } from '#app/_client/upload.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { Select } from '#app/_ui/select.tsx'
import { bytes } from '../format.ts'
import { sortFiles } from './media-files.ts'
import { useUploadPlace } from './upload-place.tsx'

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

export function DropZone() {
  const t = useText().uploads
  const { projects, pending, offer } = useUploadPlace()
  const [over, setOver] = useState(false)
  const depth = useRef(0)
  useEffect(() => {
    const enter = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth.current++
      setOver(true)
    }
    const leave = (): void => {
      depth.current = Math.max(0, depth.current - 1)
      if (depth.current === 0) setOver(false)
    }
    const hold = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = projects.length > 0 ? 'copy' : 'none'
    }
    const drop = (event: DragEvent): void => {
      depth.current = 0
      setOver(false)
      if (!carriesFiles(event)) return
      event.preventDefault()
      offer([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', enter)
    window.addEventListener('dragleave', leave)
    window.addEventListener('dragover', hold)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', enter)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('dragover', hold)
      window.removeEventListener('drop', drop)
    }
  }, [projects, offer])
  return (
    <>
      {over && (
        <div className="pointer-events-none fixed inset-0 z-50 bg-scrim p-4">
          <div className="flex h-full flex-col items-center justify-center gap-2 rounded-lg border-2 border-dashed border-accent bg-raised/90 text-ink">
            <FileUp aria-hidden className="size-8 text-accent" />
            <p className="text-title font-semibold">{projects.length > 0 ? t.drop : t.mayNot}</p>
            <p className="text-ink-2">{projects.length > 0 ? t.dropAbout : t.mayNotAbout}</p>
          </div>
        </div>
      )}
      {pending.length > 0 && (
        <ChooseTarget key={pending.map((file) => file.name).join('\n')} files={pending} />
      )}
    </>
  )
}

function ChooseTarget({ files }: { files: readonly File[] }) {
  const { uploads: t, values, common } = useText()
  const { projects, suggestion, settle } = useUploadPlace()
  const suggested = projects.find((project) => project.id === suggestion?.projectId)
  const [projectId, setProjectId] = useState((suggested ?? projects[0])?.id ?? '')
  const [way, setWay] = useState<'new' | 'here'>(suggestion?.recording ? 'here' : 'new')
  const { media, other } = sortFiles(files)
  const recording = suggestion?.recording
  const here = recording !== undefined && way === 'here'
  const start = (): void => {
    uploads.add(
      media,
      here ? { projectId: suggestion?.projectId ?? projectId, recordingId: recording.id } : { projectId },
    )
    settle()
  }
  const size = media.reduce((sum, file) => sum + file.size, 0)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && settle()}
      size="small"
      title={media.length === 0 ? t.nothing : t.add(media.length)}
      description={media.length === 0 ? undefined : t.inAll(bytes(size, values))}
      footer={
        <>
          <Button variant="quiet" onClick={() => settle()}>
            {common.cancel}
          </Button>
          <Button variant="primary" disabled={media.length === 0 || projectId === ''} onClick={start}>
            {t.upload}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {other.length > 0 && (
          <ErrorNote tone="warn">{t.leftOut(other.length, other[0]?.name ?? '')}</ErrorNote>
        )}
        {recording && media.length > 0 && (
          <Segmented
            fill
            label={t.whereTo}
            value={way}
            onChange={setWay}
            options={[
              { value: 'here', label: t.here },
              { value: 'new', label: t.anew(media.length) },
            ]}
          />
        )}
        {here ? (
          <p className="text-ink-2">{t.becomes(media.length, recording.name)}</p>
        ) : (
          media.length > 0 && (
            <Field label={t.project}>
              <Select
                label={t.project}
                value={projectId}
                options={projects.map((project) => ({ value: project.id, label: <bdi>{project.name}</bdi> }))}
                onChange={setProjectId}
              />
            </Field>
          )
        )}
      </div>
    </Dialog>
  )
}
