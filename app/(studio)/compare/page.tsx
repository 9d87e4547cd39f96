import type { Metadata } from 'next'
import { headers } from 'next/headers'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import type { CompareSide } from '#app/_studio/compare/compare-data.ts'
import { CompareView } from '#app/_studio/compare/compare-view.tsx'
import { pageText } from '#app/_text/page-text.ts'
import { mainFile } from '#media/core/asset/main-file.ts'
import { actorFromHeaders, type SignedIn } from '#server/people/index.ts'
import { getLabelSet } from '#server/projects/index.ts'
import { getRecording, listRecordings, type RecordingView } from '#server/recordings/index.ts'
import { hidden } from '../studio/[recordingId]/hidden.ts'

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageText()).cameras.comparePage.title }
}

/** `?a=<recording>&b=<recording>`; without a second one it is chosen from the first one's project. */
export default async function ComparePage({ searchParams }: Props) {
  const { a, b } = await searchParams
  const actor = await actorFromHeaders(await headers())
  const query = new URLSearchParams()
  if (typeof a === 'string') query.set('a', a)
  if (typeof b === 'string') query.set('b', b)
  if (!actor) redirect(`/sign-in?next=${encodeURIComponent(`/compare?${query}`)}`)
  if (typeof a !== 'string') redirect('/')
  const first = await getRecording(actor, a).catch(hidden)
  if (typeof b !== 'string') return <Choose actor={actor} recording={first} />
  const second = await getRecording(actor, b).catch(hidden)
  const [one, two] = await Promise.all([sideOf(actor, first), sideOf(actor, second)])
  if (!one || !two) return <NotReady recording={one ? second : first} />
  return <CompareView key={`${a} ${b}`} a={one} b={two} userId={actor.userId} />
}

/** Null while it has no picture to show. */
async function sideOf(actor: SignedIn, recording: RecordingView): Promise<CompareSide | null> {
  const file = mainFile(recording.assets)
  if (!file?.manifest?.video) return null
  const { id, name, project } = recording
  return {
    recording: { id, name },
    project: { id: project.id, name: project.name },
    labelSet: await getLabelSet(actor, project.id),
    file: {
      assetId: file.id,
      fileName: file.fileName,
      title: file.title,
      offset: file.offset,
      rate: file.rate,
      manifest: file.manifest,
    },
  }
}

async function NotReady({ recording }: { recording: RecordingView }) {
  const t = (await pageText()).cameras.comparePage
  return (
    <main className="flex h-dvh flex-col items-center justify-center gap-3 bg-canvas p-8 text-ink">
      <h1>{t.notReady(recording.name)}</h1>
      <Link href={`/r/${recording.id}`} className="text-accent hover:underline">
        {t.toRecording}
      </Link>
    </main>
  )
}

async function Choose({ actor, recording }: { actor: SignedIn; recording: RecordingView }) {
  const t = (await pageText()).cameras.comparePage
  const rows = await listRecordings(actor, { projectId: recording.project.id })
  const others = rows.filter((row) => row.id !== recording.id && row.assets.some((asset) => asset.codec))
  return (
    <main className="mx-auto flex min-h-dvh max-w-160 flex-col gap-4 px-6 py-12 text-ink">
      <Link href={`/r/${recording.id}`} className="text-ink-3 hover:text-ink hover:underline">
        {t.toRecording}
      </Link>
      <h1 className="text-title font-semibold">{t.choose(recording.name)}</h1>
      {others.length === 0 ? (
        <p className="text-ink-2">{t.nothingToChoose}</p>
      ) : (
        <>
          <p className="text-ink-2">{t.chooseMore}</p>
          <ul className="divide-y divide-line border-y border-line">
            {others.map((row) => (
              <li key={row.id}>
                <Link
                  href={`/compare?a=${recording.id}&b=${row.id}`}
                  className="flex items-baseline gap-3 px-2 py-2.5 hover:bg-hover"
                >
                  <span dir="auto" className="min-w-0 flex-1 truncate">
                    {row.name}
                  </span>
                  <span className="text-small text-ink-3 tabular-nums">{row.annotations}</span>
                </Link>
              </li>
            ))}
          </ul>
        </>
      )}
    </main>
  )
}
