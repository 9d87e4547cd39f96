import { SearchView } from '#app/_studio/search/search-view.tsx'
import { membersOf } from '#server/people/index.ts'
import { getLabelSet, getProject } from '#server/projects/index.ts'
import { mayAs } from '../../../../_parts/roles.ts'
import { orNotFound, requireVisitor } from '../../../../_parts/visitor.ts'

interface Props {
  params: Promise<{ projectId: string }>
  searchParams: Promise<{ q?: string | string[] }>
}

/** `?q` is the search as it is typed. */
export default async function SearchPage({ params, searchParams }: Props) {
  const [{ projectId }, { q }] = await Promise.all([params, searchParams])
  const actor = await requireVisitor(`/p/${projectId}/search`)
  const project = await orNotFound(getProject(actor, projectId))
  const [labelSet, members] = await Promise.all([getLabelSet(actor, projectId), membersOf(actor, projectId)])
  return (
    <SearchView
      projectId={projectId}
      labelSet={labelSet}
      people={members.map((member) => member.name)}
      initial={typeof q === 'string' ? q.slice(0, 2000) : ''}
      mayKeep={mayAs(project.role, 'annotator')}
    />
  )
}
