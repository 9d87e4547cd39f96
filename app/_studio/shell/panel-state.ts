'use client'
/** Whether a panel is open: remembered on wide screens, where it takes room; a drawer over the picture on narrow ones. */
import { useEffect, useState } from 'react'

export function useWide(query: string): boolean {
  const [wide, setWide] = useState(true)
  useEffect(() => {
    const media = matchMedia(query)
    const read = () => setWide(media.matches)
    read()
    media.addEventListener('change', read)
    return () => media.removeEventListener('change', read)
  }, [query])
  return wide
}

export function useRememberedFlag(key: string, initial: boolean): [boolean, (on: boolean) => void] {
  const [on, setOn] = useState(initial)
  useEffect(() => {
    const kept = localStorage.getItem(`flag:${key}`)
    if (kept) setOn(kept === 'on')
  }, [key])
  return [
    on,
    (next) => {
      setOn(next)
      try {
        localStorage.setItem(`flag:${key}`, next ? 'on' : 'off')
      } catch {
        // A browser that forbids storage only forgets the choice.
      }
    },
  ]
}
