'use client'
/** Whose layers there are: which one new annotations go to, which are seen, and which are complete and locked. */
import { Check, Eye, EyeOff, Layers, Lock, LockOpen, PencilLine, Plus } from 'lucide-react'
import { useState } from 'react'
import { useText } from '#app/_text/text-provider.tsx'
import { addLayer, incomplete, updateLayer } from '#media/core/commands/index.ts'
import type { LayerRecord } from '#media/core/document/records.ts'
import { isEditor, ownLayerId, seesAll } from '#media/core/document/standing.ts'
import { Button, buttonClass } from '../../_ui/button.tsx'
import { Dialog } from '../../_ui/dialog.tsx'
import { Field } from '../../_ui/field.tsx'
import { Input } from '../../_ui/input.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../_ui/menu.tsx'
import type { Session } from '../session/session.ts'
import { useValue } from '../store/use-value.ts'
import { useStudio } from '../studio-context.tsx'

export function LayerMenu() {
  const { session, timeline } = useStudio()
  const t = useText().people.layers
  const layers = useValue(session.store.layerList)
  const active = useValue(session.activeLayerId)
  const hidden = useValue(timeline.tracks.hiddenLayers)
  const [asking, setAsking] = useState<'lock' | 'rename' | null>(null)
  const { standing } = session
  const current = layers.find((l) => l.id === active)
  const mine = layers.find((l) => l.kind === 'people' && l.ownerId === standing.userId)
  const writable = layers.filter(
    (l) => l.kind === 'people' && (l.ownerId === null || l.ownerId === standing.userId),
  )
  const setHidden = (next: ReadonlySet<string>) => {
    timeline.tracks.hiddenLayers.value = next
  }
  return (
    <>
      <Menu
        align="end"
        trigger={
          <button
            type="button"
            data-testid="layer-menu"
            className={`${buttonClass({ variant: 'quiet', size: 'small' })} h-7! max-w-48`}
          >
            {current?.locked ? (
              <Lock aria-hidden className="size-3.5 text-warn" />
            ) : (
              <Layers aria-hidden className="size-3.5" />
            )}
            <span className="truncate">
              <span className="max-xl:hidden">{t.layer}: </span>
              {current?.name ?? t.none}
            </span>
          </button>
        }
      >
        {!seesAll(standing) && <MenuLabel>{t.blind}</MenuLabel>}
        {session.editable && (
          <>
            <MenuLabel>{t.goTo}</MenuLabel>
            <MenuChoice
              value={active}
              options={writable.map((l) => ({ value: l.id, label: <Name layer={l} /> }))}
              onChange={(id) => {
                session.activeLayerId.value = id
              }}
            />
            <MenuSeparator />
          </>
        )}
        <MenuLabel>{t.seen}</MenuLabel>
        {layers.map((layer) => {
          const off = hidden.has(layer.id)
          return (
            <MenuItem
              key={layer.id}
              icon={off ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
              onSelect={() => {
                const next = new Set(hidden)
                if (off) next.delete(layer.id)
                else next.add(layer.id)
                setHidden(next)
              }}
            >
              <span className="sr-only">{off ? t.show(layer.name) : t.hide(layer.name)}</span>
              <span aria-hidden className={off ? 'text-ink-3' : undefined}>
                <Name layer={layer} />
              </span>
            </MenuItem>
          )
        })}
        {hidden.size > 0 && (
          <MenuItem icon={<Check className="size-4" />} onSelect={() => setHidden(new Set())}>
            {t.showAll}
          </MenuItem>
        )}
        {session.editable && (
          <>
            <MenuSeparator />
            {!mine && (
              <MenuItem icon={<Plus className="size-4" />} onSelect={() => makeMine(session)}>
                {t.makeMine}
              </MenuItem>
            )}
            {mine && !mine.locked && (
              <>
                <MenuItem icon={<PencilLine className="size-4" />} onSelect={() => setAsking('rename')}>
                  {t.rename}
                </MenuItem>
                <MenuItem icon={<Lock className="size-4" />} onSelect={() => setAsking('lock')}>
                  {t.lock}
                </MenuItem>
              </>
            )}
            {isEditor(standing) &&
              layers
                .filter((l) => l.locked)
                .map((layer) => (
                  <MenuItem
                    key={layer.id}
                    icon={<LockOpen className="size-4" />}
                    onSelect={() => session.run(updateLayer, { id: layer.id, changes: { locked: false } })}
                  >
                    {t.unlock(layer.name)}
                  </MenuItem>
                ))}
          </>
        )}
      </Menu>
      {mine && <LockDialog layer={mine} open={asking === 'lock'} onClose={() => setAsking(null)} />}
      {mine && asking === 'rename' && <RenameDialog layer={mine} onClose={() => setAsking(null)} />}
    </>
  )
}

function Name({ layer }: { layer: LayerRecord }) {
  const t = useText().people.layers
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <span dir="auto" className="truncate">
        {layer.name}
      </span>
      {layer.locked && (
        <span className="flex shrink-0 items-center gap-1 text-small text-ink-3">
          <Lock aria-hidden className="size-3" />
          {t.locked}
        </span>
      )}
    </span>
  )
}

function makeMine(session: Session): void {
  const { userId } = session.standing
  const id = session.store.present.get(ownLayerId(userId)) ? undefined : ownLayerId(userId)
  const made = session.run(addLayer, {
    ...(id && { id }),
    name: session.user.name,
    ownerId: userId,
    kind: 'people',
  })
  const layer = made.ok ? Object.values(made.diff.added)[0] : undefined
  if (layer) session.activeLayerId.value = layer.id
}

/** Annotations of a layer that lack something required. */
export function incompleteIn(session: Session, layerId: string): number {
  const { document } = session.state
  let open = 0
  for (const track of document.tracks)
    for (const a of document.lane(track.id, layerId).all()) if (incomplete(session.state, a).length) open++
  return open
}

function LockDialog({ layer, open, onClose }: { layer: LayerRecord; open: boolean; onClose: () => void }) {
  const { session } = useStudio()
  const text = useText()
  const t = text.people.layers
  if (!open) return null
  const missing = incompleteIn(session, layer.id)
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      size="small"
      title={t.lockTitle}
      description={t.lockAbout}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button
            variant="primary"
            icon={<Lock aria-hidden className="size-3.5" />}
            onClick={() => {
              session.run(updateLayer, { id: layer.id, changes: { locked: true } })
              onClose()
            }}
          >
            {t.lockIt}
          </Button>
        </>
      }
    >
      <p className={missing ? 'text-warn' : 'text-ink-2'}>
        {missing ? t.lockIncomplete(missing) : t.lockComplete}
      </p>
    </Dialog>
  )
}

function RenameDialog({ layer, onClose }: { layer: LayerRecord; onClose: () => void }) {
  const { session } = useStudio()
  const text = useText()
  const t = text.people.layers
  const [name, setName] = useState(layer.name)
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()} size="small" title={t.rename}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (name.trim() && name.trim() !== layer.name)
            session.run(updateLayer, { id: layer.id, changes: { name: name.trim() } })
          onClose()
        }}
      >
        <Field label={t.name}>
          <Input value={name} maxLength={200} required autoFocus onChange={(e) => setName(e.target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" variant="primary">
            {text.common.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
