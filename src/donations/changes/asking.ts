import type { Context } from 'hono'
import { storePhotos } from '../../photos/actions.ts'
import type { PreparedPhoto } from '../../photos/prepare.ts'
import { preparePhotos } from '../../photos/upload.ts'
import type { Env } from '../../web/env.ts'
import { donorById, donorPhone } from '../donors/queries.ts'
import { lineById } from '../intake/queries.ts'
import { askForChange } from './actions.ts'
import { originOf } from './queries.ts'
import type { Use } from './rules.ts'

type Asked = { id: string; lineId: string; use: Use; reason: string }

/** Asks a donor, and tells them by a text that there is something to answer. */
export async function ask(c: Context<Env>, asked: Asked): Promise<void> {
  const { atomically, actor, now } = c.var
  const isNew = await atomically((tx) => askForChange(tx, c.var.secrets, { ...asked, actor, now: now() }))
  if (isNew) await textDonor(c, asked.lineId)
}

/** A text that fails undoes nothing: it says where to look and holds no link, which anybody could imitate. */
async function textDonor(c: Context<Env>, lineId: string): Promise<void> {
  const { db, secrets, sms, log, requestId } = c.var
  const { name } = await lineById(db, lineId)
  const phone = donorPhone(secrets, await donorById(db, (await originOf(db, lineId)).donorId))
  const text = `【荣誉通】您捐的“${name}”想改用途，请您答复：打开捐赠凭证上的二维码，或登录后看“我的捐赠”。不同意就仍按原来的用途使用。`
  if (phone) await sms(phone, text).catch((error) => log.error({ err: error, requestId }, 'sms'))
}

/** Reads and stores the scan of what a donor signed, before the transaction that keeps it. */
export async function readScan(c: Context<Env>, photos: readonly File[]): Promise<PreparedPhoto | undefined> {
  const prepared = await preparePhotos(photos, 1)
  await storePhotos(c.var.photoStore, prepared)
  return prepared[0]
}
