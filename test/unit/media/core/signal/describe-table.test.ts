import { describe, expect, it } from 'vitest'
import { describeTable } from '#media/core/signal/describe-table.ts'
import { settingsFrom } from '#media/core/signal/settings.ts'

const rows = (count: number, row: (i: number) => string, end = '\n'): string =>
  Array.from({ length: count }, (_, i) => row(i)).join(end) + end

function signal(text: string) {
  const found = describeTable(text, true)
  if (found.kind !== 'signal') throw new Error(`taken for ${found.kind}`)
  return { ...found, settings: settingsFrom(found.table) }
}

const channels = (text: string) => signal(text).settings.channels.map((c) => [c.name, c.unit].join(' · '))

describe('how a table of samples is written', () => {
  it('a force plate: seconds, names with units in brackets', () => {
    const text = `Time (s),Fx (N),Fz [N]\n${rows(50, (i) => `${(i / 1000).toFixed(3)},0.5,${700 + i}`)}`
    const { settings, question } = signal(text)
    expect(settings).toMatchObject({
      delimiter: ',',
      decimal: '.',
      firstLine: 2,
      time: { column: 0, unit: 's' },
      rate: null,
      fromZero: false,
    })
    expect(question).toBeNull()
    expect(channels(text)).toEqual(['Fx · N', 'Fz · N'])
  })

  it('German: semicolons, decimal commas, a row of units', () => {
    const comma = (n: number): string => n.toFixed(3).replace('.', ',')
    const text = `Zeit;Kraft;Moment\r\ns;N;Nm\r\n${rows(50, (i) => `${comma(i / 240)};${comma(Math.sin(i))};1,0`, '\r\n')}`
    expect(signal(text).settings).toMatchObject({
      delimiter: ';',
      decimal: ',',
      firstLine: 3,
      time: { column: 0, unit: 's' },
    })
    expect(channels(text)).toEqual(['Kraft · N', 'Moment · Nm'])
  })

  it('Vicon: rate on a line of its own, plates above the names, units below, frames and sub-frames', () => {
    const text = `Devices\n1000\n,,Plate 1,,,Plate 2,,\nFrame,Sub Frame,Fx,Fy,Fz,Fx,Fy,Fz\n,,N,N,N,N,N,N\n${rows(60, (i) => `${1 + Math.floor(i / 10)},${i % 10},1.5,2,3,4,5,6`)}`
    const { settings, question } = signal(text)
    expect(question).toBeNull()
    expect(settings).toMatchObject({ firstLine: 6, time: null, rate: 1000 })
    expect(channels(text).slice(1, 5)).toEqual([
      'Plate 1 Fy · N',
      'Plate 1 Fz · N',
      'Plate 2 Fx · N',
      'Plate 2 Fy · N',
    ])
  })

  it('TRC: markers over axes, the unit in the head', () => {
    const text = `PathFileType\t4\t(X/Y/Z)\ta.trc\nDataRate\tCameraRate\tNumFrames\tNumMarkers\tUnits\tOrigDataRate\n60\t60\t100\t2\tmm\t60\nFrame#\tTime\tRASI\t\t\tLASI\t\t\n\t\tX1\tY1\tZ1\tX2\tY2\tZ2\n\n${rows(40, (i) => `${i + 1}\t${(i / 60).toFixed(5)}\t1.5\t2\t3\t4\t5\t6`)}`
    expect(signal(text).settings).toMatchObject({
      delimiter: '\t',
      firstLine: 7,
      time: { column: 1, unit: 's' },
    })
    expect(channels(text)).toEqual(
      ['RASI X', 'RASI Y', 'RASI Z', 'LASI X', 'LASI Y', 'LASI Z'].map((n) => `${n} · mm`),
    )
  })

  it('MOT and STO of OpenSim', () => {
    const text = `ik\nversion=1\nnRows=40\nnColumns=3\ninDegrees=yes\nendheader\ntime\tknee_angle_r\thip_flexion_r\n${rows(40, (i) => `      ${(i / 100).toFixed(8)}\t${i * 0.5}\t${-i}`)}`
    expect(signal(text).settings).toMatchObject({ firstLine: 8, time: { column: 0, unit: 's' } })
    expect(channels(text)).toEqual(['knee_angle_r · ', 'hip_flexion_r · '])
  })

  it('a logger with the time of day, one with a Unix time in milliseconds', () => {
    const clock = `Time,HR\n${rows(30, (i) => `12:00:${String(i).padStart(2, '0')}.250,${60 + i}`)}`
    expect(signal(clock).settings).toMatchObject({ time: { column: 0, unit: 'clock' }, fromZero: true })
    const unix = `timestamp,ax,ay\n${rows(30, (i) => `${1_700_000_000_000 + 10 * i},0.1,0.2`)}`
    expect(signal(unix).settings).toMatchObject({ time: { column: 0, unit: 'ms' }, fromZero: true })
  })

  it('a rate in a comment, numbers without a head, an index without a name', () => {
    const comment = `# Sampling rate: 2000 Hz\n# emg1\temg2\n${rows(30, (i) => `${i * 0.001}\t${i}`)}`
    expect(signal(comment).settings).toMatchObject({ delimiter: '\t', rate: 2000 })
    const index = `,x,y\n${rows(30, (i) => `${i},${i * 0.5},2.5`)}`
    expect(signal(index)).toMatchObject({
      question: 'rate',
      settings: { time: { column: 0, unit: 'samples' } },
    })
  })

  it('gaps do not change what a column is', () => {
    const text = `time,gaze_x\n${rows(60, (i) => `${(i / 60).toFixed(4)},${i % 3 ? i : 'NaN'}`)}`
    expect(channels(text)).toEqual(['gaze_x · '])
  })
})

describe('what the file does not say is asked', () => {
  it('a column alone: how many a second', () => {
    expect(signal(`EMG\n${rows(50, (i) => `${i * 0.5}`)}`)).toMatchObject({
      question: 'rate',
      settings: { time: null },
    })
  })

  it('whole numbers called time, one apart: of what', () => {
    expect(signal(`time,v\n${rows(50, (i) => `${i},${i % 7}`)}`).question).toBe('time-unit')
  })
})

describe('what is no table of samples', () => {
  it.each([
    [
      'our own export',
      'recording,track,label,start_s,end_s\nx,Phase,A,0,1\nx,Phase,B,1,2\nx,Phase,C,2,3\n',
      'annotations',
    ],
    ['BIDS events', 'onset\tduration\ttrial_type\n0\t1\tgo\n2\t1\tstop\n3\t1\tgo\n', 'annotations'],
    ['onsets and numbers', 'onset,duration\n0,1\n2,1\n3,1\n4,1\n5,1\n', 'annotations'],
    ['prose', 'Patient was prepared at 8:15.\nIncision at 8:32.\n'.repeat(20), 'other'],
    [
      'subtitles',
      '1\n00:00:00,000 --> 00:00:01,000\nHello\n\n2\n00:00:01,000 --> 00:00:02,000\nYou\n',
      'other',
    ],
    ['JSON', '{"a": 1,\n"b": [1,\n2,\n3]}\n', 'other'],
    ['names and ages', 'name,age\nx,1\ny,2\nz,3\nw,4\n', 'other'],
    ['nothing', '', 'other'],
    ['zeros inside', 'a,b\n1,2\n\0\n', 'other'],
  ])('%s', (_, text, kind) => expect(describeTable(text, true).kind).toBe(kind))
})
