/** The frame of every page inside: the side bar and a column beside it. Each page asks for its visitor itself. */
import { cookies } from 'next/headers'
import { listProjects } from '#server/projects/index.ts'
import { mayAs } from '../_parts/roles.ts'
import { themeOf } from '../_parts/theme.ts'
import { DropZone } from '../_parts/uploads/drop-zone.tsx'
import { UploadPlace } from '../_parts/uploads/upload-place.tsx'
import { UploadTray } from '../_parts/uploads/upload-tray.tsx'
import { visitor } from '../_parts/visitor.ts'
import { SideBar } from './side-bar.tsx'

export default async function InsideLayout({ children }: { children: React.ReactNode }) {
  const actor = await visitor()
  // The page sends strangers to the door; there is no frame for them.
  if (!actor) return children
  const projects = await listProjects(actor)
  const open = projects.filter(({ role }) => mayAs(role, 'annotator')).map(({ id, name }) => ({ id, name }))
  return (
    <UploadPlace projects={open}>
      <div className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
        <SideBar
          projects={projects
            .map(({ id, name, recordings }) => ({ id, name, recordings }))
            .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))}
          person={{ id: actor.userId, name: actor.name }}
          mayCreate={actor.admin}
          theme={themeOf((await cookies()).get('theme')?.value)}
        />
        <main className="min-h-[calc(100dvh-48px)] min-w-0 bg-surface px-4 pb-16 md:px-8">
          <div className="mx-auto max-w-300">{children}</div>
        </main>
        <DropZone />
        <UploadTray />
      </div>
    </UploadPlace>
  )
}
