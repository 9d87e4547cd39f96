'use client'
/** Names of the people who may appear as authors, by id. */
import { createContext, useContext } from 'react'

export const PeopleContext = createContext<ReadonlyMap<string, string>>(new Map())

export function usePeople(): (userId: string) => string {
  const names = useContext(PeopleContext)
  return (userId) => names.get(userId) ?? 'a former member'
}
