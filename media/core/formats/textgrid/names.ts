/** How tiers are named that belong together. */

/** The companion tier that holds the words of a speaker's tier. */
export const WORDS = ' - words'

/** The tier of utterances of nobody in particular. */
export const NOBODY = 'Speech'

/** The text of a stretch in which somebody speaks and nobody wrote down what. */
export const SILENT = '…'
