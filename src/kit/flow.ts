import type { Standing } from './actor.ts'
import { Refusal } from './refusal.ts'

/** One way out of a state: where it leads, who may take it, and what the form must bring. */
export type Step<State extends string> = { to: State; by: readonly Standing[]; needs?: readonly string[] }

/** A life cycle as data: for each state, the named steps that leave it. */
export type Flow<State extends string> = Record<State, Record<string, Step<State>>>

/**
 * Where `step` leads from `state` for somebody of this standing (see `standingOf`).
 *
 * @throws Refusal `step_unknown` when no such step leaves the state, `step_not_yours` when it belongs to others
 */
export function follow<State extends string>(
  flow: Flow<State>,
  state: State,
  step: string,
  standing: ReadonlySet<Standing>,
): State {
  const taken = Object.hasOwn(flow[state], step) ? flow[state][step] : undefined
  if (!taken) throw new Refusal('conflict', 'step_unknown', { state, step })
  if (!taken.by.some((by) => standing.has(by))) throw new Refusal('forbidden', 'step_not_yours', { state, step })
  return taken.to
}

/** The steps that somebody of this standing may take from `state`: the buttons a page draws. */
export function stepsFor<State extends string>(
  flow: Flow<State>,
  state: State,
  standing: ReadonlySet<Standing>,
): string[] {
  return Object.entries(flow[state]).flatMap(([name, step]) => (step.by.some((by) => standing.has(by)) ? [name] : []))
}
