'use client'
/** Work that will bring a recording to an empty project, such as the drawing of the demo after the first start. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { trpc } from '#app/_client/trpc.ts'
import { useText } from '#app/_text/text-provider.tsx'
import { ErrorNote } from '#app/_ui/error-note.tsx'
import { Progress } from '#app/_ui/progress.tsx'
import type { JobRow } from '#server/recordings/index.ts'
import { lasting, percent } from '../format.ts'
import { bringsRecording } from './project-work.ts'
import { stepWords } from './step-words.ts'

interface ProjectJobsProps {
  projects: readonly { id: string }[]
  initial: readonly JobRow[]
}

export function ProjectJobs({ projects, initial }: ProjectJobsProps) {
  const { recordings: t, values } = useText()
  const router = useRouter()
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['project-jobs', ...projects.map((project) => project.id)],
    queryFn: async () => {
      const lists = await Promise.all(projects.map(({ id }) => trpc.jobs.list.query({ projectId: id })))
      return lists.flat().filter(bringsRecording)
    },
    initialData: () => [...initial],
    enabled: projects.length > 0,
    refetchInterval: ({ state }) => (state.data?.some((job) => job.state !== 'failed') ? 1500 : false),
  })
  const running = data.filter((job) => job.state !== 'failed').length
  const before = useRef(0)
  useEffect(() => {
    if (running < before.current) {
      void client.invalidateQueries({ queryKey: ['recordings'] })
      router.refresh()
    }
    before.current = running
  }, [running, client, router])
  return data.map((job) => {
    const left = job.secondsLeft === null ? '' : `, ${values.left(lasting(job.secondsLeft))}`
    const words =
      job.step === '' ? t.waitsItsTurn : `${stepWords(job.step, t)}, ${percent(job.progress)}${left}`
    if (job.state === 'failed') {
      return (
        <ErrorNote key={job.id} className="mb-4">
          {t.demoFailed(job.problem)}
        </ErrorNote>
      )
    }
    return (
      <div key={job.id} className="mb-4 rounded-md bg-sunken px-4 py-3" data-job={job.name}>
        <p className="text-ink">{words}</p>
        <Progress value={job.progress} label={words} className="mt-2" />
      </div>
    )
  })
}
