import { expect, it } from 'vitest'
import { openStage } from './stage.ts'

it('draws the API docs from our own server, within the content policy', async () => {
  const { desk, complaints } = await openStage()
  const page = await desk()
  await page.goto('/docs')
  // What lies further down is drawn when somebody gets there.
  await page.getByText('Who I am here, and the roles I hold now').waitFor({ timeout: 60_000 })
  expect(complaints).toEqual([])
})
