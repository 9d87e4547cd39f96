/**
 * The page that proves exact frames on the person's own machine. Everything measured is what the studio uses; the
 * addresses' parameters let the benchmark measure other clips with more movements.
 */
'use client'
import { useCallback, useEffect, useRef, useState } from 'react'
import { currentText } from '../../_text/current-text.ts'
import type { Text } from '../../_text/text.ts'
import { useText } from '../../_text/text-provider.tsx'
import { Button } from '../../_ui/button.tsx'
import { Row, Table } from '../../_ui/table.tsx'
import type { HlsClock } from '../clock/hls-clock.ts'
import { PictureStage } from '../player/picture-stage.tsx'
import { PictureView } from '../player/picture-view.ts'
import { createFrameScheduler } from '../scheduler/frame-scheduler.ts'
import type { Outcome } from './movements.ts'
import {
  DEFAULT_PLAN,
  exactShare,
  type Movement,
  openSubject,
  runSelfTest,
  type SelfTestPlan,
  type SelfTestReport,
  type Subject,
} from './run-self-test.ts'
import { isOurs, MOVEMENTS, shareText, verdict } from './words.ts'

type State =
  | { name: 'idle' }
  | { name: 'running'; movement: Movement | null }
  | { name: 'done'; report: SelfTestReport }
  | { name: 'failed'; text: string }

interface Mounted {
  clock: HlsClock
  subject: Subject
  view: PictureView
}

export function SelfTest() {
  const t = useText().selfTest
  const [state, setState] = useState<State>({ name: 'idle' })
  const [mounted, setMounted] = useState<Mounted | null>(null)
  const stop = useRef<AbortController | null>(null)

  useEffect(() => () => stop.current?.abort(), [])

  const run = useCallback(async () => {
    stop.current?.abort()
    const abort = new AbortController()
    stop.current = abort
    setState({ name: 'running', movement: null })
    const { baseUrl, firstCode, plan } = readAddress(location.search)
    using scheduler = createFrameScheduler()
    try {
      const subject = await openSubject(baseUrl, firstCode)
      const report = await runSelfTest(subject, plan, {
        scheduler,
        signal: abort.signal,
        onProgress: (movement) => setState({ name: 'running', movement }),
        mount(clock) {
          const { video } = subject.manifest
          if (!video) throw new Error(currentText().selfTest.noPicture)
          const view = new PictureView({ width: video.displayWidth, height: video.displayHeight })
          setMounted({ clock, subject, view })
          return { [Symbol.dispose]: () => setMounted(null) }
        },
      })
      if (!abort.signal.aborted) setState({ name: 'done', report })
    } catch (error) {
      if (!abort.signal.aborted)
        setState({ name: 'failed', text: error instanceof Error ? error.message : String(error) })
    }
  }, [])

  const video = mounted?.subject.manifest.video
  return (
    <main className="mx-auto flex max-w-[860px] flex-col gap-6 px-6 pt-4 pb-8">
      <header className="flex flex-col gap-2">
        <h1 className="text-title font-semibold">{t.title}</h1>
        <p className="max-w-[68ch] text-ink-2">{t.about}</p>
      </header>
      <div className="relative aspect-video w-full max-w-[640px] overflow-hidden rounded-md border border-line bg-sunken">
        {mounted && video && (
          <PictureStage
            clock={mounted.clock}
            video={video}
            view={mounted.view}
            className="relative size-full"
          />
        )}
      </div>
      <div className="flex items-center gap-3">
        <Button variant="primary" onClick={() => void run()} disabled={state.name === 'running'}>
          {state.name === 'idle' ? t.run : t.again}
        </Button>
        <p role="status" aria-live="polite" className="text-ink-2">
          {state.name === 'running' && (state.movement ? `${t.words[state.movement].title} …` : t.fetching)}
        </p>
      </div>
      {state.name === 'failed' && (
        <p role="alert" className="text-danger">
          {state.text}
        </p>
      )}
      {state.name === 'done' && <Report report={state.report} />}
    </main>
  )
}

function Report({ report }: { report: SelfTestReport }) {
  const t = useText().selfTest
  const rows = MOVEMENTS.flatMap((movement) => {
    const outcome = report.outcomes[movement]
    return outcome ? [{ movement, outcome, words: t.words[movement] }] : []
  })
  const { good, text } = verdict(rows.filter((r) => isOurs(r.movement)).map((r) => r.outcome))
  return (
    <section className="flex flex-col gap-3" aria-label={t.result}>
      <p className={good ? 'text-ok' : 'text-danger'} data-testid="verdict">
        {text}
      </p>
      <Table label={t.movements} head={t.head}>
        {rows.map(({ movement, outcome, words }) => (
          <Row key={movement}>
            <td className="py-1.5 pr-4">
              <div>{words.title}</div>
              <div className="text-small text-ink-3">{words.what}</div>
            </td>
            <td className="py-1.5 pr-4 whitespace-nowrap tabular-nums">
              {shareText(outcome.exact, outcome.tried)}
            </td>
            <td className="py-1.5 pr-4 whitespace-nowrap tabular-nums">
              {milliseconds(outcome.times.median)}
            </td>
            <td className="py-1.5 pr-4 whitespace-nowrap tabular-nums">{milliseconds(outcome.times.p95)}</td>
            <td className="py-1.5 text-small text-ink-3 tabular-nums">{wrongText(outcome, t)}</td>
          </Row>
        ))}
      </Table>
      <script
        type="application/json"
        id="self-test-report"
        // biome-ignore lint/security/noDangerouslySetInnerHtml: numbers of our own making, for the benchmark and for copying
        dangerouslySetInnerHTML={{ __html: JSON.stringify({ ...report, exactShare: exactShare(report) }) }}
      />
    </section>
  )
}

const milliseconds = (ms: number | null) =>
  ms === null ? '—' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`

const wrongText = (outcome: Outcome, t: Text['selfTest']) =>
  outcome.wrong.map((w) => `${w.wanted} → ${w.seen ?? t.unclear}`).join(', ') ||
  (outcome.tried > 0 ? t.none : '')

/** ?asset=<id>&first=<number in frame 0>&plan=<JSON of a plan's fields> */
function readAddress(search: string): { baseUrl: string; firstCode: number; plan: SelfTestPlan } {
  const query = new URLSearchParams(search)
  const asset = query.get('asset')
  let plan = DEFAULT_PLAN
  try {
    plan = { ...DEFAULT_PLAN, ...(JSON.parse(query.get('plan') ?? '{}') as Partial<SelfTestPlan>) }
  } catch {
    // An address that somebody mistyped runs the usual test.
  }
  return {
    baseUrl: asset ? `/media/a/${encodeURIComponent(asset)}/` : '/media/self-test/',
    firstCode: Number(query.get('first') ?? 0) || 0,
    plan,
  }
}
