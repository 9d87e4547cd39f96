'use client'
/** Files in and out, other schemas to start from, and keeping this one as a template. */
import { MoreHorizontal, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Button } from '#app/_ui/button.tsx'
import { cx } from '#app/_ui/cx.ts'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { IconButton } from '#app/_ui/icon-button.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Menu, MenuItem, MenuSeparator } from '#app/_ui/menu.tsx'
import { Segmented } from '#app/_ui/segmented.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { LabelSet } from '#media/core/document/records.ts'
import { addSet } from '#media/core/labels/add-set.ts'
import { changesOfSet } from '#media/core/labels/set-changes.ts'
import { readSetCsv, readSetJson, writeSetCsv, writeSetJson } from '#media/core/labels/set-text.ts'
import { parts, templates } from '#media/core/labels/templates.ts'
import { useAction } from '../../../../_parts/use-action.ts'

interface SchemaMenuProps {
  projectId: string
  set: LabelSet
  mayEdit: boolean
  /** Owners may keep the saved schema as a template. */
  owner: boolean
  onSet: (set: LabelSet) => void
}

type Open = 'start' | 'template' | null

export function SchemaMenu({ projectId, set, mayEdit, owner, onSet }: SchemaMenuProps) {
  const t = useText().labels
  const [open, setOpen] = useState<Open>(null)
  const [problems, setProblems] = useState<readonly string[]>([])
  const file = useRef<HTMLInputElement>(null)
  const take = async (chosen: File): Promise<void> => {
    const text = await chosen.text()
    const isJson = /\.json$/i.test(chosen.name) || text.trimStart().startsWith('{')
    const read = isJson ? readSetJson(text, set) : readSetCsv(text, set)
    setProblems(read.problems)
    if (!read.set) return
    onSet(read.set)
    toast({ title: t.imported(changesOfSet(set, read.set).length) })
  }
  return (
    <>
      <Menu
        align="end"
        trigger={<IconButton variant="plain" label={t.more} icon={<MoreHorizontal className="size-4" />} />}
      >
        {mayEdit && <MenuItem onSelect={() => setOpen('start')}>{t.startFrom}</MenuItem>}
        {mayEdit && <MenuItem onSelect={() => file.current?.click()}>{t.importFile}</MenuItem>}
        {mayEdit && <MenuSeparator />}
        <MenuItem onSelect={() => download(`${set.name}.json`, 'application/json', writeSetJson(set))}>
          {t.exportJson}
        </MenuItem>
        <MenuItem onSelect={() => download(`${set.name}.csv`, 'text/csv', writeSetCsv(set))}>
          {t.exportCsv}
        </MenuItem>
        {owner && <MenuSeparator />}
        {owner && <MenuItem onSelect={() => setOpen('template')}>{t.saveTemplate}</MenuItem>}
      </Menu>
      <input
        ref={file}
        type="file"
        hidden
        aria-label={t.importFile}
        accept=".json,.csv,.tsv,application/json,text/csv"
        onChange={(event) => {
          const chosen = event.target.files?.[0]
          event.target.value = ''
          if (chosen) void take(chosen)
        }}
      />
      <Dialog
        open={problems.length > 0}
        onOpenChange={() => setProblems([])}
        size="small"
        title={t.importFile.replace(' …', '')}
      >
        <ErrorNote tone="warn">
          <ul className="flex max-h-60 flex-col gap-1 overflow-y-auto">
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </ErrorNote>
      </Dialog>
      {open === 'start' && (
        <StartFrom projectId={projectId} set={set} onClose={() => setOpen(null)} onSet={onSet} />
      )}
      {open === 'template' && (
        <KeepTemplate projectId={projectId} name={set.name} onClose={() => setOpen(null)} />
      )}
    </>
  )
}

function download(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name.replace(/[\\/:*?"<>|]+/g, ' ')
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 1000)
}

interface Source {
  id: string
  group: string
  name: string
  about: string
  read: () => Promise<LabelSet>
  /** Removes it, where one may. */
  remove?: () => Promise<unknown>
}

interface StartFromProps {
  projectId: string
  set: LabelSet
  onClose: () => void
  onSet: (set: LabelSet) => void
}

function StartFrom({ projectId, set, onClose, onSet }: StartFromProps) {
  const text = useText()
  const t = text.labels
  const [others, setOthers] = useState<readonly Source[]>([])
  const [chosen, setChosen] = useState('procedure')
  const [way, setWay] = useState<'all' | 'add'>('all')
  const about = t.holds
  const shipped = Object.entries(templates).map(([id, one]): Source => {
    const name = t.templateNames[id as keyof typeof templates]
    return {
      id,
      group: t.shipped,
      name,
      about: about(one.labels.length, one.tracks.length),
      read: async () => one,
    }
  })
  for (const [id, one] of Object.entries(parts))
    shipped.push({
      ...{ id, group: t.parts, name: t.partNames[id as keyof typeof parts] },
      about: about(one.labels.length, one.tracks.length),
      read: async () => one,
    })
  const load = useAction(async () => {
    const [own, projects] = await Promise.all([trpc.labels.templates.query(), trpc.projects.list.query()])
    setOthers([
      ...own.map(
        (one): Source => ({
          ...{ id: one.id, group: t.ownTemplates, name: one.name, about: about(one.labels, one.tracks) },
          read: () => trpc.labels.template.query({ templateId: one.id }),
          ...(one.yours && { remove: () => trpc.labels.removeTemplate.mutate({ templateId: one.id }) }),
        }),
      ),
      ...projects
        .filter((one) => one.id !== projectId)
        .map(
          (one): Source => ({
            ...{ id: one.id, group: t.projects, name: one.name, about: one.description },
            read: () => trpc.projects.labelSet.get.query({ projectId: one.id }),
          }),
        ),
    ])
  })
  const { run } = load
  useEffect(() => void run(), [run])
  const sources = [...shipped, ...others]
  const take = useAction(async () => {
    const other = await sources.find((one) => one.id === chosen)?.read()
    if (!other) return
    onSet(way === 'add' ? addSet(set, other) : { ...other, version: set.version, moved: set.moved })
    onClose()
  })
  const groups = Map.groupBy(sources, (one) => one.group)
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t.startFromTitle}
      description={t.startFromAbout}
      footer={
        <>
          <span className="mr-auto">
            <Segmented
              label={t.startFromTitle}
              value={way}
              onChange={setWay}
              options={[
                { value: 'all', label: t.startAll },
                { value: 'add', label: t.startAdd },
              ]}
            />
          </span>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button variant="primary" loading={take.busy} onClick={() => take.run()}>
            {t.take}
          </Button>
        </>
      }
    >
      {(load.problem ?? take.problem) && (
        <ErrorNote className="mb-3">{load.problem ?? take.problem}</ErrorNote>
      )}
      <div role="radiogroup" aria-label={t.startFromTitle} className="flex flex-col gap-3">
        {[...groups].map(([group, list]) => (
          <div key={group}>
            <h4 className="mb-0.5 text-small text-ink-3">{group}</h4>
            {list.map((one) => (
              <div key={one.id} className="flex items-center">
                <label
                  className={cx(
                    'flex min-h-9 min-w-0 flex-1 items-center gap-2.5 rounded-sm px-2',
                    one.id === chosen ? 'bg-accent-soft' : 'hover:bg-hover',
                  )}
                >
                  <input
                    type="radio"
                    name="source"
                    className="accent-(--accent)"
                    checked={one.id === chosen}
                    onChange={() => {
                      setChosen(one.id)
                      if (one.group === t.parts) setWay('add')
                    }}
                  />
                  <bdi className="shrink-0">{one.name}</bdi>
                  <span className="min-w-0 truncate text-small text-ink-3">{one.about}</span>
                </label>
                {one.remove && (
                  <IconButton
                    label={t.removeTemplate(one.name)}
                    size="small"
                    icon={<Trash2 className="size-3.5" />}
                    onClick={() => void one.remove?.().then(() => run())}
                  />
                )}
              </div>
            ))}
          </div>
        ))}
      </div>
    </Dialog>
  )
}

function KeepTemplate({
  projectId,
  name,
  onClose,
}: {
  projectId: string
  name: string
  onClose: () => void
}) {
  const text = useText()
  const t = text.labels
  const [called, setCalled] = useState(name)
  const [about, setAbout] = useState('')
  const keep = useAction(async () => {
    await trpc.labels.saveTemplate.mutate({ projectId, name: called, description: about })
    toast({ title: t.templateKept(called.trim()) })
    onClose()
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={t.saveTemplateTitle}
      description={t.saveTemplateAbout}
      footer={
        <>
          <Button variant="quiet" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button
            variant="primary"
            disabled={called.trim() === ''}
            loading={keep.busy}
            onClick={() => keep.run()}
          >
            {t.keep}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {keep.problem && <ErrorNote>{keep.problem}</ErrorNote>}
        <Field label={t.templateName}>
          <Input
            dir="auto"
            value={called}
            maxLength={200}
            onChange={(event) => setCalled(event.target.value)}
          />
        </Field>
        <Field label={t.description}>
          <Input
            dir="auto"
            value={about}
            maxLength={1000}
            onChange={(event) => setAbout(event.target.value)}
          />
        </Field>
      </div>
    </Dialog>
  )
}
