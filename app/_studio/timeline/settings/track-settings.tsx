'use client'
/** Everything a track is, in one dialog. What cannot be is said in it, with the annotation that stands in the way. */
import { useMemo, useState } from 'react'
import { addTrack, type CommandResult, updateTrack } from '#media/core/commands/index.ts'
import { newId } from '#media/core/document/ids.ts'
import { TRACK_KINDS, type TrackKind, type TrackRecord } from '#media/core/document/records.ts'
import type { Refusal } from '#media/core/document/refusal.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { Button } from '../../../_ui/button.tsx'
import { Checkbox } from '../../../_ui/checkbox.tsx'
import { Dialog } from '../../../_ui/dialog.tsx'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import { Field } from '../../../_ui/field.tsx'
import { Input } from '../../../_ui/input.tsx'
import { Select } from '../../../_ui/select.tsx'
import { useValue } from '../../store/use-value.ts'
import { useStudio } from '../../studio-context.tsx'
import { CombinationTable } from './combination-table.tsx'
import { LabelChecks } from './label-checks.tsx'
import { PolicyChoice } from './policy-choice.tsx'
import { ScaleFields } from './scale-fields.tsx'
import { changesOf, draftOf, possibleParents, problemOf, settled, type TrackDraft } from './track-draft.ts'

export function TrackSettings() {
  const { timeline, session } = useStudio()
  const wanted = useValue(timeline.trackUi.settings)
  const track = wanted === null || wanted === 'new' ? null : (session.store.track(wanted) ?? null)
  if (wanted === null || (wanted !== 'new' && !track)) return null
  return <SettingsDialog key={wanted} track={track} onClose={() => timeline.trackUi.set(null)} />
}

function SettingsDialog({ track, onClose }: { track: TrackRecord | null; onClose: () => void }) {
  const text = useText()
  const t = text.trackSettings
  const { session } = useStudio()
  const tracks = useValue(session.store.trackList)
  const book = useValue(session.store.labels)
  const [draft, setDraft] = useState<TrackDraft>(() => draftOf(track))
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const still = !session.editable
  const set = (next: Partial<TrackDraft>) => {
    setRefusal(null)
    setDraft((now) => ({ ...now, ...next }))
  }
  const problem = problemOf(draft)
  const groups = [...new Set(tracks.flatMap((other) => other.group ?? []))]
  const parents = possibleParents(tracks, track?.id ?? null)
  const labels = useMemo(() => {
    const taken = draft.labelIds.length ? draft.labelIds : book.set.labels.map((l) => l.id)
    return taken.flatMap((id) => book.get(id) ?? [])
  }, [draft.labelIds, book])
  const attributes = useMemo(
    () => [...new Map(labels.flatMap((l) => l.attributes).map((a) => [a.key, a])).values()],
    [labels],
  )
  const known = [{ key: 'label', name: text.trackSettings.labels }, ...attributes]
  const save = () => {
    const made = track ? null : newId()
    const attempt = (): CommandResult | null => {
      if (!track) return addTrack(session.state, { ...settled(draft), id: made! })
      const changes = changesOf(track, draft)
      return Object.keys(changes).length ? updateTrack(session.state, { id: track.id, changes }) : null
    }
    const result = attempt()
    if (result && !result.ok) return setRefusal(result)
    if (result) session.run(() => result, undefined)
    if (made) session.activeTrackId.value = made
    onClose()
  }
  const goThere = (id: string) => {
    onClose()
    session.select([id])
    session.bringIntoView([id])
  }
  const trace = draft.kind === 'trace'
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title={track ? t.title(track.name) : t.titleNew}
      description={still ? t.still : undefined}
      footer={
        <>
          <span className="min-w-0 flex-1 text-small text-ink-3">{problem && t.problems[problem]}</span>
          <Button variant="quiet" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="primary" disabled={still || problem !== null} onClick={save}>
            {track ? t.save : t.create}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!still && problem === null) save()
        }}
        className="flex flex-col gap-4"
      >
        {refusal && (
          <ErrorNote>
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span>{refusal.message}</span>
              {refusal.annotationId && session.store.annotation(refusal.annotationId) && (
                <Button size="small" onClick={() => goThere(refusal.annotationId!)}>
                  {t.goThere}
                </Button>
              )}
            </span>
          </ErrorNote>
        )}
        <div className="grid grid-cols-[1fr_180px_150px_104px] gap-3 max-sm:grid-cols-2">
          <Field label={t.name}>
            <Input
              autoFocus={!track}
              dir="auto"
              value={draft.name}
              maxLength={200}
              placeholder={t.namePlaceholder}
              readOnly={still}
              onChange={(event) => set({ name: event.target.value })}
            />
          </Field>
          <Field label={t.kind}>
            <Select<TrackKind>
              label={t.kind}
              value={draft.kind}
              disabled={still}
              options={TRACK_KINDS.map((kind) => ({
                value: kind,
                label: t.kinds[kind].name,
                hint: t.kinds[kind].about,
              }))}
              onChange={(kind) => set({ kind })}
            />
          </Field>
          <Field label={t.group}>
            <Input
              list="track-groups"
              dir="auto"
              value={draft.group ?? ''}
              maxLength={100}
              placeholder={t.noGroup}
              readOnly={still}
              onChange={(event) => set({ group: event.target.value || null })}
            />
            <datalist id="track-groups">
              {groups.map((group) => (
                <option key={group} value={group} />
              ))}
            </datalist>
          </Field>
          <Field label={t.height}>
            <Input
              type="number"
              min={18}
              max={240}
              value={draft.height}
              readOnly={still}
              onChange={(event) => {
                const height = Math.round(Number(event.target.value))
                if (height >= 1) set({ height: Math.min(240, height) })
              }}
              onBlur={() => set({ height: Math.max(18, draft.height) })}
            />
          </Field>
        </div>
        {trace && <ScaleFields value={draft.scale} disabled={still} onChange={(scale) => set({ scale })} />}
        {!trace && (
          <>
            {draft.kind !== 'events' && (
              <Part title={t.policy}>
                <PolicyChoice value={draft.policy} disabled={still} onChange={(policy) => set({ policy })} />
              </Part>
            )}
            <div className="grid grid-cols-3 gap-3 max-sm:grid-cols-1">
              <Field label={t.parent}>
                <Select
                  label={t.parent}
                  value={draft.parentId ?? ''}
                  disabled={still}
                  options={[
                    { value: '', label: t.noParent },
                    ...parents.map((parent) => ({ value: parent.id, label: parent.name })),
                  ]}
                  onChange={(id) => set({ parentId: id === '' ? null : id })}
                />
              </Field>
              <Field label={t.parentRule}>
                <Select
                  label={t.parentRule}
                  value={draft.parentRule}
                  disabled={still || draft.parentId === null}
                  options={(['inside', 'same-bounds'] as const).map((rule) => ({
                    value: rule,
                    label: t.parentRules[rule],
                  }))}
                  onChange={(parentRule) => set({ parentRule })}
                />
              </Field>
              <Field label={t.colorBy}>
                <Select
                  label={t.colorBy}
                  value={draft.colorBy}
                  disabled={still}
                  options={[
                    { value: 'label', label: t.colorLabel },
                    { value: 'author', label: t.colorAuthor },
                    ...attributes.map((a) => ({
                      value: `attribute:${a.key}`,
                      label: t.colorAttribute(a.name),
                    })),
                  ]}
                  onChange={(colorBy) => set({ colorBy })}
                />
              </Field>
            </div>
            <Part title={t.labels}>
              <LabelChecks
                labels={book.set.labels}
                value={draft.labelIds}
                disabled={still}
                onChange={(labelIds) => set({ labelIds })}
              />
            </Part>
            <Part title={t.required}>
              {attributes.length ? (
                <div className="flex flex-wrap gap-x-5 gap-y-1">
                  {attributes.map((a) => (
                    <Checkbox
                      key={a.key}
                      checked={draft.requiredAttributes.includes(a.key)}
                      disabled={still}
                      onChange={(on) =>
                        set({
                          requiredAttributes: on
                            ? [...draft.requiredAttributes, a.key]
                            : draft.requiredAttributes.filter((key) => key !== a.key),
                        })
                      }
                    >
                      {a.name}
                    </Checkbox>
                  ))}
                </div>
              ) : (
                <p className="text-ink-3">{t.requiredNone}</p>
              )}
            </Part>
            <Part title={t.combinations}>
              <CombinationTable
                value={draft.combinations}
                known={known}
                book={book}
                labels={labels}
                disabled={still}
                onChange={(combinations) => set({ combinations })}
              />
            </Part>
          </>
        )}
        <button type="submit" tabIndex={-1} aria-hidden className="hidden" />
      </form>
    </Dialog>
  )
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-1.5">
      <legend className="mb-1.5 font-medium text-ink">{title}</legend>
      {children}
    </fieldset>
  )
}
