'use client'
/** A plain warning when the machine cannot play all cameras in step. */
import { computed } from '@preact/signals-core'
import { useMemo } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { useValue } from '../store/use-value.ts'
import type { CameraEntry } from './camera-set.ts'

export function SlowCameras({ entries }: { entries: readonly CameraEntry[] }) {
  const t = useText().cameras
  const names = useValue(
    useMemo(
      () =>
        computed(() =>
          entries
            .filter((e) => e.camera?.step.value?.kind === 'behind')
            .map((e) => e.file.title.value)
            .join(', '),
        ),
      [entries],
    ),
  )
  if (!names) return null
  return (
    <p
      role="status"
      data-testid="slow-cameras"
      className="pointer-events-none absolute top-11 left-2 z-20 max-w-[52ch] rounded-md bg-raised px-3 py-2 shadow-float"
    >
      {t.behindMore(names)}
    </p>
  )
}
