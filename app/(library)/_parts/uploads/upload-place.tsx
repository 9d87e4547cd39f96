'use client'
/** Where dropped files go: projects one may add to, and what the open page suggests. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import { uploads } from '#app/_client/upload.ts'
import { sortFiles } from './media-files.ts'

export interface UploadProject {
  id: string
  name: string
}

/** A page that is about one project, perhaps about one recording of it. */
export interface Suggestion {
  projectId: string
  recording?: { id: string; name: string }
}

interface Place {
  projects: readonly UploadProject[]
  suggestion: Suggestion | null
  suggest: (suggestion: Suggestion | null) => void
  /** Files that wait for a person to say where they go. */
  pending: readonly File[]
  /** Takes dropped or chosen files: sends them where there is one place and nothing odd, asks otherwise. */
  offer: (files: readonly File[]) => void
  /** The question is answered or taken back. */
  settle: () => void
}

const Context = createContext<Place | null>(null)

export function UploadPlace({
  projects,
  children,
}: {
  projects: readonly UploadProject[]
  children: ReactNode
}) {
  const [suggestion, suggest] = useState<Suggestion | null>(null)
  const [pending, setPending] = useState<readonly File[]>([])
  const place = useMemo((): Place => {
    const offer = (files: readonly File[]): void => {
      if (files.length === 0 || projects.length === 0) return
      const { media, other } = sortFiles(files)
      const target = projects.find((project) => project.id === suggestion?.projectId) ?? projects[0]
      const clear = projects.length === 1 || target?.id === suggestion?.projectId
      if (!target || !clear || other.length > 0 || suggestion?.recording) setPending(files)
      else uploads.add(media, { projectId: target.id })
    }
    return { projects, suggestion, suggest, pending, offer, settle: () => setPending([]) }
  }, [projects, suggestion, pending])
  return <Context.Provider value={place}>{children}</Context.Provider>
}

export function useUploadPlace(): Place {
  const place = useContext(Context)
  if (!place) throw new Error('UploadPlace is missing around this part of the page')
  return place
}

/** Put on a page: files dropped while it is open are meant for this project (and recording). */
export function UploadHere({
  projectId,
  recordingId,
  recordingName,
}: {
  projectId: string
  recordingId?: string
  recordingName?: string
}) {
  const { suggest } = useUploadPlace()
  useEffect(() => {
    suggest({
      projectId,
      ...(recordingId === undefined ? {} : { recording: { id: recordingId, name: recordingName ?? '' } }),
    })
    return () => suggest(null)
  }, [suggest, projectId, recordingId, recordingName])
  return null
}
