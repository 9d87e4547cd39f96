'use client'
/** Rows of a log: the newest come with the page, older ones on demand. */
import { useState } from 'react'
import { joined } from './log-pages.ts'
import { type Action, useAction } from './use-action.ts'

export interface Log<T> {
  rows: readonly T[]
  /** There is nothing older. */
  whole: boolean
  more: Action<[]>
}

export function useLog<T>(
  initial: readonly T[],
  page: number,
  numberOf: (row: T) => number,
  older: (than: T) => Promise<readonly T[]>,
): Log<T> {
  const [given, setGiven] = useState(initial)
  const [rows, setRows] = useState(initial)
  const [whole, setWhole] = useState(initial.length < page)
  if (given !== initial) {
    const next = joined(rows, initial, numberOf)
    setGiven(initial)
    setRows(next)
    // Without the older rows the end is as far as it was on the first visit.
    if (next === initial) setWhole(initial.length < page)
  }
  const more = useAction(async () => {
    const last = rows.at(-1)
    if (last === undefined) return
    const next = await older(last)
    setRows((all) => [...all, ...next.filter((row) => numberOf(row) < numberOf(last))])
    setWhole(next.length < page)
  })
  return { rows, whole, more }
}
