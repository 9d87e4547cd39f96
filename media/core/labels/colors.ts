/**
 * Label colours: from the colour-blind-safe sets of Okabe and Ito and of Paul Tol, those that stand out by at least 3:1
 * both on dark tracks (#15181d) and on light ones (#f5f6f8), in an order that keeps neighbours apart for normal,
 * protan and deutan sight.
 */
export const BLUE = '#0072b2'
export const OCHRE = '#997700'
export const TEAL = '#009988'
export const MAGENTA = '#ee3377'
export const PURPLE = '#994f88'
export const BROWN = '#a67348'
export const GREEN = '#117733'
export const SKY = '#5289c7'
export const RED = '#cc3311'
export const GREY = '#777777'
export const MAUVE = '#ae76a3'
export const VERMILLION = '#d55e00'
export const ROSE = '#cc6677'
export const LEAF = '#009e73'

export const LABEL_COLORS: readonly string[] = [
  BLUE,
  OCHRE,
  TEAL,
  MAGENTA,
  PURPLE,
  BROWN,
  GREEN,
  SKY,
  RED,
  GREY,
  MAUVE,
  VERMILLION,
  ROSE,
  LEAF,
]
