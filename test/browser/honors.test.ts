import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { decodeJwt, decodeProtectedHeader } from 'jose'
import jsqr from 'jsqr'
import type { Page } from 'playwright-core'
import sharp from 'sharp'
import { expect, it, onTestFinished } from 'vitest'
import { issueCredential, revokeCredential } from '../../src/credentials/actions.ts'
import { currentKey } from '../../src/credentials/keys/queries.ts'
import { offlineFile, type Trust } from '../../src/credentials/offline-file.ts'
import { tokenOf } from '../../src/credentials/queries.ts'
import { signToken } from '../../src/credentials/sign.ts'
import { day, later } from '../../src/kit/clock.ts'
import { judges, namePanel, withRecords } from '../honors.ts'
import { forgeries, issuer as statementIssuer } from '../statements.ts'
import type { Town } from '../town.ts'
import { filmOf, filmPath } from './camera-film.ts'
import { openStage } from './stage.ts'

/** Puts a file where somebody would keep it; removed when the test ends. */
function keep(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'rongyu-kept-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  writeFileSync(join(folder, 'verify.html'), content)
  return pathToFileURL(join(folder, 'verify.html')).href
}

/** The QR code as a phone's camera sees it on the screen of another. */
async function readPaper(page: Page): Promise<string> {
  const picture = sharp(await page.locator('.paper-code svg').screenshot())
    .flatten({ background: '#fff' })
    .resize(1000, 1000, { kernel: 'nearest' })
    .extend({ top: 30, bottom: 30, left: 30, right: 30, background: '#fff' })
  const { data, info } = await picture.ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  const read = jsqr.default(new Uint8ClampedArray(data), info.width, info.height)
  if (!read) throw new Error('the paper’s QR code could not be read')
  return read.data
}

const pagesIn = (pdf: Buffer) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length

it('goes from a nomination to a certificate that is checked after the city has gone offline', {
  timeout: 120_000,
}, async () => {
  const film = filmPath()
  const stage = await openStage({ cameraFile: film })
  const { town } = stage
  await withRecords(town, 'wangFang')
  await namePanel(town)

  // A resident nominates herself, with a photo.
  const wang = await stage.phone('wangFang')
  await wang.goto('/honors')
  await wang.getByRole('link', { name: '推荐身边的人' }).click()
  await wang.getByRole('link', { name: /文明市民/ }).click()
  await wang.getByLabel('我自己（自荐）').check()
  await wang.getByLabel(/自荐时：公示/).check()
  await wang.locator('#facts').fill('十年照顾楼上的独居老人，带动邻居轮流值守。')
  const proof = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#a33' } })
    .jpeg()
    .toBuffer()
  await wang.locator('#photos').setInputFiles({ name: 'proof.jpg', mimeType: 'image/jpeg', buffer: proof })
  await wang.getByRole('button', { name: '提交推荐' }).click()
  await wang.waitForURL('**/honors/nominations/*')
  const id = wang.url().split('/').at(-1) as string
  expect(await stage.barriers(wang)).toEqual([])

  // The clerk finds her eligible from the records; the administrator convenes the panel.
  const clerk = await stage.desk('clerkLi')
  await clerk.goto('/desk/honors')
  await clerk.getByRole('link', { name: /N-2026/ }).click()
  await clerk.getByText('达到').first().waitFor()
  await clerk.getByRole('button', { name: '资格核验通过' }).click()
  const admin = await stage.desk('adminZheng')
  await admin.goto(`/desk/honors/${id}`)
  expect(await stage.barriers(admin)).toEqual([])
  await admin.locator('#panelId').selectOption({ label: '文明评审组' })
  await admin.getByRole('button', { name: '交评审组' }).click()
  await admin.getByText('评审中').first().waitFor()

  // Three residents judge, the chair closes.
  for (const judge of [...judges].reverse()) {
    const page = await stage.phone(judge)
    await page.goto(`/honors/panel/${id}`)
    await page.getByLabel('赞成', { exact: true }).check()
    await page.getByLabel(/我声明/).check()
    await page.getByRole('button', { name: '投票' }).click()
    await page.getByText('您的意见：赞成').waitFor()
    if (judge !== judges[0]) continue
    await page.getByRole('button', { name: '按票数得出结果' }).click()
    await page.getByText('评审通过').first().waitFor()
  }

  // Five working days for everybody to see, one objection, answered by somebody else.
  await clerk.goto(`/desk/honors/${id}`)
  await clerk.locator('#noticeText').fill('十年如一日照顾独居老人，带动邻里互助。')
  await clerk.getByRole('button', { name: '开始公示' }).click()
  await clerk.getByText('公示中').first().waitFor()
  const neighbour = await stage.phone('keeperMa')
  await neighbour.goto('/honors/notices')
  await neighbour.getByText('王芳').waitFor()
  await neighbour.getByText('提出异议').click()
  await neighbour.locator('#why').fill('好像没有十年。')
  await neighbour.getByRole('button', { name: '提交异议' }).click()
  await neighbour.getByText('异议已收到').waitFor()
  const reviewer = await stage.desk('reviewerSun')
  await reviewer.goto(`/desk/honors/${id}`)
  await reviewer.getByLabel(/不成立，公示继续/).check()
  await reviewer.locator('#answer').fill('走访了五户邻居，属实。')
  await reviewer.getByRole('button', { name: '答复' }).click()
  await reviewer.getByText('答复：走访了五户邻居').waitFor()
  await town.advance(8 * day)
  await admin.goto(`/desk/honors/${id}`)
  await admin.getByRole('button', { name: '决定授予' }).click()
  await admin.getByRole('button', { name: '颁发' }).click()
  await admin.getByText('已授予').first().waitFor()

  // A page worth framing, on one sheet, with a code that any phone opens.
  await wang.goto(`/honors/nominations/${id}`)
  await wang.getByRole('link', { name: '查看证书' }).click()
  await wang.getByText('文明市民').waitFor()
  expect(await stage.barriers(wang)).toEqual([])
  expect(pagesIn(await wang.pdf({ format: 'A4', preferCSSPageSize: true }))).toBe(1)
  const fine = await stage.phone('wangFang', 3)
  await fine.goto(`/honors/nominations/${id}/certificate`)
  const code = await readPaper(fine)
  const visitor = await stage.phone()
  await visitor.goto(code)
  await visitor.getByRole('heading', { name: '有效' }).waitFor()
  expect(visitor.url()).toBe(`${stage.address}/verify`)
  expect(await stage.barriers(visitor)).toEqual([])

  // Somebody keeps the verifier. The service stops. The paper is held before the camera.
  const kept = keep(await (await visitor.request.get('/verify.html')).text())
  await stage.stop()
  await filmOf(code, film, 2)
  const offline = await stage.offline()
  await offline.goto(kept)
  await offline.getByRole('button', { name: /用相机扫码/ }).click()
  await offline.locator('#answer[data-verdict=valid]').waitFor()
  expect(await offline.locator('#answer').innerText()).toContain('王芳')
  expect(await offline.locator('#answer').innerText()).toContain('文明市民')
  expect(await stage.barriers(offline)).toEqual([])
  expect(stage.complaints).toEqual([])
})

const issuer = 'https://honor.example'

async function issue(town: Town, expiresAt?: Date) {
  const credential = await town.atomically((tx) =>
    issueCredential(tx, town.secrets, {
      ...{ kind: 'honor', subjectId: 'n', issuer, type: 'HonorCredential', actorId: 'adminZheng', now: town.now() },
      subject: { name: '王芳', honor: '文明市民', year: '2026' },
      ...(expiresAt ? { expiresAt } : {}),
    }),
  )
  return { id: credential.id, token: tokenOf(town.secrets, credential) as string }
}

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

it('refuses offline what the city refuses online, in the same order', { timeout: 60_000 }, async () => {
  const stage = await openStage()
  const { town } = stage
  town.config.baseUrl = issuer
  const good = await issue(town)
  const revoked = await issue(town, later(town.now(), day))
  const expired = await issue(town, later(town.now(), day))
  await town.advance(2 * day)
  const revocation = { credentialId: revoked.id, why: '事实不符', actorId: 'adminZheng', now: town.now() }
  await town.atomically((tx) => revokeCredential(tx, revocation))
  const reader = await stage.desk()
  const kept = keep(await (await reader.request.get('/verify.html')).text())
  await town.advance(day)
  const newer = await issue(town)

  const [header, claims, signature] = good.token.split('.')
  const said = decodeJwt(good.token)
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const theirs = (keyId: string, change: object = {}) => signToken({ keyId, privateKey }, 'JWT', { ...said, ...change })
  const withTheirKey = { ...decodeProtectedHeader(good.token), jwk: publicKey.export({ format: 'jwk' }) }
  const known = (await currentKey(town.db))?.id as string
  const swapped = { ...said, status: { status_list: { idx: 9, uri: `${issuer}/status/1` } } }
  const elsewhere = { ...said, status: { status_list: { idx: 0, uri: `${issuer}/status/2` } } }
  const renamed = { ...said, vc: { ...(said.vc as object), credentialSubject: { name: '张伟' } } }

  const table: [what: string, token: string, verdict: string][] = [
    ['the paper itself', good.token, 'valid'],
    ['the address of its code', `${issuer}/verify#${good.token}`, 'valid'],
    ['another name', `${header}.${base64(renamed)}.${signature}`, 'changed'],
    ['another place in the status list', `${header}.${base64(swapped)}.${signature}`, 'changed'],
    ['another status list', `${header}.${base64(elsewhere)}.${signature}`, 'changed'],
    ['no algorithm', `${base64({ alg: 'none' })}.${claims}.`, 'algorithm'],
    ['a shared secret for an algorithm', `${base64({ alg: 'HS256', kid: known })}.${claims}.${signature}`, 'algorithm'],
    ['their own key', theirs('their-own-key'), 'unknown_key'],
    ['our key’s name on their signature', theirs(known), 'changed'],
    ['their key inside the header', `${base64(withTheirKey)}.${claims}.${theirs(known).split('.')[2]}`, 'changed'],
    ['another issuer', theirs(known, { iss: 'https://other.example' }), 'unknown_issuer'],
    ['a revoked paper that has expired as well', revoked.token, 'revoked'],
    ['an expired paper', expired.token, 'expired'],
    ['a paper newer than the file', newer.token, 'status_unknown'],
    ['half a code', good.token.slice(0, 80), 'unreadable'],
    ['something else', '{"alg":"none"}', 'unreadable'],
    ['nothing with dots', '..', 'unreadable'],
  ]
  const page = await stage.offline()
  await page.goto(kept)
  for (const [what, token, verdict] of table) {
    expect([what, await checkOffline(page, token)]).toEqual([what, verdict])
    // Online knows the newest state; the rest has to be the same.
    if (verdict !== 'status_unknown') expect([what, await checkOnline(town, token)]).toEqual([what, verdict])
  }
  expect(await checkOnline(town, newer.token)).toBe('valid')
  expect(stage.complaints).toEqual([])
})

it('reads a merchant’s statement offline as the city does, and refuses the same forgeries', {
  timeout: 120_000,
}, async () => {
  const stage = await openStage()
  const { town } = stage
  town.config.baseUrl = statementIssuer
  const table = await forgeries(town)
  const page = await stage.offline()
  await page.goto(keep(await (await (await stage.desk()).request.get('/verify.html')).text()))
  for (const [what, token, verdict] of table) expect([what, await checkOffline(page, token)]).toEqual([what, verdict])
  await checkOffline(page, table[0]?.[1] as string)
  const told = await page.locator('#answer').innerText()
  for (const part of ['王记米线', '诚信记录满 12 个月', '是 yes', '蒙自农商银行']) expect(told).toContain(part)
  expect(stage.complaints).toEqual([])
})

it('believes no status list that is not the issuer’s own, and no key beyond its retirement', {
  timeout: 60_000,
}, async () => {
  const stage = await openStage()
  const { town } = stage
  const { token } = await issue(town)
  const key = await currentKey(town.db)
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const uri = `${issuer}/status/1`
  const list = {
    iss: issuer,
    sub: uri,
    iat: town.now().getTime() / 1000 + 10,
    status_list: { bits: 1, lst: 'eJwDAAAAAAE' },
  }
  const published = { ...key?.publicJwk, kid: key?.id, alg: 'ES256', use: 'sig' } as Trust['issuers'][0]['keys'][0]
  const file = (lists: Record<string, string>, retiredAt?: number) =>
    keep(
      offlineFile({
        madeAt: town.now().toISOString(),
        issuers: [
          {
            id: issuer,
            name: '蒙自市',
            lists,
            keys: [{ ...published, ...(retiredAt ? { retired_at: retiredAt } : {}) }],
          },
        ],
      }),
    )
  const page = await stage.offline()
  const forged = signToken({ keyId: key?.id as string, privateKey }, 'statuslist+jwt', list)
  const nbf = decodeJwt(token).nbf as number
  for (const [href, verdict] of [
    [file({}), 'status_unknown'],
    [file({ [uri]: forged }), 'status_unknown'],
    [file({ [uri]: 'not a token' }), 'status_unknown'],
    [file({}, nbf + 1), 'status_unknown'],
    [file({}, nbf - 1000), 'key_retired'],
  ] as const) {
    await page.goto(href)
    expect(await checkOffline(page, token)).toBe(verdict)
  }
  // A name that would be markup stays a name.
  await page.goto(
    keep(offlineFile({ madeAt: '', issuers: [{ id: issuer, name: '</script><b>x', keys: [], lists: {} }] })),
  )
  expect(await page.locator('#about').innerText()).toContain('</script><b>x')
  expect(stage.complaints).toEqual([])
})

async function checkOffline(page: Page, token: string) {
  await page.locator('#text').fill(token)
  await page.locator('#answer').evaluate((answer) => answer.removeAttribute('data-verdict'))
  await page.getByRole('button', { name: '核验' }).first().click()
  await page.locator('#answer[data-verdict]').waitFor()
  return page.locator('#answer').getAttribute('data-verdict')
}

async function checkOnline(town: Town, token: string) {
  const answer = await town.as(undefined).api('POST', '/credentials/verify', { token })
  return ((await answer.json()) as { verdict: string }).verdict
}
