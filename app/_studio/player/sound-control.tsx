'use client'
/** Volume and mute of the playing element; remembered in this browser. */
import { Volume1, Volume2, VolumeX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { IconButton } from '../../_ui/icon-button.tsx'

const STORAGE_KEY = 'scrubline.volume'

export function SoundControl({ video, keys = 'Shift+M' }: { video: HTMLVideoElement; keys?: string }) {
  const t = useText().player
  const [sound, setSound] = useState({ volume: 1, muted: false })
  useEffect(() => {
    const kept = Number(readKept())
    if (kept >= 0 && kept <= 1) video.volume = kept
    const read = () => setSound({ volume: video.volume, muted: video.muted })
    read()
    video.addEventListener('volumechange', read)
    return () => video.removeEventListener('volumechange', read)
  }, [video])
  const silent = sound.muted || sound.volume === 0
  const Icon = silent ? VolumeX : sound.volume < 0.5 ? Volume1 : Volume2
  return (
    <div className="group/sound flex items-center">
      <IconButton
        label={silent ? t.soundOn : t.soundOff}
        keys={keys}
        icon={<Icon className="size-4" />}
        onClick={() => {
          video.muted = !video.muted
        }}
      />
      <input
        type="range"
        aria-label={t.volume}
        min={0}
        max={1}
        step={0.01}
        value={silent ? 0 : sound.volume}
        onChange={(event) => {
          video.volume = Number(event.currentTarget.value)
          video.muted = false
          keep(video.volume)
        }}
        className="hidden h-4 w-16 accent-(--accent) @2xl:block"
      />
    </div>
  )
}

function readKept(): string | null {
  try {
    return localStorage.getItem(STORAGE_KEY) ?? '1'
  } catch {
    return '1'
  }
}

function keep(volume: number): void {
  try {
    localStorage.setItem(STORAGE_KEY, String(volume))
  } catch {
    // A browser that keeps nothing starts at full volume next time.
  }
}
