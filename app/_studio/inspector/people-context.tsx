'use client'
/** Names of the people who may appear as authors, by id. */
import { createContext, useContext } from 'react'
import { useText } from '../../_text/text-provider.tsx'

export const PeopleContext = createContext<ReadonlyMap<string, string>>(new Map())

export function usePeople(): (userId: string) => string {
  const names = useContext(PeopleContext)
  const { formerMember } = useText().inspector
  return (userId) => names.get(userId) ?? formerMember
}
