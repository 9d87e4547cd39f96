'use client'
/**
 * Uploads of this tab and interrupted ones of this person, in a corner while one goes on working. Browsers forget files
 * when a page is reloaded, so an interrupted upload asks for its file again and goes on where it was.
 */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ChevronDown, Pause, Play, RotateCcw, X } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { sentenceOf } from '#app/_client/sentence.ts'
import { trpc } from '#app/_client/trpc.ts'
import { type UploadState, uploads } from '#app/_client/upload.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { cx } from '#app/_ui/cx.ts'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Progress } from '#app/_ui/progress.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { bytes, percent } from '../format.ts'
import { type UploadProject, useUploadPlace } from './upload-place.tsx'
import { uploadWords } from './upload-words.ts'

interface Interrupted {
  id: string
  projectId: string
  recordingId: string | null
  fileName: string
  bytes: number
  received: number
}

/** Unfinished uploads of this person that no tab of this browser is sending. */
function useInterrupted(projects: readonly UploadProject[], running: readonly UploadState[]) {
  const query = useQuery({
    queryKey: ['uploads', ...projects.map((project) => project.id)],
    queryFn: async (): Promise<(Interrupted & { updatedAt: Date })[]> => {
      const lists = await Promise.all(
        projects.map(async (project) =>
          (await trpc.recordings.uploads.query({ projectId: project.id }))
            .filter((upload) => upload.yours)
            .map((upload) => ({ ...upload, projectId: project.id })),
        ),
      )
      return lists.flat()
    },
    enabled: projects.length > 0,
    refetchInterval: 60_000,
  })
  const here = (one: Interrupted): boolean =>
    running.some((upload) => upload.fileName === one.fileName && upload.bytes === one.bytes)
  // What moved a moment ago is being sent by another tab.
  const still = (one: { updatedAt: Date }): boolean => Date.now() - one.updatedAt.getTime() > 15_000
  return (query.data ?? []).filter((one) => !here(one) && still(one))
}

export function UploadTray() {
  const t = useText().uploads
  const { projects } = useUploadPlace()
  const running = useSyncExternalStore(uploads.subscribe, uploads.getSnapshot, uploads.getServerSnapshot)
  const interrupted = useInterrupted(projects, running)
  const client = useQueryClient()
  const router = useRouter()
  const [folded, setFolded] = useState(false)
  const finished = running.filter((upload) => upload.phase === 'done').length
  // A finished upload is a new row in the lists.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of finished uploads is the news
  useEffect(() => {
    if (finished === 0) return
    router.refresh()
    void client.invalidateQueries({ queryKey: ['recordings'] })
    void client.invalidateQueries({ queryKey: ['uploads'] })
  }, [finished, client])
  const busy = running.some(({ phase }) => phase === 'sending' || phase === 'waiting' || phase === 'retrying')
  useEffect(() => {
    if (!busy) return
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [busy])
  if (running.length === 0 && interrupted.length === 0) return null
  const left = running.filter((upload) => upload.phase !== 'done').length
  return (
    <section
      aria-label={t.title}
      className="fixed right-4 bottom-4 z-30 w-[min(380px,calc(100vw-32px))] rounded-lg bg-raised shadow-float"
    >
      <header className="flex h-10 items-center gap-2 pr-1 pl-4">
        <h2 className="min-w-0 flex-1 truncate text-body">
          {left > 0
            ? t.uploading(left)
            : running.length > 0
              ? t.uploaded(finished)
              : t.interrupted(interrupted.length)}
        </h2>
        {left === 0 && running.length > 0 && (
          <Button
            variant="quiet"
            size="small"
            onClick={() => {
              for (const upload of running) uploads.dismiss(upload.id)
            }}
          >
            {t.clear}
          </Button>
        )}
        <IconButton
          size="small"
          label={folded ? t.show : t.fold}
          aria-expanded={!folded}
          icon={<ChevronDown className={cx('size-4 transition-transform', folded && 'rotate-180')} />}
          onClick={() => setFolded(!folded)}
        />
      </header>
      {!folded && (
        <ul className="max-h-[40dvh] overflow-y-auto border-t border-line">
          {running.map((upload) => (
            <RunningUpload key={upload.id} upload={upload} />
          ))}
          {interrupted.map((one) => (
            <InterruptedUpload key={one.id} upload={one} />
          ))}
        </ul>
      )}
    </section>
  )
}

const TrayRow = ({
  name,
  label,
  words,
  progress,
  tone,
  actions,
  note,
}: {
  name: ReactNode
  /** What its bar measures. */
  label: string
  words: string
  progress: number | null
  tone?: 'plain' | 'error' | 'ok'
  actions: ReactNode
  note?: ReactNode
}) => (
  <li className="border-b border-line px-4 py-2 last:border-b-0">
    <div className="flex items-center gap-1">
      <span dir="auto" className="min-w-0 flex-1 truncate text-ink">
        {name}
      </span>
      {actions}
    </div>
    <p className={cx('text-small break-words', tone === 'error' ? 'text-danger' : 'text-ink-3')}>{words}</p>
    {note}
    {progress !== null && <Progress value={progress} label={label} tone={tone} className="mt-1.5" />}
  </li>
)

function RunningUpload({ upload }: { upload: UploadState }) {
  const text = useText()
  const t = text.uploads
  const { id, phase } = upload
  const moving = phase === 'sending' || phase === 'waiting' || phase === 'retrying'
  return (
    <TrayRow
      name={
        phase === 'done' && upload.recordingId !== null ? (
          <Link href={`/r/${upload.recordingId}`} className="text-accent hover:underline">
            {upload.fileName}
          </Link>
        ) : (
          upload.fileName
        )
      }
      label={t.progress}
      words={uploadWords(upload, text)}
      progress={phase === 'done' ? null : upload.bytes === 0 ? 0 : upload.sent / upload.bytes}
      tone={phase === 'failed' ? 'error' : 'plain'}
      actions={
        <>
          {moving && (
            <IconButton
              size="small"
              label={t.pause(upload.fileName)}
              icon={<Pause className="size-4" />}
              onClick={() => uploads.pause(id)}
            />
          )}
          {phase === 'paused' && (
            <IconButton
              size="small"
              label={t.goOn(upload.fileName)}
              icon={<Play className="size-4" />}
              onClick={() => uploads.resume(id)}
            />
          )}
          {phase === 'failed' && (
            <IconButton
              size="small"
              label={t.again(upload.fileName)}
              icon={<RotateCcw className="size-4" />}
              onClick={() => uploads.resume(id)}
            />
          )}
          <IconButton
            size="small"
            label={phase === 'done' || phase === 'failed' ? t.takeOff : t.cancel(upload.fileName)}
            icon={<X className="size-4" />}
            onClick={() =>
              phase === 'done' || phase === 'failed' ? uploads.dismiss(id) : void uploads.cancel(id)
            }
          />
        </>
      }
    />
  )
}

function InterruptedUpload({ upload }: { upload: Interrupted }) {
  const { uploads: t, values, failures } = useText()
  const input = useRef<HTMLInputElement>(null)
  const client = useQueryClient()
  const goOn = (file: File | undefined): void => {
    if (!file) return
    if (file.name !== upload.fileName || file.size !== upload.bytes) {
      toast({
        kind: 'error',
        title: t.otherFile(file.name),
        description: t.otherFileAbout(upload.fileName, bytes(upload.bytes, values)),
      })
      return
    }
    uploads.add([file], { projectId: upload.projectId, recordingId: upload.recordingId ?? undefined })
  }
  const giveUp = async (): Promise<void> => {
    try {
      const answer = await fetch(`/upload/${upload.id}`, {
        method: 'DELETE',
        headers: { 'tus-resumable': '1.0.0' },
      })
      if (!answer.ok) throw new Error((await answer.text()) || failures.answered(answer.status))
    } catch (error) {
      toast({ kind: 'error', title: sentenceOf(error) })
    }
    void client.invalidateQueries({ queryKey: ['uploads'] })
  }
  const done = upload.bytes === 0 ? 0 : upload.received / upload.bytes
  return (
    <TrayRow
      name={upload.fileName}
      label={t.progress}
      words={t.interruptedAt(percent(done), bytes(upload.bytes, values))}
      progress={done}
      actions={
        <IconButton
          size="small"
          label={t.giveUp(upload.fileName)}
          icon={<X className="size-4" />}
          onClick={giveUp}
        />
      }
      note={
        <>
          <input
            ref={input}
            type="file"
            className="sr-only"
            tabIndex={-1}
            aria-label={t.choose(upload.fileName)}
            onChange={(event) => goOn(event.target.files?.[0])}
          />
          <Button size="small" className="mt-1" onClick={() => input.current?.click()}>
            {t.chooseFile}
          </Button>
        </>
      }
    />
  )
}
