'use client'
/**
 * Import of annotations: the file is read here, in the browser; what its tracks and labels become is proposed and can be
 * changed; problems are shown with their place. Accepting makes one undoable change.
 */
import { FileUp } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { toast } from '#app/_ui/toast.tsx'
import { importCommand } from '#media/core/commands/import.ts'
import type { LabelSet } from '#media/core/document/records.ts'
import { type ImportMapping, proposeMapping } from '#media/core/formats/import-mapping.ts'
import { FORMATS, FormatError, formatById, type Imported, sniffFormat } from '#media/core/formats/index.ts'
import { tick } from '#media/core/time/tick.ts'
import type { Session } from '../session/session.ts'
import { ImportMap } from './import-map.tsx'

/** Annotation files are small; a video dropped here by mistake should not be read into memory. */
const MAX_BYTES = 64_000_000

export interface ImportDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly session: Session
  /** Saves a schema with new labels and gives it back with its new version. */
  readonly saveLabels: (labelSet: LabelSet) => Promise<LabelSet>
}

interface Loaded {
  readonly fileName: string
  readonly formatId: string
  readonly imported: Imported
  readonly mapping: ImportMapping
}

export function ImportDialog({ open, onOpenChange, session, saveLabels }: ImportDialogProps) {
  const text = useText()
  const t = text.transfer
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const main = session.assets.find((a) => a.main) ?? null
  const index = main?.index ?? null
  const offset = main?.placement.peek().offset ?? tick(0)

  const close = (next: boolean): void => {
    onOpenChange(next)
    if (next) return
    setLoaded(null)
    setProblem(null)
  }

  const take = async (file: File): Promise<void> => {
    setProblem(null)
    setLoaded(null)
    if (file.size > MAX_BYTES) return setProblem(t.tooLarge(file.name))
    const content = await readText(file)
    const format = sniffFormat(file.name, content)
    if (!format)
      return setProblem(t.unknownFormat(file.name, FORMATS.map((f) => t.formatName(f.id, f.name)).join(', ')))
    try {
      const imported = format.read(content, { index, offset, fileName: file.name })
      const mapping = proposeMapping(imported, session.store, session.store.labels.peek())
      setLoaded({ fileName: file.name, formatId: format.id, imported, mapping })
    } catch (cause) {
      if (!(cause instanceof FormatError)) throw cause
      setProblem(t.unreadable(file.name, t.formatName(format.id, format.name), cause.message))
    }
  }

  const plan = useMemo(
    () =>
      loaded ? importCommand(session.state, { ...loaded, index, offset, userId: session.user.id }) : null,
    [loaded, session, index, offset],
  )

  const apply = async (): Promise<void> => {
    if (!loaded) return
    // Against the document as it is now: a colleague may have changed it while this dialog was open.
    const now = importCommand(session.state, { ...loaded, index, offset, userId: session.user.id })
    if (!now.ok) return setProblem(now.message)
    setBusy(true)
    setProblem(null)
    try {
      if (now.labelSet) session.setLabels(await saveLabels(now.labelSet))
      const result = session.run(() => now, null)
      if (!result.ok) return setProblem(result.message)
      toast({ title: result.sentence, action: { label: text.common.undo, run: () => session.undo() } })
      close(false)
    } catch (cause) {
      setProblem(t.labelsNotSaved((cause as Error).message))
    } finally {
      setBusy(false)
    }
  }

  const created =
    plan?.ok && plan.labelSet
      ? plan.labelSet.labels.length - session.store.labels.peek().set.labels.length
      : 0
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      size="large"
      title={t.importTitle}
      description={
        loaded
          ? `${loaded.fileName} · ${t.formatName(loaded.formatId, formatById(loaded.formatId)?.name ?? loaded.formatId)}`
          : FORMATS.map((f) => t.formatName(f.id, f.name)).join(', ')
      }
      footer={
        <>
          <Button onClick={() => close(false)}>{text.common.cancel}</Button>
          <Button variant="primary" loading={busy} disabled={!plan?.ok} onClick={() => void apply()}>
            {plan?.ok ? t.importWhat(plan.what) : t.import}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {problem && <ErrorNote>{problem}</ErrorNote>}
        {!loaded && <ChooseFile onFile={(file) => void take(file)} />}
        {loaded && (
          <>
            <Problems imported={loaded.imported} />
            <ImportMap
              imported={loaded.imported}
              mapping={loaded.mapping}
              session={session}
              onChange={(mapping) => setLoaded({ ...loaded, mapping })}
            />
            {plan && !plan.ok && <ErrorNote tone="warn">{plan.message}</ErrorNote>}
            {plan?.ok && (
              <p className="text-ink-2">
                {created > 0 && `${t.newLabels(created)} `}
                {plan.already > 0 && `${t.already(plan.already)} `}
                {t.undoable}
              </p>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

function ChooseFile({ onFile }: { onFile: (file: File) => void }) {
  const t = useText().transfer
  const [over, setOver] = useState(false)
  return (
    <label
      className={`flex h-48 cursor-default flex-col items-center justify-center gap-2 rounded-md border border-dashed text-center focus-within:outline-2 focus-within:outline-accent ${over ? 'border-accent bg-accent-soft' : 'border-line-2 hover:bg-hover'}`}
      onDragOver={(e) => {
        e.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(e) => {
        e.preventDefault()
        setOver(false)
        const file = e.dataTransfer.files[0]
        if (file) onFile(file)
      }}
    >
      <FileUp aria-hidden className="size-6 text-ink-3" />
      <span>{t.drop}</span>
      <span className="text-small text-ink-3">{t.dropMore}</span>
      <input
        type="file"
        className="sr-only"
        accept={`${FORMATS.map((f) => `.${f.extension.split('.').at(-1)}`).join(',')},.etf,.tab`}
        onChange={(e) => {
          const file = e.target.files?.[0]
          if (file) onFile(file)
          e.target.value = ''
        }}
      />
    </label>
  )
}

function Problems({ imported }: { imported: Imported }) {
  const { problems } = imported
  const t = useText().transfer
  if (!problems.length) return null
  return (
    <ErrorNote tone="warn">
      <p>{t.problems(problems.length)}</p>
      <ul className="mt-1 max-h-24 overflow-y-auto text-small text-ink-2">
        {problems.slice(0, 200).map((p) => (
          <li key={`${p.line}:${p.column}:${p.text}`}>
            {p.line > 0 && <span className="tabular-nums">{t.place(p.line, p.column)} </span>}
            {p.text}
          </li>
        ))}
      </ul>
    </ErrorNote>
  )
}

/** UTF-8 unless a byte-order mark says UTF-16. */
async function readText(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe
      ? 'utf-16le'
      : bytes[0] === 0xfe && bytes[1] === 0xff
        ? 'utf-16be'
        : null
  return new TextDecoder(utf16 ?? 'utf-8').decode(bytes)
}
