'use client'
/** Told while another main camera is the recording's: frames shown here are then not those that exports count. */
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { ErrorNote } from '../../_ui/error-note.tsx'
import type { FollowedPlaces } from '../shell/follow-places.ts'
import { useValue } from '../store/use-value.ts'

export function MainChanged({ places }: { places: FollowedPlaces }) {
  const t = useText().cameras
  if (!useValue(places.mainChanged)) return null
  return (
    <ErrorNote
      tone="warn"
      className="rounded-none"
      action={
        <Button size="small" onClick={() => window.location.reload()}>
          {t.loadAgain}
        </Button>
      }
    >
      {t.mainChanged}
    </ErrorNote>
  )
}
