'use client'
/** Alignment by sound: the worker listens, the curve is shown, and a person decides. Where it is not clear it says so. */
import { useEffect, useRef, useState } from 'react'
import { type Placement, rateText, toRecording } from '#media/core/asset/placement.ts'
import type { SoundReport } from '#media/core/signal/match-sounds.ts'
import { TICKS_PER_SECOND, tick } from '#media/core/time/tick.ts'
import { formatSeconds } from '#media/core/time/timecode.ts'
import { trpc } from '../../../_client/trpc.ts'
import { useText } from '../../../_text/text-provider.tsx'
import { Button } from '../../../_ui/button.tsx'
import { ErrorNote } from '../../../_ui/error-note.tsx'
import type { AlignFile } from './align-session.ts'

/** How often the worker's answer is looked for. */
const LOOK_MS = 400

export interface SoundSuggestionProps {
  file: AlignFile
  /** Whose sound it is compared with; it stays where it is. */
  reference: AlignFile
  onUse: (placement: Placement) => void
  onClose: () => void
}

export function SoundSuggestion({ file, reference, onUse, onClose }: SoundSuggestionProps) {
  const t = useText().cameras.alignPanel
  const [report, setReport] = useState<SoundReport | null>(null)
  const [share, setShare] = useState(0)
  const [problem, setProblem] = useState<string | null>(null)
  const title = file.title.peek()
  useEffect(() => {
    let over = false
    const run = async () => {
      const ids = { assetId: file.assetId, withAssetId: reference.assetId }
      const { jobId } = await trpc.assets.matchSound.mutate(ids)
      while (!over) {
        const now = await trpc.assets.soundMatch.query({ jobId })
        if (over) return
        setShare(now.progress)
        if (now.report) return setReport(now.report)
        if (now.state === 'failed' || now.state === 'cancelled')
          return setProblem(now.problem ?? t.unclear.weak)
        await new Promise((done) => setTimeout(done, LOOK_MS))
      }
    }
    run().catch(
      (error: unknown) => !over && setProblem(error instanceof Error ? error.message : String(error)),
    )
    return () => {
      over = true
    }
  }, [file, reference, t])

  const placement = report && placementOf(report, reference.placement.peek(), file.placement.peek())
  const { result, coarse } = report ?? {}
  return (
    <div
      className="border-t border-line bg-sunken px-3 py-2"
      data-testid="sound-suggestion"
      data-result={result?.kind}
    >
      {problem ? (
        <ErrorNote>{problem}</ErrorNote>
      ) : !report ? (
        <p role="status" className="text-ink-2 tabular-nums">
          {title}: {t.soundWith(reference.title.peek())}. {t.listening(`${Math.round(share * 100)} %`)}
        </p>
      ) : (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          {coarse && <Curve coarse={coarse} clear={result!.kind === 'clear'} label={t.curve} />}
          <div className="min-w-60 flex-1">
            <p className="text-ink">
              {result!.kind === 'clear' && placement
                ? t.found(
                    `${formatSeconds(placement.offset, 4)} s`,
                    (result!.spread * 1000).toFixed(1),
                    result!.agreeing,
                    result!.of,
                  )
                : result!.kind === 'unclear' && t.unclear[result!.why]}{' '}
              {result!.kind === 'clear' && result!.rate !== null && t.foundDrift(rateText(result!.rate))}
            </p>
            {coarse && (
              <p className="text-small text-ink-3 tabular-nums">
                {t.peak(coarse.best.height.toFixed(1), coarse.second.height.toFixed(1))}
              </p>
            )}
          </div>
          {placement && (
            <Button size="small" variant="primary" onClick={() => onUse(placement)}>
              {t.use}
            </Button>
          )}
        </div>
      )}
      <div className="mt-1 flex justify-end">
        <Button size="small" variant="quiet" onClick={onClose}>
          {t.close}
        </Button>
      </div>
    </div>
  )
}

/**
 * The file's place when what it hears at t is heard in the reference at lag + rate * t.
 * A drift that the sounds do not tell stays as it was.
 */
export function placementOf(report: SoundReport, reference: Placement, now: Placement): Placement | null {
  if (report.result.kind !== 'clear') return null
  const { lag, rate } = report.result
  return {
    offset: toRecording(reference, Math.round(lag * TICKS_PER_SECOND)),
    rate: rate === null ? now.rate : reference.rate * rate,
  }
}

const WIDTH = 280
const HEIGHT = 56

function Curve({
  coarse,
  clear,
  label,
}: {
  coarse: NonNullable<SoundReport['coarse']>
  clear: boolean
  label: string
}) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const element = canvas.current
    if (!element) return
    const dpr = window.devicePixelRatio
    element.width = WIDTH * dpr
    element.height = HEIGHT * dpr
    const g = element.getContext('2d')!
    const style = getComputedStyle(element)
    const { heights, from, step } = coarse.curve
    const most = Math.max(...heights, 1)
    const bar = element.width / heights.length
    const yOf = (h: number) => element.height - 2 * dpr - (Math.max(0, h) / most) * (element.height - 6 * dpr)
    g.fillStyle = style.getPropertyValue('--ink-3')
    for (const [i, h] of heights.entries())
      g.fillRect(i * bar, yOf(h), Math.max(1, bar), element.height - yOf(h))
    const mark = (lag: number, height: number, color: string) => {
      const x = ((lag - from) / step) * bar
      g.fillStyle = style.getPropertyValue(color)
      g.beginPath()
      g.arc(Math.min(element.width - 4 * dpr, Math.max(4 * dpr, x)), yOf(height), 3 * dpr, 0, 7)
      g.fill()
    }
    mark(coarse.second.lag, coarse.second.height, '--warn')
    mark(coarse.best.lag, coarse.best.height, clear ? '--ok' : '--danger')
  }, [coarse, clear])
  const far = Math.max(
    Math.abs(coarse.curve.from),
    coarse.curve.heights.length * coarse.curve.step + coarse.curve.from,
  )
  return (
    <figure className="shrink-0">
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        style={{ width: WIDTH, height: HEIGHT }}
        className="block"
      />
      <figcaption className="flex justify-between text-small text-ink-3 tabular-nums">
        <span>{formatSeconds(tick(Math.round(coarse.curve.from * TICKS_PER_SECOND)), 1)} s</span>
        <span>{label}</span>
        <span>{far.toFixed(1)} s</span>
      </figcaption>
    </figure>
  )
}
