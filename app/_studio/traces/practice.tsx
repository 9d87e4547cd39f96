'use client'
/** The practice clip: a ring to follow on the grid, or a tone to follow in pitch, drawn and sounded here. */
import { useEffect, useRef, useState } from 'react'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Segmented } from '../../_ui/segmented.tsx'
import { useStudio } from '../studio-context.tsx'
import { type PracticeResult, PracticeRun } from './practice-run.ts'
import { RateInput } from './rate-input.ts'

/** Below this the course was not really followed, and its lag means nothing. */
const TRUSTED = 0.6

interface PracticeProps {
  axes: 1 | 2
  used: number
  onUse: (seconds: number) => void
}

export function Practice({ axes, used, onUse }: PracticeProps) {
  const t = useText().signals
  const { rating } = useStudio()
  const [follow, setFollow] = useState<'ring' | 'tone'>('ring')
  const [running, setRunning] = useState<PracticeRun | null>(null)
  const [left, setLeft] = useState(0)
  const [result, setResult] = useState<PracticeResult | 'nothing' | null>(null)
  const stage = useRef<HTMLDivElement>(null)
  const ring = useRef<HTMLDivElement>(null)
  const hand = useRef<HTMLDivElement>(null)
  const input = useRef<RateInput | null>(null)
  const dims = follow === 'tone' ? 1 : axes
  useEffect(() => {
    if (!running) return
    const moved = new RateInput(running, ...rating.levels)
    moved.speed.value = 2
    input.current = moved
    stage.current?.focus()
    const tone = follow === 'tone' ? openTone() : null
    const began = performance.now()
    let frame = requestAnimationFrame(function turn(now) {
      moved.turn(now)
      running.turn(Math.max(0, (now - began) / 1000))
      tone?.set(running.target(0))
      place(ring.current, running.target(1), running.target(0), dims)
      place(hand.current, running.hand[1], running.hand[0], dims)
      setLeft(Math.max(0, Math.ceil(running.course.seconds - running.at)))
      if (running.over) {
        setResult(running.result() ?? 'nothing')
        setRunning(null)
      } else frame = requestAnimationFrame(turn)
    })
    return () => {
      cancelAnimationFrame(frame)
      tone?.close()
    }
  }, [running, follow, dims, rating])
  const key = (event: React.KeyboardEvent, down: boolean) => {
    const way = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [1, 1], ArrowLeft: [-1, 1] }[event.key]
    if (!way || !running) return
    event.preventDefault()
    if (!event.repeat) input.current?.hold(down ? (way[0] as 1 | -1) : 0, way[1] as 0 | 1)
  }
  return (
    <section aria-label={t.practice} className="flex flex-col gap-2 border-t border-line pt-3">
      <h3 className="font-medium">{t.practice}</h3>
      <p className="text-ink-2">{follow === 'ring' ? t.practiceAbout : t.practiceSoundAbout}</p>
      <div className="flex items-center gap-2">
        <Segmented
          label={t.practiceWith}
          value={follow}
          options={(['ring', 'tone'] as const).map((value) => ({ value, label: t.follow[value] }))}
          onChange={(value) => {
            setRunning(null)
            setResult(null)
            setFollow(value)
          }}
        />
        <Button
          onClick={() => {
            setResult(null)
            setRunning(running ? null : new PracticeRun(Math.floor(Math.random() * 2 ** 31), dims))
          }}
        >
          {running ? t.end : result ? t.again2 : t.begin}
        </Button>
        {running && <span className="text-ink-3 tabular-nums">{t.left(left)}</span>}
      </div>
      {running && (
        <div
          ref={stage}
          role="application"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: the field is worked with the arrow keys
          tabIndex={0}
          aria-label={t.practiceStage}
          onKeyDown={(event) => key(event, true)}
          onKeyUp={(event) => key(event, false)}
          onPointerMove={(event) => {
            const box = event.currentTarget.getBoundingClientRect()
            running.setShare(1 - (event.clientY - box.top) / box.height, 0)
            if (dims === 2) running.setShare((event.clientX - box.left) / box.width, 1)
          }}
          className="relative h-56 cursor-none touch-none overflow-hidden rounded-sm bg-sunken focus-visible:outline-2 focus-visible:outline-accent"
        >
          {follow === 'ring' && (
            <div
              ref={ring}
              aria-hidden
              className="absolute size-8 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-accent"
            />
          )}
          <div
            ref={hand}
            aria-hidden
            className="absolute size-3.5 -translate-x-1/2 translate-y-1/2 rounded-full bg-danger"
          />
        </div>
      )}
      {result === 'nothing' && <p role="status">{t.practiceNothing}</p>}
      {result && result !== 'nothing' && (
        <div role="status" className="flex flex-wrap items-center gap-x-5 gap-y-1">
          <span>
            {t.yourLag}: <b className="tabular-nums">{result.lag.toFixed(2)} s</b>
          </span>
          <span>
            {t.agreement}: <b className="tabular-nums">{result.agreement.toFixed(2)}</b>
          </span>
          <span>
            {t.score}: <b className="tabular-nums">{result.score}</b>
          </span>
          {result.agreement < TRUSTED ? (
            <span className="text-warn">{t.practicePoor}</span>
          ) : Math.abs(used - result.lag) < 0.006 ? (
            <span className="text-ink-3">{t.lagUsed}</span>
          ) : (
            <Button size="small" onClick={() => onUse(result.lag)}>
              {t.takeLag(result.lag.toFixed(2))}
            </Button>
          )}
        </div>
      )}
    </section>
  )
}

function place(element: HTMLElement | null, x: number, y: number, dims: 1 | 2): void {
  if (!element) return
  element.style.left = `${(dims === 2 ? x : 0.5) * 100}%`
  element.style.bottom = `${y * 100}%`
}

/** A soft tone from 220 to 880 Hz. */
function openTone(): { set(share: number): void; close(): void } {
  const context = new AudioContext()
  const oscillator = new OscillatorNode(context, { type: 'triangle', frequency: 440 })
  oscillator.connect(new GainNode(context, { gain: 0.15 })).connect(context.destination)
  oscillator.start()
  return {
    set: (share) => oscillator.frequency.setTargetAtTime(220 * 4 ** share, context.currentTime, 0.01),
    close: () => void context.close(),
  }
}
