import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import type { Db } from '../../db/database.ts'
import { areas } from '../../db/schema/areas.ts'

export type AreaNode = { id: string; name: string; path: string; depth: number }

/** The areas down to compounds as options of a select, indented by depth; drawn once with the tree. */
export async function areaOptions(db: Db): Promise<HtmlEscapedString> {
  await areaTree(db)
  return (trees.get(db) as Tree).options
}

type Tree = { readAt: number; nodes: Promise<AreaNode[]>; options: Promise<HtmlEscapedString> }

const trees = new WeakMap<object, Tree>()
const treeMilliseconds = 60_000

/** The areas down to compounds in the tree's order. They change rarely, so they are read once a minute. */
export function areaTree(db: Db): Promise<AreaNode[]> {
  const known = trees.get(db)
  if (known && performance.now() - known.readAt < treeMilliseconds) return known.nodes
  const nodes = readTree(db)
  trees.set(db, { readAt: performance.now(), nodes, options: nodes.then(drawOptions) })
  return nodes
}

const drawOptions = async (nodes: AreaNode[]) => {
  const options = await Promise.all(
    nodes
      .filter(({ depth }) => depth > 0)
      .map(({ id, name, depth }) => html`<option value="${id}">${'　'.repeat(depth - 1)}${name}</option>`),
  )
  return raw(options.join(''))
}

async function readTree(db: Db): Promise<AreaNode[]> {
  const rows = await db
    .select({ id: areas.id, name: areas.name, path: areas.path, kind: areas.kind })
    .from(areas)
    .orderBy(areas.path)
  return rows
    .filter(({ kind }) => kind !== 'grid')
    .map(({ id, name, path }) => ({ id, name, path, depth: path.split('/').length - 2 }))
}
