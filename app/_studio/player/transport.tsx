'use client'
/** The bar under the picture: moving, time, rate, loop, sound, quality, and how the picture is looked at. */
import { type ReadonlySignal, signal } from '@preact/signals-core'
import {
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  Maximize,
  MoreHorizontal,
  Pause,
  Play,
  Repeat,
  SkipBack,
  SkipForward,
} from 'lucide-react'
import { useState } from 'react'
import type { AssetManifest } from '#media/core/asset/manifest.ts'
import type { Text } from '../../_text/text.ts'
import { useText } from '../../_text/text-provider.tsx'
import { buttonClass } from '../../_ui/button.tsx'
import { cx } from '../../_ui/cx.ts'
import { IconButton } from '../../_ui/icon-button.tsx'
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../_ui/menu.tsx'
import type { CameraSet } from '../cameras/camera-set.ts'
import type { HlsClock } from '../clock/hls-clock.ts'
import type { KeyRegistry } from '../keys/keys.ts'
import type { FrameScheduler } from '../scheduler/frame-scheduler.ts'
import { useValue } from '../store/use-value.ts'
import { LightPanel } from './light-panel.tsx'
import type { LoopMarks } from './loop-marks.ts'
import type { PictureView } from './picture-view.ts'
import { RATES, rateText } from './player-keys.ts'
import { SoundControl } from './sound-control.tsx'
import { TimeReadout } from './time-readout.tsx'
import { smpteOf, TIME_MODES, type TimeMode } from './time-text.ts'

export interface SharedTimeMode {
  readonly mode: ReadonlySignal<TimeMode>
  setMode(mode: TimeMode): void
}

export interface TransportProps {
  clock: HlsClock
  keys: KeyRegistry
  scheduler: FrameScheduler
  manifest: AssetManifest
  marks: LoopMarks
  view: PictureView | null
  cameras?: CameraSet
  timeMode?: SharedTimeMode
  editingTime: boolean
  onEditingTime: (editing: boolean) => void
}

export function Transport(props: TransportProps) {
  const { clock, keys, scheduler, manifest, marks, view, cameras, editingTime, onEditingTime } = props
  const t = useText().player
  const playing = useValue(clock.playing)
  const rate = useValue(clock.rate)
  const loop = useValue(clock.loop)
  useValue(keys.changed)
  const [own] = useState(() => ownTimeMode(manifest.video?.timecode ? 'smpte' : 'clock'))
  const shared = props.timeMode ?? own
  const mode = useValue(shared.mode)
  const smpte = smpteOf(manifest.video)
  const button = (id: string, label: string, icon: React.ReactNode) => (
    <IconButton
      label={label}
      keys={keys.chordFor(`player.${id}`) ?? undefined}
      icon={icon}
      onClick={() => keys.run(`player.${id}`)}
    />
  )
  return (
    <div role="toolbar" aria-label={t.playback} className="@container border-t border-line bg-surface">
      <div className="flex h-10 shrink-0 items-center gap-1 overflow-hidden px-2">
        <div className="hidden @lg:block">
          {button('start', t.commands.start, <SkipBack className="size-4" />)}
        </div>
        {button('back', t.commands.back, <ChevronLeft className="size-4" />)}
        {button(
          'toggle',
          playing ? t.pause : t.play,
          playing ? <Pause className="size-4" /> : <Play className="size-4" />,
        )}
        {button('forward', t.commands.forward, <ChevronRight className="size-4" />)}
        <div className="hidden @lg:block">
          {button('end', t.commands.end, <SkipForward className="size-4" />)}
        </div>
        <div className="ml-2">
          <TimeReadout
            clock={clock}
            scheduler={scheduler}
            mode={mode}
            smpte={smpte}
            hasPicture={clock.hasPicture}
            editing={editingTime}
            onEditing={onEditingTime}
          />
        </div>
        <div className="flex-1" />
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              className={cx(
                buttonClass({ variant: 'quiet' }),
                'min-w-14 tabular-nums',
                rate !== 1 && 'text-accent!',
              )}
            >
              <span className="sr-only">{t.rate} </span>
              {rateText(rate)}
            </button>
          }
        >
          <MenuChoice
            value={String(Math.abs(rate))}
            options={RATES.map((r) => ({ value: String(r), label: rateText(r) }))}
            onChange={(value) => clock.setRate(Number(value))}
          />
        </Menu>
        <div className="hidden @lg:block">
          <IconButton
            label={loop ? t.loopOff : t.loopOn}
            keys={keys.chordFor('player.loop-toggle') ?? undefined}
            pressed={loop !== null}
            icon={<Repeat className="size-4" />}
            onClick={() => marks.toggle()}
          />
        </div>
        <div className="hidden @md:block">
          <HeardSound clock={clock} cameras={cameras} keys={keys} />
        </div>
        <div className="hidden @lg:block">{view && <LightPanel view={view} />}</div>
        <MoreMenu
          clock={clock}
          keys={keys}
          view={view}
          mode={mode}
          smpte={smpte !== null}
          onMode={(next) => shared.setMode(next)}
        />
        {button('full-screen', t.commands.fullScreen, <Maximize className="size-4" />)}
      </div>
    </div>
  )
}

/** Volume, and, where several files have sound, whose it is. */
function HeardSound({ clock, cameras, keys }: Pick<TransportProps, 'clock' | 'cameras' | 'keys'>) {
  const video = useValue(cameras?.sounding ?? NO_CHOICE) ?? clock.video
  const muteKey = keys.chordFor('player.mute') ?? undefined
  return (
    <div className="flex items-center">
      <SoundControl key={cameras?.heard.peek()} video={video} keys={muteKey} />
      {cameras && cameras.sounds.length > 1 && <SoundChoice cameras={cameras} />}
    </div>
  )
}

const NO_CHOICE = signal<HTMLVideoElement | null>(null)

function SoundChoice({ cameras }: { cameras: CameraSet }) {
  const t = useText().cameras
  const heard = useValue(cameras.heard)
  return (
    <Menu
      side="top"
      align="end"
      trigger={<IconButton label={t.soundOf} icon={<ChevronDown className="size-3.5" />} className="w-5!" />}
    >
      <MenuLabel>{t.soundOf}</MenuLabel>
      <MenuChoice
        value={heard}
        options={cameras.sounds.map((file) => ({ value: file.assetId, label: file.title.peek() }))}
        onChange={(id) => cameras.hear(id)}
      />
    </Menu>
  )
}

function ownTimeMode(initial: TimeMode): SharedTimeMode {
  const mode = signal(initial)
  return {
    mode,
    setMode: (next) => {
      mode.value = next
    },
  }
}

interface MoreMenuProps {
  clock: HlsClock
  keys: KeyRegistry
  view: PictureView | null
  mode: TimeMode
  smpte: boolean
  onMode: (mode: TimeMode) => void
}

function MoreMenu({ clock, keys, view, mode, smpte, onMode }: MoreMenuProps) {
  const t = useText().player
  const quality = useValue(clock.quality)
  const qualities = useValue(clock.qualities)
  const tracks = clock.audioTracks()
  const modes = TIME_MODES.filter((m) => (m === 'smpte' ? smpte : m === 'frame' ? clock.hasPicture : true))
  return (
    <Menu
      side="top"
      align="end"
      trigger={<IconButton label={t.more} icon={<MoreHorizontal className="size-4" />} />}
    >
      <MenuLabel>{t.timeShownAs}</MenuLabel>
      <MenuChoice
        value={mode}
        options={modes.map((m) => ({ value: m, label: t.timeModes[m] }))}
        onChange={onMode}
      />
      {clock.hasPicture && (
        <>
          <MenuSeparator />
          <MenuLabel>{t.quality}</MenuLabel>
          <MenuChoice
            value={quality}
            options={[
              { value: 'auto', label: t.qualities.auto },
              ...qualities.map((name) => ({ value: name, label: qualityTitle(name, t) })),
            ]}
            onChange={(name) => clock.setQuality(name)}
          />
        </>
      )}
      {tracks.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>{t.sound}</MenuLabel>
          {tracks.map((track) => (
            <MenuItem key={track.id} onSelect={() => clock.setAudioTrack(track.id)}>
              {track.name}
            </MenuItem>
          ))}
        </>
      )}
      <MenuSeparator />
      {view && (
        <MenuItem keys={keys.chordFor('player.zoom-reset') ?? undefined} onSelect={() => view.reset()}>
          {t.commands.zoomReset}
        </MenuItem>
      )}
      {clock.hasPicture && document.pictureInPictureEnabled && (
        <MenuItem onSelect={() => void togglePictureInPicture(clock.video)}>{t.pictureInPicture}</MenuItem>
      )}
      <MenuItem href="/self-test">{t.prove}</MenuItem>
    </Menu>
  )
}

const qualityTitle = (name: string, t: Text['player']): string =>
  name === 'source' ? t.qualities.source : name === 'jit' ? t.qualities.jit : name

async function togglePictureInPicture(video: HTMLVideoElement): Promise<void> {
  if (document.pictureInPictureElement) {
    await document.exitPictureInPicture()
    return
  }
  video.disablePictureInPicture = false
  await video.requestPictureInPicture().catch(() => {})
  video.addEventListener('leavepictureinpicture', () => (video.disablePictureInPicture = true), {
    once: true,
  })
}
