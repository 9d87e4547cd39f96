'use client'
/** Inviting by link: made here, shown once (only its hash is kept), copied, and revoked while nobody has used it. */
import { Copy, LinkIcon } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
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
import { ROLE_OPTIONS, ROLE_WORDS } from '../../../../_parts/roles.ts'
import { Section } from '../../../../_parts/section.tsx'
import { useAction } from '../../../../_parts/use-action.ts'

const STATES: Record<InvitationView['state'], { tone: Tone; word: string }> = {
  valid: { tone: 'ok', word: 'open' },
  used: { tone: 'plain', word: 'used' },
  expired: { tone: 'plain', word: 'expired' },
  revoked: { tone: 'plain', word: 'revoked' },
  unknown: { tone: 'plain', word: 'unknown' },
}

interface InvitationsProps {
  projectId: string
  invitations: readonly InvitationView[]
}

export function Invitations({ projectId, invitations }: InvitationsProps) {
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const revoke = useAction(async (invitationId: string) => {
    await trpc.people.revokeInvitation.mutate({ invitationId })
    router.refresh()
  })
  return (
    <Section
      title="Invitations"
      about="A link works once. Whoever opens it makes an account or joins with theirs."
      actions={
        <Button icon={<LinkIcon aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
          Invite by link
        </Button>
      }
    >
      {revoke.problem && <ErrorNote className="mb-3">{revoke.problem}</ErrorNote>}
      {invitations.length === 0 ? (
        <p className="text-ink-3">Nobody has been invited yet.</p>
      ) : (
        <ul className="border-b border-line">
          {invitations.map((invitation) => (
            <li key={invitation.id} className="flex min-h-10 items-center gap-3 border-t border-line py-1">
              <span className="w-24 text-ink">{ROLE_WORDS[invitation.role].name}</span>
              <Badge tone={STATES[invitation.state].tone}>{STATES[invitation.state].word}</Badge>
              <span className="min-w-0 flex-1 truncate text-small text-ink-3">
                made <Ago at={invitation.createdAt} />
                {invitation.createdBy && ` by ${invitation.createdBy}`}
                {invitation.state === 'valid' && (
                  <>
                    , ends <Ago at={invitation.expiresAt} ahead />
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
                  Revoke
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
      toast({ title: 'Link copied' })
    } catch {
      toast({
        kind: 'error',
        title: 'The browser did not allow copying. Select the link and copy it by hand.',
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
      title="Invite by link"
      description={made ? undefined : 'Send the link by any way you trust; it lets one person in.'}
      footer={
        made ? (
          <Button variant="primary" onClick={() => close(false)}>
            Done
          </Button>
        ) : (
          <>
            <Button variant="quiet" onClick={() => close(false)}>
              Cancel
            </Button>
            <Button variant="primary" loading={make.busy} onClick={() => make.run()}>
              Make link
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
              aria-label="Invitation link"
              value={made.url}
              onFocus={(event) => event.currentTarget.select()}
            />
            <Button icon={<Copy aria-hidden className="size-4" />} onClick={copy}>
              Copy
            </Button>
          </div>
          <p className="text-small text-ink-3">
            For one {ROLE_WORDS[role].name.toLowerCase()}. It is shown only now and ends{' '}
            <Ago at={made.expiresAt} ahead />.
          </p>
        </div>
      ) : (
        <Field label="Role" hint={ROLE_WORDS[role].may}>
          <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={setRole} />
        </Field>
      )}
    </Dialog>
  )
}
