'use client'
/** Where dropped files go: projects one may add to, and what the open page suggests. */
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'

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
  choose: (files: readonly File[]) => void
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
  const [pending, choose] = useState<readonly File[]>([])
  const place = useMemo(
    () => ({ projects, suggestion, suggest, pending, choose }),
    [projects, suggestion, pending],
  )
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
