import { answers, createRoute, jsonBody, newApi, problems, z } from '../web/api.ts'
import { may } from '../web/guard.ts'
import { issuerOf } from './public.ts'
import { credentialsOf } from './queries.ts'
import { verdicts } from './rules.ts'
import { checkCredential } from './verify.ts'

const tags = ['Credentials']

const verification = createRoute({
  method: 'post',
  path: '/credentials/verify',
  tags,
  summary: 'Check a certificate against the city’s keys and its register',
  middleware: [may.anyone()] as const,
  request: {
    body: jsonBody(
      z.object({
        token: z.string().min(1).max(20_000).openapi({ description: 'The token, or what the QR code says' }),
      }),
    ),
  },
  responses: {
    200: answers(
      'What the city says about it; `subject` only where the city has signed it',
      z
        .object({
          verdict: z.enum(verdicts),
          id: z.string().nullable(),
          type: z.string().nullable(),
          subject: z.record(z.string(), z.unknown()).nullable(),
          issuedAt: z.iso.datetime().nullable(),
          expiresAt: z.iso.datetime().nullable(),
          revokedAt: z.iso.datetime().nullable(),
        })
        .openapi('CredentialCheck'),
    ),
    ...problems,
  },
})

const own = createRoute({
  method: 'get',
  path: '/credentials',
  tags,
  summary: 'Your certificates and statements, the newest first',
  middleware: [may.signedIn()] as const,
  responses: {
    200: answers(
      'At most 200',
      z.object({
        credentials: z.array(
          z.object({
            id: z.string(),
            kind: z.string(),
            issuedAt: z.iso.datetime(),
            expiresAt: z.iso.datetime().nullable(),
            revokedAt: z.iso.datetime().nullable(),
          }),
        ),
      }),
    ),
    ...problems,
  },
})

const iso = (at: Date | null | undefined) => at?.toISOString() ?? null

export const credentialsApi = newApi()
  .openapi(verification, async (c) => {
    const asking = { issuer: issuerOf(c.var.config), now: c.var.now() }
    const { verdict, said } = await checkCredential(c.var.db, c.req.valid('json').token, asking)
    const { id = null, type = null, subject = null } = said ?? {}
    const times = { issuedAt: iso(said?.issuedAt), expiresAt: iso(said?.expiresAt), revokedAt: iso(said?.revokedAt) }
    return c.json({ verdict, id, type, subject, ...times }, 200)
  })
  .openapi(own, async (c) => {
    const rows = await credentialsOf(c.var.db, c.var.actor.id)
    const shown = rows.map(({ id, kind, issuedAt, expiresAt, revokedAt }) => ({
      ...{ id, kind, issuedAt: issuedAt.toISOString() },
      ...{ expiresAt: iso(expiresAt), revokedAt: iso(revokedAt) },
    }))
    return c.json({ credentials: shown }, 200)
  })
