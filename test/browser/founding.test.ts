import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateTOTP } from '@oslojs/otp'
import { chromium } from 'playwright-core'
import { expect, inject, it, onTestFinished } from 'vitest'
import { fromBase32 } from '../../src/kit/base32.ts'

/** The way of a real city: the commands as processes, codes from the log as from a phone, an authenticator of the test's own. */
it('founds a city, and lets its first administrator in with a second factor only', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-founding-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const settings = {
    DATA_DIR: folder,
    DATABASE_URL: join(folder, 'town.sqlite'),
    DEMO: '0',
    PORT: '0',
    HOST: '127.0.0.1',
  }
  const found = launch('found', ['532503000000', '蒙自市', '13987654321', '郑晓东'], settings)
  expect((await once(found.process, 'close'))[0]).toBe(0)
  expect(found.said()).toContain('蒙自市 is founded')

  const server = launch('server', [], settings)
  const address = await server.hears(/http:\/\/127\.0\.0\.1:\d+/)
  const page = await (await browse()).newPage({
    baseURL: address,
    locale: 'zh-CN',
    viewport: { width: 390, height: 844 },
  })
  const signIn = async () => {
    const before = server.said().length
    await page.goto('/sign-in')
    await page.getByLabel('手机号').fill('139 8765 4321')
    await page.getByRole('button', { name: '获取验证码' }).click()
    await page.getByLabel('6 位验证码').fill(await server.hears(/"text":"[^"]*?(\d{6})/, before))
    await page.getByRole('button', { name: '登录', exact: true }).click()
  }

  await signIn()
  await expect.poll(() => page.locator('h1').textContent()).toBe('设置动态码')
  expect((await page.request.get('/desk/people')).status()).toBe(403)

  const key = ((await page.locator('main').textContent()) ?? '').match(/(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/)?.[0] ?? ''
  await page.getByLabel('6 位动态码').fill('000000')
  await page.getByRole('button', { name: '确认打开' }).click()
  await page.getByText('动态码不对').first().waitFor()
  await page.getByLabel('6 位动态码').fill(codeShownFor(key))
  await page.getByRole('button', { name: '确认打开' }).click()
  const [recovery] = await page.locator('.recovery-codes li').allTextContents()
  await page.getByRole('link', { name: '我已经抄好了' }).click()
  expect((await page.goto('/desk/people'))?.status()).toBe(200)

  await page.context().clearCookies()
  await signIn()
  await expect.poll(() => page.locator('h1').textContent()).toBe('还差一步')
  await page.getByLabel('动态码').fill(recovery ?? '')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  expect((await page.goto('/desk/people'))?.status()).toBe(200)
})

/** As an authenticator app would, from the secret that somebody typed in. */
const codeShownFor = (secret: string) => generateTOTP(fromBase32(secret.replaceAll(' ', '')) as Uint8Array, 30, 6)

async function browse() {
  const browser = await chromium.launch({
    executablePath: inject('chromium'),
    chromiumSandbox: process.getuid?.() !== 0,
  })
  onTestFinished(() => browser.close())
  return browser
}

function launch(name: string, args: string[], settings: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, ['src/run.mjs', name, ...args], {
    env: { PATH: process.env.PATH, ...settings },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (said += text))
  const heard = (pattern: RegExp, from: number) => pattern.exec(said.slice(from))
  return {
    process: child,
    said: () => said,
    /** Waits for it, and gives the first group or all of it. */
    async hears(pattern: RegExp, from = 0): Promise<string> {
      await expect.poll(() => heard(pattern, from), { timeout: 60_000 }).not.toBeNull()
      const [all, group] = heard(pattern, from) as RegExpExecArray
      return group ?? all
    },
  }
}
