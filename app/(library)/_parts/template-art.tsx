/** A picture for each shipped template, drawn here so that it follows the theme. Decorative: the text beside it tells. */
import type { ReactNode } from 'react'

export type TemplateName = 'procedure' | 'gait' | 'session'

const Lane = ({ y, parts }: { y: number; parts: [x: number, width: number, color: string][] }) => (
  <>
    {parts.map(([x, width, color]) => (
      <rect key={x} x={x} y={y} width={width} height="7" rx="2" fill={color} />
    ))}
  </>
)

const Playhead = ({ x, from }: { x: number; from: number }) => (
  <g fill="var(--accent)">
    <rect x={x - 0.75} y={from} width="1.5" height={118 - from} />
    <path d={`M${x - 4} ${from - 3}h8v3l-4 3.5l-4 -3.5z`} />
  </g>
)

/** The round field of a laparoscope with two instruments. */
const Procedure = () => (
  <>
    <circle cx="120" cy="42" r="34" fill="#8c3b34" />
    <circle cx="120" cy="42" r="34" fill="url(#vignette)" />
    <path d="M96 58c8-10 17-4 24-9s14-12 25-6c6 4 5 14-2 21a34 34 0 0 1-40 3c-5-3-9-6-7-9z" fill="#c96a54" />
    <path
      d="M104 57c6-5 13-2 19-6s10-8 16-7"
      stroke="#e7a184"
      strokeWidth="2"
      strokeLinecap="round"
      fill="none"
    />
    <path d="M150 66 131 50" stroke="#c8ced6" strokeWidth="5" strokeLinecap="round" />
    <path d="m131 50-7-2m7 2-3-7" stroke="#eef1f4" strokeWidth="2" strokeLinecap="round" />
    <path d="M88 63 108 46" stroke="#aab2bc" strokeWidth="5" strokeLinecap="round" />
    <path d="M108 46c3-2 6 0 5 3" stroke="#eef1f4" strokeWidth="2" strokeLinecap="round" fill="none" />
    <circle cx="120" cy="42" r="34" fill="none" stroke="var(--line-2)" />
    <Lane
      y={88}
      parts={[
        [16, 40, '#56B4E9'],
        [57, 74, '#E69F00'],
        [132, 38, '#009E73'],
        [171, 53, '#CC79A7'],
      ]}
    />
    <Lane
      y={99}
      parts={[
        [57, 22, '#88CCEE'],
        [84, 30, '#44AA99'],
        [140, 22, '#999933'],
      ]}
    />
    <path d="M95 112l3 -4l3 4l-3 4zM186 112l3 -4l3 4l-3 4z" fill="#EE6677" />
    <Playhead x={120} from={86} />
    <defs>
      <radialGradient id="vignette">
        <stop offset="0.55" stopColor="#2a0d0b" stopOpacity="0" />
        <stop offset="1" stopColor="#2a0d0b" stopOpacity="0.75" />
      </radialGradient>
    </defs>
  </>
)

const WALK: [hip: number, knees: [number, number][], feet: [number, number][]][] = [
  [
    44,
    [
      [37, 52],
      [52, 51],
    ],
    [
      [27, 67],
      [60, 68],
    ],
  ],
  [
    84,
    [
      [80, 53],
      [89, 50],
    ],
    [
      [68, 64],
      [88, 68],
    ],
  ],
  [
    124,
    [
      [121, 53],
      [127, 52],
    ],
    [
      [116, 66],
      [127, 68],
    ],
  ],
  [
    164,
    [
      [160, 52],
      [173, 51],
    ],
    [
      [160, 68],
      [182, 64],
    ],
  ],
  [
    204,
    [
      [197, 52],
      [212, 51],
    ],
    [
      [187, 67],
      [220, 68],
    ],
  ],
]

/** A walk in five moments with foot contacts under it. */
const Gait = () => (
  <>
    <path d="M12 70.5H228" stroke="var(--line-2)" />
    {WALK.map(([x, knees, feet], i) => (
      <g
        key={x}
        fill="none"
        stroke="var(--ink)"
        strokeWidth="2.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        opacity={i === 2 ? 1 : 0.35}
      >
        <circle cx={x + 2} cy="10" r="4.5" fill="var(--ink)" stroke="none" />
        <path d={`M${x + 1} 17 ${x} 36`} />
        <path d={`M${x + 1} 20 ${x - 7 + i} 29l4 7`} opacity="0.7" />
        {knees.map(([kx, ky], side) => {
          const [fx, fy] = feet[side] ?? [kx, ky]
          return (
            <g key={kx} stroke={side ? '#E69F00' : '#56B4E9'}>
              <path d={`M${x} 36 ${kx} ${ky} ${fx} ${fy}l6 0.6`} />
              <circle cx={kx} cy={ky} r="1.6" fill="var(--surface)" strokeWidth="1.5" />
            </g>
          )
        })}
      </g>
    ))}
    <Lane
      y={82}
      parts={[
        [16, 52, '#56B4E9'],
        [96, 58, '#56B4E9'],
        [182, 42, '#56B4E9'],
      ]}
    />
    <Lane
      y={93}
      parts={[
        [52, 58, '#E69F00'],
        [138, 58, '#E69F00'],
      ]}
    />
    <path
      d="M16 111c12-8 20-8 28 0s18 5 28-1 18-8 28 0 18 6 28 0 20-9 30-1 18 5 28-1 20-6 36 1"
      fill="none"
      stroke="var(--ink-3)"
      strokeWidth="1.5"
    />
    <Playhead x={126} from={80} />
  </>
)

const WAVE = [
  3, 6, 11, 8, 14, 18, 12, 7, 4, 2, 2, 5, 9, 15, 11, 17, 20, 13, 9, 6, 3, 2, 4, 8, 13, 10, 15, 9, 5, 3,
]

/** Two people talking: utterances, the sound, and a valence trace. */
const Session = () => (
  <>
    <rect x="16" y="8" width="96" height="26" rx="6" fill="#66CCEE" opacity="0.9" />
    <path d="M26 34v7l8-7z" fill="#66CCEE" opacity="0.9" />
    <path d="M26 18h60M26 25h42" stroke="#0d2d38" strokeWidth="2.5" strokeLinecap="round" opacity="0.75" />
    <rect x="118" y="26" width="106" height="26" rx="6" fill="#CCBB44" opacity="0.95" />
    <path d="M214 52v7l-8-7z" fill="#CCBB44" />
    <path d="M128 36h70M128 43h52" stroke="#332d0a" strokeWidth="2.5" strokeLinecap="round" opacity="0.75" />
    {WAVE.map((height, i) => (
      <rect
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed picture
        key={i}
        x={16 + i * 7}
        y={76 - height / 2}
        width="4"
        height={height}
        rx="2"
        fill="var(--ink-3)"
      />
    ))}
    <Lane
      y={90}
      parts={[
        [16, 68, '#66CCEE'],
        [88, 62, '#CCBB44'],
        [154, 70, '#66CCEE'],
      ]}
    />
    <path
      d="M16 111c20 3 30-8 50-7s30 10 52 8 28-11 48-9 34 8 58 3"
      fill="none"
      stroke="#AA3377"
      strokeWidth="2"
      strokeLinecap="round"
    />
    <Playhead x={152} from={88} />
  </>
)

const PICTURES: Record<TemplateName, () => ReactNode> = { procedure: Procedure, gait: Gait, session: Session }

export function TemplateArt({ template, className }: { template: TemplateName; className?: string }) {
  const Picture = PICTURES[template]
  return (
    <svg viewBox="0 0 240 120" aria-hidden="true" className={className}>
      <Picture />
    </svg>
  )
}

export const TEMPLATES: readonly TemplateName[] = ['procedure', 'gait', 'session']
