'use client'
import { Copy, LinkIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
/** Inviting by link: made here, shown once (only its hash is kept), copied, and revoked while nobody has used it. */
import { useText } from '#app/_text/text-provider.tsx'
import { Badge, type Tone } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { Dialog } from '#app/_ui/dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Field } from '#app/_ui/field.tsx'
import { Input } from '#app/_ui/input.tsx'
import { Select } from '#app/_ui/select.tsx'
import { toast } from '#app/_ui/toast.tsx'
import type { InvitationView, Role } from '#server/people/index.ts'
import { Ago } from '../../../../_parts/ago.tsx'
import { roleOptions } from '../../../../_parts/roles.ts'
import { Section } from '../../../../_parts/section.tsx'
import { useAction } from '../../../../_parts/use-action.ts'

const toneOf = (state: InvitationView['state']): Tone => (state === 'valid' ? 'ok' : 'plain')

interface InvitationsProps {
  projectId: string
  invitations: readonly InvitationView[]
}

export function Invitations({ projectId, invitations }: InvitationsProps) {
  const t = useText().library
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const revoke = useAction(async (invitationId: string) => {
    await trpc.people.revokeInvitation.mutate({ invitationId })
    router.refresh()
  })
  return (
    <Section
      title={t.invitations}
      about={t.invitationsAbout}
      actions={
        <Button icon={<LinkIcon aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
          {t.inviteByLink}
        </Button>
      }
    >
      {revoke.problem && <ErrorNote className="mb-3">{revoke.problem}</ErrorNote>}
      {invitations.length === 0 ? (
        <p className="text-ink-3">{t.noInvitations}</p>
      ) : (
        <ul className="border-b border-line">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex min-h-10 items-center gap-3 border-t border-line py-1">
              <span className="w-24 text-ink">{t.roles[invitation.role].name}</span>
              <Badge tone={toneOf(invitation.state)}>{t.invitationStates[invitation.state]}</Badge>
              <span className="min-w-0 flex-1 truncate text-small text-ink-3">
                {t.made} <Ago at={invitation.createdAt} />
                {invitation.createdBy && t.by(invitation.createdBy)}
                {invitation.state === 'valid' && (
                  <>
                    {t.ends} <Ago at={invitation.expiresAt} ahead />
                  </>
                )}
              </span>
              {invitation.state === 'valid' && (
                <Button
                  size="small"
                  variant="quiet"
                  loading={revoke.busy}
                  onClick={() => revoke.run(invitation.id)}
                >
                  {t.revoke}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <InviteDialog projectId={projectId} open={open} onOpenChange={setOpen} />
    </Section>
  )
}

interface InviteDialogProps {
  projectId: string
  open: boolean
  onOpenChange: (open: boolean) => void
}

function InviteDialog({ projectId, open, onOpenChange }: InviteDialogProps) {
  const { library: t, common } = useText()
  const router = useRouter()
  const [role, setRole] = useState<Role>('annotator')
  const [made, setMade] = useState<{ url: string; expiresAt: Date } | null>(null)
  const make = useAction(async () => {
    setMade(await trpc.people.invite.mutate({ projectId, role }))
    router.refresh()
  })
  const copy = async (): Promise<void> => {
    if (!made) return
    try {
      await navigator.clipboard.writeText(made.url)
      toast({ title: t.copied })
    } catch {
      toast({
        kind: 'error',
        title: t.notCopied,
      })
    }
  }
  const close = (next: boolean): void => {
    onOpenChange(next)
    if (!next) {
      setMade(null)
      make.clear()
    }
  }
  return (
    <Dialog
      open={open}
      onOpenChange={close}
      size="small"
      title={t.inviteByLink}
      description={made ? undefined : t.inviteAbout}
      footer={
        made ? (
          <Button variant="primary" onClick={() => close(false)}>
            {t.done}
          </Button>
        ) : (
          <>
            <Button variant="quiet" onClick={() => close(false)}>
              {common.cancel}
            </Button>
            <Button variant="primary" loading={make.busy} onClick={() => make.run()}>
              {t.makeLink}
            </Button>
          </>
        )
      }
    >
      {make.problem && <ErrorNote className="mb-3">{make.problem}</ErrorNote>}
      {made ? (
        <div className="flex flex-col gap-2">
          <div className="flex gap-2">
            <Input
              readOnly
              aria-label={t.invitationLink}
              value={made.url}
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button icon={<Copy aria-hidden className="size-4" />} onClick={copy}>
              {t.copy}
            </Button>
          </div>
          <p className="text-small text-ink-3">
            {t.forOne(t.roles[role].name.toLowerCase())} <Ago at={made.expiresAt} ahead />.
          </p>
        </div>
      ) : (
        <Field label={t.role} hint={t.roles[role].may}>
          <Select label={t.role} value={role} options={roleOptions(t.roles)} onChange={setRole} />
        </Field>
      )}
    </Dialog>
  )
}
