import type { Standing } from './actor.ts'
import { Refusal } from './refusal.ts'

/** One way out of a state: where it leads, who may take it, and what the form must bring. */
export type Step<State extends string, By extends string = Standing> = {
  to: State
  by: readonly By[]
  needs?: readonly string[]
}

/**
 * A life cycle as data: for each state, the named steps that leave it. `By` is who may take one: a standing, and where a
 * row has parts of its own (a nominator, the chair of a panel), those as well.
 */
export type Flow<State extends string, By extends string = Standing> = Record<State, Record<string, Step<State, By>>>

/**
 * Where `step` leads from `state` for somebody of this standing (see `standingOf`).
 *
 * @throws Refusal `step_unknown` when no such step leaves the state, `step_not_yours` when it belongs to others
 */
export function follow<State extends string>(
  flow: Flow<State, string>,
  state: State,
  step: string,
  standing: ReadonlySet<string>,
): State {
  const taken = Object.hasOwn(flow[state], step) ? flow[state][step] : undefined
  if (!taken) throw new Refusal('conflict', 'step_unknown', { state, step })
  if (!taken.by.some((by) => standing.has(by))) throw new Refusal('forbidden', 'step_not_yours', { state, step })
  return taken.to
}

/** The steps that somebody of this standing may take from `state`: the buttons a page draws. */
export function stepsFor<State extends string>(
  flow: Flow<State, string>,
  state: State,
  standing: ReadonlySet<string>,
): string[] {
  return Object.entries(flow[state]).flatMap(([name, step]) => (step.by.some((by) => standing.has(by)) ? [name] : []))
}
