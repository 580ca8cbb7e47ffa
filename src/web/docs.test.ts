import { validate } from '@readme/openapi-parser'
import { expect, it } from 'vitest'
import { openTown } from '../../test/town.ts'
import { guardedRoutes } from './guard.ts'

type Operation = { summary?: string; tags?: string[]; security?: object[]; responses: Record<string, unknown> }
type Description = { openapi: string; paths: Record<string, Record<string, Operation>> }

async function described() {
  const town = await openTown()
  const answer = await town.as(undefined).get('/openapi.json')
  const description = (await answer.json()) as Description
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
  )
  return { town, description, operations }
}

it('describes the API in valid OpenAPI 3.1', async () => {
  const { description } = await described()
  expect(description.openapi).toBe('3.1.0')
  expect(await validate(structuredClone(description) as never)).toMatchObject({ valid: true })
})

it('describes every address of the API', async () => {
  const { town, operations } = await described()
  const addresses = guardedRoutes(town.app)
    .filter(({ path }) => path.startsWith('/api/v1/'))
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}')}`)
  expect(operations.map(({ name }) => name).sort()).toEqual(addresses.sort())
})

it('gives every operation a summary, a tag, who may come and its refusals', async () => {
  const { operations } = await described()
  const poor = operations.filter(
    ({ operation }) =>
      !operation.summary || !operation.tags?.length || !operation.security || !operation.responses[422],
  )
  expect(poor.map(({ name }) => name)).toEqual([])
})
