'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { Avatar } from '#app/_ui/avatar.tsx'
import { Badge } from '#app/_ui/badge.tsx'
import { Button } from '#app/_ui/button.tsx'
import { ConfirmDialog } from '#app/_ui/confirm-dialog.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Select } from '#app/_ui/select.tsx'
import type { MemberView, Role } from '#server/people/index.ts'
import { date } from '../../../../_parts/format.ts'
import { roleOptions } from '../../../../_parts/roles.ts'
import { useAction } from '../../../../_parts/use-action.ts'

interface MembersProps {
  projectId: string
  projectName: string
  members: readonly MemberView[]
  /** Whether the person looking may change roles. */
  owner: boolean
}

export function Members({ projectId, projectName, members, owner }: MembersProps) {
  const { library: t, common, values } = useText()
  const router = useRouter()
  const [leaving, setLeaving] = useState<MemberView | null>(null)
  const setRole = useAction(async (userId: string, role: Role) => {
    await trpc.people.setRole.mutate({ projectId, userId, role })
    router.refresh()
  })
  const remove = async (member: MemberView): Promise<void> => {
    await trpc.people.removeMember.mutate({ projectId, userId: member.userId })
    if (member.you) router.push('/')
    router.refresh()
  }
  return (
    <section aria-label={t.members} className="pb-8">
      {setRole.problem && <ErrorNote className="mb-3">{setRole.problem}</ErrorNote>}
      <ul className="border-b border-line">
        {members.map((member) => (
          <li
            key={member.userId}
            className="flex min-h-14 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line py-2 first:border-t-0"
          >
            <Avatar id={member.userId} name={member.name} />
            <div className="min-w-0 flex-1 basis-40">
              <div className="flex items-center gap-2 text-ink">
                <span dir="auto" className="truncate">
                  {member.name}
                </span>
                {member.you && <Badge>{t.you}</Badge>}
              </div>
              <div className="truncate text-small text-ink-3" suppressHydrationWarning>
                {member.email ? `${member.email}, ` : ''}
                {t.since(date(member.since, values))}
              </div>
            </div>
            {owner ? (
              <Select
                label={t.roleOf(member.name)}
                className="w-32!"
                value={member.role}
                options={roleOptions(t.roles)}
                disabled={setRole.busy}
                onChange={(role) => setRole.run(member.userId, role)}
              />
            ) : (
              <span className="text-ink-2">{t.roles[member.role].name}</span>
            )}
            {(owner || member.you) && (
              <Button variant="quiet" onClick={() => setLeaving(member)}>
                {member.you ? t.leave : common.remove}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        danger
        title={leaving?.you ? t.leaveTitle(projectName) : t.removeTitle(leaving?.name ?? '')}
        scope={leaving?.you ? t.leaveScope : t.removeScope(leaving?.name ?? '')}
        confirmLabel={leaving?.you ? t.leaveProject : t.removeFromProject}
        onConfirm={async () => {
          if (leaving) await remove(leaving)
        }}
      />
    </section>
  )
}
