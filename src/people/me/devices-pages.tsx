import { Hono } from 'hono'
import { z } from 'zod'
import type { Env } from '../../web/env.ts'
import { pressed } from '../../web/form.ts'
import { may } from '../../web/guard.ts'
import { page } from '../../web/layout.tsx'
import { Card, Chip, LinkButton, PostButton, Time } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import { closeDevice, closeOtherDevices } from './actions.ts'
import { devicesOf } from './queries.ts'

/** Where I am signed in, and out again: one device, or all the others. */
export const devicesPages = new Hono<Env>()
  .get('/me/devices', may.signedIn(), async (c) => {
    const { db, actor, sessions, sessionId, now, t } = c.var
    const devices = await devicesOf(db, actor.id, now())
    const here = sessions.hashOf(sessionId)
    return page(c, { title: t('已登录的设备', 'Devices') }, <Devices devices={devices} here={here} />)
  })
  .post('/me/devices/close', may.signedIn(), async (c) => {
    const { atomically, actor } = c.var
    const { deviceId } = await pressed(c, z.object({ deviceId: z.string().max(100) }))
    await atomically((tx) => closeDevice(tx, { personId: actor.id, deviceId }))
    return c.redirect('/me/devices', 303)
  })
  .post('/me/devices/close-others', may.signedIn(), async (c) => {
    const { atomically, actor, sessions, sessionId } = c.var
    await atomically((tx) => closeOtherDevices(tx, { personId: actor.id, keep: sessions.hashOf(sessionId) }))
    return c.redirect('/me/devices', 303)
  })

type Device = { id: string; agent: string; createdAt: Date }

function Devices({ devices, here }: { devices: Device[]; here: string }) {
  const t = useT()
  return (
    <>
      <h1>{t('已登录的设备', 'Devices')}</h1>
      <p class="lead">
        {t(
          '有不认识的设备，就点“退出”，再改一次密码。',
          'Sign out any device you do not know, then change your password.',
        )}
      </p>
      {devices.map(({ id, agent, createdAt }) => (
        <Card class="row">
          <div>
            <strong>{deviceName(agent) ?? t('未知设备', 'Unknown device')}</strong>{' '}
            {id === here && <Chip tone="good">{t('就是这台', 'This one')}</Chip>}
            <p class="muted">
              {t('登录于 ', 'Signed in ')}
              <Time at={createdAt} withYear />
            </p>
          </div>
          {id === here ? (
            <PostButton action="/sign-out" look="quiet">
              {t('退出', 'Sign out')}
            </PostButton>
          ) : (
            <PostButton action="/me/devices/close" look="quiet" fields={{ deviceId: id }}>
              {t('退出', 'Sign out')}
            </PostButton>
          )}
        </Card>
      ))}
      {devices.length > 1 && (
        <PostButton action="/me/devices/close-others" look="danger">
          {t('退出其他所有设备', 'Sign out everywhere else')}
        </PostButton>
      )}
      <LinkButton href="/me" look="quiet">
        {t('返回', 'Back')}
      </LinkButton>
    </>
  )
}

const browsers = [
  ['MicroMessenger', '微信'],
  ['Edg/', 'Edge'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['HarmonyOS', 'HarmonyOS'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Windows', 'Windows'],
  ['Mac OS', 'Mac'],
  ['Linux', 'Linux'],
] as const

/** `Chrome · Android`, from what the browser says about itself. */
function deviceName(agent: string): string | undefined {
  const nameIn = (list: readonly (readonly [string, string])[]) => list.find(([mark]) => agent.includes(mark))?.[1]
  return [nameIn(browsers), nameIn(systems)].filter(Boolean).join(' · ') || agent.slice(0, 40) || undefined
}
