'use client'
import { ListChecks, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '#app/_ui/button.tsx'
import { Checkbox } from '#app/_ui/checkbox.tsx'
import { Swatch } from '#app/_ui/color-swatch.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { LabelSet, Policy, TrackKind, TrackTemplate } from '#media/core/document/records.ts'
import { plural } from '../../../../_parts/format.ts'
import { possibleParents } from './label-draft.ts'

const POLICIES: readonly { value: Policy; label: string; hint: string }[] = [
  { value: 'allowed', label: 'May overlap', hint: 'Annotations lie over each other freely.' },
  { value: 'refused', label: 'No overlap', hint: 'What would overlap is refused.' },
  { value: 'trims', label: 'Newer trims', hint: 'A new annotation shortens those it covers.' },
  { value: 'gapless', label: 'Gapless', hint: 'One follows the other without a gap, as phases do.' },
]

const KINDS: readonly { value: TrackKind; label: string }[] = [
  { value: 'intervals', label: 'Intervals' },
  { value: 'events', label: 'Events' },
]

const FREE = '-'

interface TrackRowProps {
  track: TrackTemplate
  set: LabelSet
  mayEdit: boolean
  onChange: (change: Partial<TrackTemplate>) => void
  onRemove: () => void
}

export function TrackRow({ track, set, mayEdit, onChange, onRemove }: TrackRowProps) {
  const [choosing, setChoosing] = useState(false)
  const toggle = (id: string, on: boolean): void => {
    const next = new Set(track.labelIds)
    if (on) next.add(id)
    else next.delete(id)
    // In the order of the label list, which is the order of keys and menus.
    onChange({ labelIds: set.labels.map((label) => label.id).filter((one) => next.has(one)) })
  }
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-2 border-t border-line py-2">
      <Input
        aria-label="Track name"
        className="min-w-36 flex-1"
        maxLength={200}
        readOnly={!mayEdit}
        value={track.name}
        onChange={(event) => onChange({ name: event.target.value })}
      />
      <Select
        label={`Kind of ${track.name}`}
        className="w-28!"
        disabled={!mayEdit}
        value={track.kind}
        options={KINDS}
        onChange={(kind) => onChange({ kind, ...(kind === 'events' ? { policy: 'allowed' as const } : {}) })}
      />
      <Select
        label={`Overlap on ${track.name}`}
        className="w-32!"
        disabled={!mayEdit || track.kind === 'events'}
        value={track.policy}
        options={POLICIES}
        onChange={(policy) => onChange({ policy })}
      />
      <Select
        label={`${track.name} lies inside`}
        className="w-40!"
        disabled={!mayEdit}
        value={track.parentId ?? FREE}
        options={[
          { value: FREE, label: 'Free' },
          ...possibleParents(set, track.id).map((parent) => ({
            value: parent.id,
            label: `Inside ${parent.name}`,
          })),
        ]}
        onChange={(parentId) => onChange({ parentId: parentId === FREE ? null : parentId })}
      />
      <Button
        icon={<ListChecks aria-hidden className="size-4" />}
        disabled={!mayEdit}
        onClick={() => setChoosing(true)}
      >
        {plural(track.labelIds.length, 'label')}
      </Button>
      {mayEdit && (
        <IconButton label={`Remove ${track.name}`} icon={<Trash2 className="size-4" />} onClick={onRemove} />
      )}
      <Dialog
        open={choosing}
        onOpenChange={setChoosing}
        size="small"
        title={`Labels on ${track.name}`}
        footer={
          <Button variant="primary" onClick={() => setChoosing(false)}>
            Done
          </Button>
        }
      >
        <ul className="flex flex-col gap-1">
          {set.labels.map((label) => (
            <li key={label.id}>
              <Checkbox checked={track.labelIds.includes(label.id)} onChange={(on) => toggle(label.id, on)}>
                <Swatch color={label.color} />
                {label.name}
              </Checkbox>
            </li>
          ))}
        </ul>
      </Dialog>
    </li>
  )
}
