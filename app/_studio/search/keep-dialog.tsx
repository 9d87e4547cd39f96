'use client'
/** Keeps a search, or the clips that were picked, as a playlist. */
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import type { Query } from '#media/core/search/query.ts'
import { sentenceOf } from '../../_client/sentence.ts'
import { trpc } from '../../_client/trpc.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { toast } from '../../_ui/toast.tsx'

type NewClip = Parameters<typeof trpc.playlists.create.mutate>[0]['clips'][number]

interface KeepDialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  projectId: string
  /** For the name. */
  suggestion: string
  query: Query
  /** Picked ones; may be none. */
  clips: readonly NewClip[]
}

export function KeepDialog(props: KeepDialogProps) {
  const { open, onOpenChange, clips } = props
  const t = useText().search
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t.keepTitle} size="small">
      <KeepForm key={`${open} ${clips.length > 0}`} {...props} />
    </Dialog>
  )
}

function KeepForm({ onOpenChange, projectId, suggestion, query, clips }: KeepDialogProps) {
  const text = useText()
  const t = text.search
  const router = useRouter()
  const [name, setName] = useState(suggestion.slice(0, 200))
  const [what, setWhat] = useState<'live' | 'picked'>(clips.length ? 'picked' : 'live')
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const keep = async () => {
    setBusy(true)
    setProblem(null)
    try {
      const { id } = await trpc.playlists.create.mutate({
        projectId,
        name,
        query: what === 'live' ? query : null,
        clips: what === 'live' ? [] : [...clips],
      })
      onOpenChange(false)
      toast({
        title: t.kept,
        description: name,
        action: { label: t.open, run: () => router.push(`/p/${projectId}/playlists/${id}`) },
      })
    } catch (error) {
      setProblem(sentenceOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void keep()
      }}
    >
      <Field label={t.name}>
        <Input
          value={name}
          maxLength={200}
          required
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className="flex flex-col gap-1">
        <span className="font-medium">{t.what}</span>
        <Segmented
          fill
          label={t.what}
          value={what}
          options={[
            { value: 'live', label: t.keepLive },
            ...(clips.length ? [{ value: 'picked' as const, label: t.keepPicked(clips.length) }] : []),
          ]}
          onChange={setWhat}
        />
        {what === 'live' && <p className="text-small text-ink-3">{t.keepLiveHint}</p>}
      </div>
      {problem && <ErrorNote>{problem}</ErrorNote>}
      <div className="flex items-center justify-end gap-2">
        <Link
          href={`/p/${projectId}/playlists`}
          className="mr-auto text-ink-2 underline-offset-2 hover:underline"
        >
          {t.playlists}
        </Link>
        <Button onClick={() => onOpenChange(false)}>{text.common.cancel}</Button>
        <Button type="submit" variant="primary" loading={busy} disabled={!name.trim()}>
          {text.common.save}
        </Button>
      </div>
    </form>
  )
}
