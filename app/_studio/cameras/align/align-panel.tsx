'use client'
/**
 * "Align files": in the place of the timeline, so that the pictures above show every movement as it is made. Files are
 * placed by typing, by dragging their lanes, by stepping one against the main camera until both show the same event, or
 * by their sound.
 */
import { AudioLines, ChevronLeft, ChevronRight, Flag, Undo2, X } from 'lucide-react'
import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react'
import { rateText } from '#media/core/asset/placement.ts'
import { trpc } from '../../../_client/trpc.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { Badge } from '../../../_ui/badge.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ConfirmDialog } from '../../../_ui/confirm-dialog.tsx'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { IconButton } from '../../../_ui/icon-button.tsx'
import { controlClass } from '../../../_ui/input.tsx'
import { Segmented } from '../../../_ui/segmented.tsx'
import { toast } from '../../../_ui/toast.tsx'
import type { FollowedPlaces } from '../../shell/follow-places.ts'
import { useValue } from '../../store/use-value.ts'
import { useStudio } from '../../studio-context.tsx'
import type { CameraSet } from '../camera-set.ts'
import { AlignLanes } from './align-lanes.tsx'
import { type AlignFile, AlignSession } from './align-session.ts'
import { OFFSET_UNITS, type OffsetUnit, offsetText, parseOffset } from './offset-text.ts'
import { SoundSuggestion } from './sound-suggestion.tsx'

export interface AlignPanelProps {
  files: readonly AlignFile[]
  cameras: CameraSet
  places: FollowedPlaces
  onClose: () => void
}

export function AlignPanel({ files, cameras, places, onClose }: AlignPanelProps) {
  const { session } = useStudio()
  const t = useText().cameras.alignPanel
  const [align, setAlign] = useState<AlignSession | null>(null)
  useEffect(() => {
    const made = new AlignSession({
      files,
      clock: session.clock,
      hold: places.hold(),
      save: async ({ assetId }, { offset, rate }) => {
        await trpc.assets.place.mutate({ assetId, offset, rate })
        places.placed(assetId, { offset, rate })
      },
    })
    setAlign(made)
    return () => made[Symbol.dispose]()
  }, [files, places, session])
  const inOrder = useMemo(() => [...files].sort((a, b) => Number(b.main) - Number(a.main)), [files])
  if (!align) return null
  return (
    <section aria-label={t.title} data-testid="align" className="flex h-full min-h-0 flex-col bg-surface">
      {session.user.role === 'viewer' || session.user.role === 'annotator' ? (
        <Alone text={t.viewer} onClose={onClose} />
      ) : files.length < 2 ? (
        <Alone text={t.none} onClose={onClose} />
      ) : (
        <Open align={align} files={inOrder} cameras={cameras} onClose={onClose} />
      )}
    </section>
  )
}

function Alone({ text, onClose }: { text: string; onClose: () => void }) {
  const t = useText().cameras.alignPanel
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-3 p-6 text-center text-ink-2">
      <p className="max-w-[60ch]">{text}</p>
      <Button onClick={onClose}>{t.close}</Button>
    </div>
  )
}

interface OpenProps {
  align: AlignSession
  files: readonly AlignFile[]
  cameras: CameraSet
  onClose: () => void
}

function Open({ align, files, cameras, onClose }: OpenProps) {
  const t = useText().cameras.alignPanel
  const [unit, setUnit] = useState<OffsetUnit>('seconds')
  const [listening, setListening] = useState<AlignFile | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const changed = useValue(align.changed)
  const undoable = useValue(align.undoable)
  const main = files.find((f) => f.main)!
  // Its sound is what the others are compared with; where the main camera has none, the first file that has.
  const heard = main.manifest.audio ? main : (files.find((f) => f.manifest.audio) ?? main)
  const save = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await align.save()
      toast({ title: t.saved })
      onClose()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-3 py-1.5">
        <h2 className="font-semibold text-ink">{t.title}</h2>
        <p className="min-w-0 flex-1 truncate text-small text-ink-3 max-lg:hidden" title={t.about}>
          {t.about}
        </p>
        <span className="flex-1 lg:hidden" />
        <Segmented
          size="small"
          label={t.unit}
          value={unit}
          options={OFFSET_UNITS.filter((u) => u !== 'frames' || main.index).map((u) => ({
            value: u,
            label: t.units[u],
          }))}
          onChange={setUnit}
        />
        <IconButton
          size="small"
          label={t.undo}
          icon={<Undo2 className="size-4" />}
          disabled={!undoable}
          onClick={() => align.undo()}
        />
        <Button size="small" onClick={onClose}>
          {changed.length ? t.cancel : t.close}
        </Button>
        <Button size="small" variant="primary" disabled={!changed.length} loading={busy} onClick={save}>
          {t.save}
        </Button>
      </header>
      {problem && <ErrorNote className="m-3">{problem}</ErrorNote>}
      <div className="min-h-0 flex-1 overflow-y-auto">
        <AlignLanes align={align} files={files} />
        <ul className="divide-y divide-line border-t border-line">
          {files.map((file) => (
            <FileRow
              key={file.assetId}
              file={file}
              main={main}
              align={align}
              cameras={cameras}
              unit={unit}
              onListen={file.manifest.audio && file !== heard ? () => setListening(file) : null}
              onProblem={setProblem}
            />
          ))}
        </ul>
        {listening && (
          <SoundSuggestion
            key={listening.assetId}
            file={listening}
            reference={heard}
            onUse={(placement) => {
              align.place(listening, placement)
              setListening(null)
            }}
            onClose={() => setListening(null)}
          />
        )}
      </div>
    </>
  )
}

interface FileRowProps {
  file: AlignFile
  main: AlignFile
  align: AlignSession
  cameras: CameraSet
  unit: OffsetUnit
  /** Null where there is no sound to compare. */
  onListen: (() => void) | null
  onProblem: (problem: string | null) => void
}

function FileRow({ file, main, align, cameras, unit, onListen, onProblem }: FileRowProps) {
  const t = useText().cameras.alignPanel
  const title = useValue(file.title)
  const placement = useValue(file.placement)
  const anchors = useValue(align.anchors).get(file.assetId) ?? []
  const number = cameras.entries.find((e) => e.file.assetId === file.assetId)?.number
  const [asking, setAsking] = useState(false)
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-1.5" data-file={file.fileName}>
      <span className="w-4 text-center text-small text-ink-3 tabular-nums">{number ?? ''}</span>
      <TitleField file={file} />
      {file.main ? (
        <>
          <Badge tone="accent">{t.main}</Badge>
          <span className="min-w-0 flex-1 truncate text-small text-ink-3">{t.mainMore}</span>
        </>
      ) : (
        <>
          <OffsetField
            label={t.offset(title)}
            value={offsetText(placement.offset, unit, main.index)}
            onText={(text) => {
              const offset = parseOffset(text, unit, main.index)
              if (offset === null) return false
              align.place(file, { ...file.placement.peek(), offset })
              return true
            }}
          />
          <span className="flex">
            <IconButton
              size="small"
              label={t.frameBack(title)}
              icon={<ChevronLeft className="size-4" />}
              onClick={() => align.step(file, -1)}
            />
            <IconButton
              size="small"
              label={t.frameForward(title)}
              icon={<ChevronRight className="size-4" />}
              onClick={() => align.step(file, 1)}
            />
          </span>
          <Button
            size="small"
            title={t.anchorMore}
            icon={<Flag aria-hidden className="size-3.5" />}
            onClick={() => onProblem(align.anchor(file) ? null : t.anchorsImpossible)}
          >
            {t.anchor}
          </Button>
          {onListen && (
            <Button
              size="small"
              title={t.soundMore}
              icon={<AudioLines aria-hidden className="size-3.5" />}
              onClick={onListen}
            >
              {t.sound}
            </Button>
          )}
          <span className="w-24 text-small text-ink-3 tabular-nums" data-testid="drift">
            {placement.rate === 1 ? '' : `${t.rate} ${rateText(placement.rate)}`}
          </span>
          {file.index && (
            <Button size="small" variant="quiet" onClick={() => setAsking(true)} className="ml-auto">
              {t.chooseMain}
            </Button>
          )}
          {anchors.length > 0 && (
            <p className="flex w-full items-center gap-2 pl-7 text-small text-ink-2">
              <span>{anchors.length === 1 ? t.anchorSet : t.anchorsSet(rateText(placement.rate))}</span>
              <IconButton
                size="small"
                label={t.forgetAnchors}
                icon={<X className="size-3.5" />}
                onClick={() => align.forgetAnchors(file)}
              />
            </p>
          )}
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title={t.chooseMainTitle(title)}
            confirmLabel={t.chooseMain}
            onConfirm={async () => {
              await trpc.assets.chooseMain.mutate({ assetId: file.assetId })
              window.location.reload()
            }}
            scope={t.chooseMainMore}
          />
        </>
      )}
    </li>
  )
}

/** Taken over on Enter and when left; what cannot be read stays and says so. */
function OffsetField({
  label,
  value,
  onText,
}: {
  label: string
  value: string
  onText: (text: string) => boolean
}) {
  const t = useText().cameras.alignPanel
  const field = useRef<HTMLInputElement>(null)
  const [text, setText] = useState<string | null>(null)
  const take = (event?: FormEvent) => {
    event?.preventDefault()
    if (text === null || text === value) return setText(null)
    if (onText(text)) return setText(null)
    field.current?.setCustomValidity(t.notAnOffset)
    field.current?.reportValidity()
  }
  return (
    <form onSubmit={take} className="inline-flex">
      <input
        ref={field}
        aria-label={label}
        value={text ?? value}
        onChange={(event) => {
          event.currentTarget.setCustomValidity('')
          setText(event.currentTarget.value)
        }}
        onBlur={() => take()}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || text === null) return
          event.stopPropagation()
          field.current?.setCustomValidity('')
          setText(null)
        }}
        className={`${controlClass} h-6 w-32 px-2 text-right font-mono tabular-nums`}
      />
    </form>
  )
}

/** The file's name for people; saved when left. */
function TitleField({ file }: { file: AlignFile }) {
  const t = useText().cameras.alignPanel
  const title = useValue(file.title)
  const [text, setText] = useState<string | null>(null)
  const save = async () => {
    const next = text?.trim()
    setText(null)
    if (next === undefined || next === title) return
    try {
      await trpc.assets.place.mutate({ assetId: file.assetId, title: next === file.fileName ? '' : next })
    } catch (error) {
      toast({ kind: 'error', title: error instanceof Error ? error.message : String(error) })
    }
  }
  return (
    <input
      aria-label={t.name}
      title={file.fileName}
      value={text ?? title}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => void save()}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur()
        if (event.key === 'Escape' && text !== null) {
          event.stopPropagation()
          setText(null)
        }
      }}
      className="h-6 w-48 rounded-sm border border-transparent bg-transparent px-1.5 text-ink hover:border-line-2 focus:border-accent focus:bg-sunken focus:outline-hidden"
    />
  )
}
