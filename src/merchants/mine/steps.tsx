import { newId } from '../../kit/ids.ts'
import type { Tried } from '../../web/form.ts'
import { Card, Form, FormId, LinkButton, PhotoField, PostButton, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { useT } from '../../web/words.ts'
import type { Merchant } from '../queries.ts'

/** What an owner may do about a shop that takes part. */
export function OwnSteps({ merchant, tried }: { merchant: Merchant; tried: Tried | undefined }) {
  const t = useT()
  const { id, number, isListed } = merchant
  return (
    <section>
      <h2>{t('办理', 'What you can do')}</h2>
      <Card>
        <p>
          {isListed
            ? t('您的店在公开名单里，大家能看到等级和诚信分。', 'Your shop is listed, with its level and score.')
            : t('您的店不在公开名单里。', 'Your shop is not in the public list.')}
        </p>
        <div class="actions">
          <PostButton action={`/merchants/mine/${id}/list`} look="quiet" fields={{ listed: isListed ? '0' : '1' }}>
            {isListed ? t('不再公开', 'Take it off the list') : t('同意公开', 'Put it on the list')}
          </PostButton>
          <LinkButton href={`/merchants/${number}/plate`} look="quiet">
            {t('打印门牌', 'Print the plate')}
          </LinkButton>
        </div>
      </Card>
      <Card>
        <p class="actions">
          <LinkButton href={`/merchants/counter/${id}`}>{t('收积分', 'Accept points')}</LinkButton>
          <LinkButton href={`/merchants/mine/${id}/clerks`} look="quiet">
            {t('店员', 'Clerks')}
          </LinkButton>
        </p>
      </Card>
      <LicenceForm id={id} tried={'licenceUntil' in (tried?.values ?? {}) ? tried : undefined} />
      <CloseForm id={id} tried={tried && !('id' in tried.values) ? tried : undefined} />
    </section>
  )
}

function LicenceForm({ id, tried }: { id: string; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('更换营业执照', 'Send a new licence')}</summary>
      <Form action={`/merchants/mine/${id}/licence`} upload scope="licence" tried={tried}>
        <FormId id={newId()} tried={tried} />
        <TextField
          name="licenceUntil"
          label={t('有效期到', 'Last day')}
          help={t('长期有效的不填。', 'Leave empty if it holds for good.')}
          type="date"
          required={false}
          tried={tried}
        />
        <PhotoField name="photos" label={t('执照照片', 'Photo')} required multiple max={3} tried={tried} />
        <Submit look="quiet">{t('提交', 'Send')}</Submit>
      </Form>
    </details>
  )
}

function CloseForm({ id, tried }: { id: string; tried: Tried | undefined }) {
  const t = useT()
  return (
    <details class="card" open={Boolean(tried)}>
      <summary>{t('退出诚信商户', 'Leave')}</summary>
      <Form action={`/merchants/mine/${id}/close`} scope="close" tried={tried}>
        <TextArea name="why" label={t('原因', 'Reason')} maxlength={300} rows={2} tried={tried} />
        <Submit look="danger">{t('确定退出', 'Leave')}</Submit>
      </Form>
    </details>
  )
}
