/**
 * The studio in a browser test: moves by frames, not by pixels, and reads what the server holds, not what the page says.
 */
import type { Locator, Page } from '@playwright/test'
import { fitAll, scaleOf } from '#app/_studio/timeline/viewport.ts'
import type { AnnotationRecord } from '#media/core/document/records.ts'
import { decodeSnapshot } from '#media/core/document/snapshot-codec.ts'
import type { FrameIndex } from '#media/core/time/frame-index.ts'
import { decodeFrameIndex } from '#media/core/time/frame-index-codec.ts'

export class StudioPage {
  readonly page: Page
  readonly recordingId: string
  readonly index: FrameIndex

  private constructor(page: Page, recordingId: string, index: FrameIndex) {
    this.page = page
    this.recordingId = recordingId
    this.index = index
  }

  static async open(page: Page, ids: { recordingId: string; assetId: string }): Promise<StudioPage> {
    await page.goto(`/studio/${ids.recordingId}`)
    const answer = await page.request.get(`/media/a/${ids.assetId}/index.bin`)
    const studio = new StudioPage(
      page,
      ids.recordingId,
      decodeFrameIndex(new Uint8Array(await answer.body())),
    )
    await studio.ready()
    return studio
  }

  async ready(): Promise<void> {
    await this.page.waitForSelector('[data-studio-ready]')
    await this.page.waitForSelector('[data-testid=time-readout][data-exact=true]')
  }

  /** Number of the frame on the screen. */
  async frame(): Promise<number> {
    return Number(await this.page.getAttribute('[data-testid=time-readout]', 'data-frame'))
  }

  async goTo(frame: number): Promise<void> {
    await this.page.keyboard.press('Control+g')
    await this.page.getByLabel('Time or frame').fill(`f${frame}`)
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector(`[data-testid=time-readout][data-frame="${frame}"][data-exact=true]`)
  }

  /** The same while the network is cut: the place counts, the picture may come later. */
  async goToHere(frame: number): Promise<void> {
    await this.page.keyboard.press('Control+g')
    await this.page.getByLabel('Time or frame').fill(`f${frame}`)
    await this.page.keyboard.press('Enter')
    await this.page.waitForSelector(`[data-testid=time-readout][data-frame="${frame}"]`)
  }

  /** Steps with the arrow keys until a frame is shown, waiting for every picture. */
  async step(by: number): Promise<void> {
    const from = await this.frame()
    for (let k = 1; k <= Math.abs(by); k++) {
      await this.page.keyboard.press(by > 0 ? 'ArrowRight' : 'ArrowLeft')
      const n = from + Math.sign(by) * k
      await this.page.waitForSelector(`[data-testid=time-readout][data-frame="${n}"][data-exact=true]`)
    }
  }

  async saved(): Promise<void> {
    await this.page.waitForSelector('[data-testid=save-status][data-unsaved="0"]')
  }

  get status(): Locator {
    return this.page.getByTestId('save-status')
  }

  /** Point on a track: the middle of a frame, or the boundary before it. The whole recording must be in view. */
  async point(track: string, frame: number, where: 'middle' | 'edge' = 'middle'): Promise<[number, number]> {
    const stage = (await this.page.locator('[data-timeline-stage]').boundingBox())!
    const header = (await this.page.getByRole('button', { name: track, exact: true }).boundingBox())!
    const scale = scaleOf(fitAll({ duration: this.index.duration, width: stage.width }), stage.width)
    const t =
      where === 'middle'
        ? this.index.middleOf(frame)
        : frame < this.index.length
          ? this.index.tickOf(frame)
          : this.index.duration
    return [stage.x + scale.xOf(t), header.y + header.height / 2]
  }

  async click(track: string, frame: number): Promise<void> {
    await this.page.mouse.click(...(await this.point(track, frame)))
  }

  async drag(from: [number, number], to: [number, number]): Promise<void> {
    const { mouse } = this.page
    await mouse.move(...from)
    await mouse.down()
    await mouse.move((from[0] + to[0]) / 2, (from[1] + to[1]) / 2)
    await mouse.move(...to)
    await mouse.up()
  }

  /** Chooses a label for drawing, in the panel. */
  async arm(track: string, label: string): Promise<void> {
    await this.page.getByRole('tab', { name: 'Labels' }).click()
    await this.page
      .getByRole('region', { name: track, exact: true })
      .getByRole('button', { name: label })
      .click()
  }

  /** The document as the server has it now. */
  async stored(): Promise<AnnotationRecord[]> {
    const answer = await this.page.request.get(`/api/documents/${this.recordingId}/snapshot`)
    const { model } = decodeSnapshot(new Uint8Array(await answer.body()))
    const all: AnnotationRecord[] = []
    for (const track of model.tracks) for (const [, lane] of model.lanesOf(track.id)) all.push(...lane.all())
    return all
  }

  /**
   * Annotations of a track as "label first–last", frames inside; an edge that is not exactly a frame's is written in
   * ticks, so that no comparison passes by rounding.
   */
  async list(track: string): Promise<string[]> {
    const all = await this.stored()
    return all
      .filter((a) => a.trackId === track)
      .sort((a, b) => a.start - b.start)
      .map((a) => {
        const first = this.index.frameAt(a.start)
        const start = this.index.tickOf(first) === a.start ? first : `tick ${a.start}`
        if (a.start === a.end) return `${a.labelId} ${start}`
        const last = this.index.frameAt(a.end - 1)
        const end = this.index.endOf(last) === a.end ? last : `tick ${a.end}`
        return `${a.labelId} ${start}–${end}`
      })
  }
}
