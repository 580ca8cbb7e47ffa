import type { CategoryQuestion, Matter } from '../../../db/schema/reports.ts'
import { Refusal } from '../../kit/refusal.ts'

type Findable = { id: string; keywords: readonly string[] }

/**
 * Guesses the category from somebody's words: the one with the most keywords in them, longer words counting more.
 * Nothing found is nothing guessed.
 */
export function guessCategory<Category extends Findable>(
  words: string,
  categories: readonly Category[],
): Category | undefined {
  const text = words.normalize('NFKC').toLowerCase()
  const scored = categories.map((category) => {
    const hits = category.keywords.filter(
      (keyword) => keyword && text.includes(keyword.normalize('NFKC').toLowerCase()),
    )
    return { category, score: hits.reduce((sum, { length }) => sum + length, 0) }
  })
  const best = scored.reduce<(typeof scored)[number] | undefined>(
    (top, each) => (each.score > (top?.score ?? 0) ? each : top),
    undefined,
  )
  return best?.category
}

export type Answers = Record<string, string | string[]>

const answerMax = 1000

/**
 * Keeps what answers a question of the category, and refuses what does not: a required one left out, a choice that is
 * not offered, a number that is none.
 *
 * @throws Refusal `answer_needed`, `answer_unfit`, details `{ code, label, field }`
 */
export function checkedAnswers(questions: readonly CategoryQuestion[], given: Answers): Answers {
  const kept: Answers = {}
  for (const question of questions.filter(({ variable }) => variable)) {
    const answer = given[question.code]
    const texts = (Array.isArray(answer) ? answer : [answer ?? '']).map((text) => text.trim()).filter(Boolean)
    const details = { code: question.code, label: question.label.zh, field: `attribute[${question.code}]` }
    if (texts.length === 0) {
      if (question.required) throw new Refusal('invalid', 'answer_needed', details)
      continue
    }
    if (!texts.every((text) => fits(question, text))) throw new Refusal('invalid', 'answer_unfit', details)
    if (question.datatype === 'multivaluelist') kept[question.code] = [...new Set(texts)]
    else if (texts.length > 1) throw new Refusal('invalid', 'answer_unfit', details)
    else kept[question.code] = texts[0] as string
  }
  return kept
}

function fits({ datatype, values = [] }: CategoryQuestion, text: string): boolean {
  if (text.length > answerMax) return false
  if (datatype === 'number') return Number.isFinite(Number(text))
  if (datatype === 'datetime') return !Number.isNaN(Date.parse(text))
  if (datatype === 'singlevaluelist' || datatype === 'multivaluelist') return values.some(({ key }) => key === text)
  return datatype === 'text' || !text.includes('\n')
}

export type CategoryFields = {
  groupName: Both
  name: Both
  description: Both
  keywords: string[]
  matter: Matter
  urgency: 'normal' | 'urgent'
  questions: CategoryQuestion[]
  reportInMinutes: number
  resolveMinutes: number
  isPrivate: boolean
  isPlaceExact: boolean
  position: number
}

type Both = { zh: string; en: string }

const code = /^[A-Za-z0-9_-]{1,40}$/

/**
 * What a category must hold together: codes that other systems can send, clocks in their order, questions that can be
 * answered.
 *
 * @throws Refusal `category_code_wrong`, `clocks_crossed`, `question_twice`, `question_without_choices`
 */
export function assertCategory(id: string, { reportInMinutes, resolveMinutes, questions }: CategoryFields): void {
  if (!code.test(id)) throw new Refusal('invalid', 'category_code_wrong', { field: 'id' })
  if (reportInMinutes <= 0 || resolveMinutes < reportInMinutes)
    throw new Refusal('invalid', 'clocks_crossed', { field: 'resolveHours' })
  for (const [at, question] of questions.entries()) {
    if (!code.test(question.code)) throw new Refusal('invalid', 'category_code_wrong', { field: `q${at}Code` })
    if (questions.findIndex((each) => each.code === question.code) < at)
      throw new Refusal('invalid', 'question_twice', { field: `q${at}Code`, code: question.code })
    const isList = question.datatype === 'singlevaluelist' || question.datatype === 'multivaluelist'
    const keys = (question.values ?? []).map(({ key }) => key)
    const isFit = keys.length > 0 && new Set(keys).size === keys.length && keys.every((key) => code.test(key))
    if (question.variable && isList && !isFit)
      throw new Refusal('invalid', 'question_without_choices', { field: `q${at}Values` })
  }
}

/** How often the guess is what people chose in the end: of reports with any guess, and of all. */
export function guessesRight(
  past: readonly { words: string; categoryId: string }[],
  categories: readonly Findable[],
): { guessed: number; right: number } {
  const guesses = past.map(({ words, categoryId }) => ({ categoryId, id: guessCategory(words, categories)?.id }))
  return {
    guessed: guesses.filter(({ id }) => id !== undefined).length,
    right: guesses.filter(({ id, categoryId }) => id === categoryId).length,
  }
}
