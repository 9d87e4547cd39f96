/** The frame of every page inside: the side bar and a column beside it. Each page asks for its visitor itself. */
import { cookies } from 'next/headers'
import { listProjects } from '#server/projects/index.ts'
import { themeOf } from '../_parts/theme.ts'
import { visitor } from '../_parts/visitor.ts'
import { SideBar } from './side-bar.tsx'

export default async function InsideLayout({ children }: { children: React.ReactNode }) {
  const actor = await visitor()
  // The page sends strangers to the door; there is no frame for them.
  if (!actor) return children
  const projects = await listProjects(actor)
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[224px_minmax(0,1fr)]">
      <SideBar
        projects={projects
          .map(({ id, name, recordings }) => ({ id, name, recordings }))
          .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))}
        person={{ id: actor.userId, name: actor.name }}
        mayCreate={actor.admin}
        theme={themeOf((await cookies()).get('theme')?.value)}
      />
      <main className="min-w-0 bg-surface px-4 pb-16 md:px-8">
        <div className="mx-auto max-w-300">{children}</div>
      </main>
    </div>
  )
}
