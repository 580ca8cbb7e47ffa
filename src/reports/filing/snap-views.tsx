import { PlacePicker } from '../../areas/map/picker.tsx'
import { type AreaGroup, AreaSelect } from '../../areas/picker.tsx'
import type { Tried } from '../../web/form.ts'
import { Alert, Checkbox, Field, Form, FormId, RolePhotos, Submit, TextArea, TextField } from '../../web/ui.tsx'
import { type Say, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import { photosMax, wordsMax } from '../rules.ts'
import { CategoryChoice } from './category-choice.tsx'
import type { DraftPhoto } from './drafts.ts'
import type { placeShown } from './place.ts'

type SnapProps = {
  formId: string
  tried: Tried | undefined
  /** The category that the words suggested, when nobody chose one. */
  guessedId: string | undefined
  drafts: readonly DraftPhoto[]
  categories: readonly Category[]
  groups: readonly AreaGroup[]
  place: Awaited<ReturnType<typeof placeShown>>
  points: number
  isSignedIn: boolean
  againOf: string | undefined
}

/** Photo, place, words, and send: thumb-sized, and whole without any script. */
export function SnapPage(props: SnapProps) {
  const t = useT()
  const { formId, tried, guessedId, drafts, categories, isSignedIn, againOf } = props
  const guess = categories.find(({ id }) => id === guessedId)
  return (
    <>
      <header class="stack-tight">
        <h1>{t('随手拍', 'Snap')}</h1>
        <p class="muted">
          {t(
            '拍下身边的问题，有人来办；看见好事，点个赞。',
            'Show what is wrong and somebody comes; praise what is good.',
          )}
        </p>
      </header>
      {!isSignedIn && (
        <Alert tone="info">
          {t('您没有登录，会匿名上报，没有积分。', 'You are not signed in: it goes without a name and earns nothing.')}{' '}
          <a href="/sign-in?next=%2Fsnap">{t('先登录', 'Sign in first')}</a>
        </Alert>
      )}
      <Form action="/snap" upload class="stack snap" tried={tried}>
        <FormId id={formId} />
        {/* Enter in a text field presses the first button: without this one, that would be the map. */}
        <input type="submit" name="act" value="send" hidden />
        {againOf && <input type="hidden" name="againOf" value={againOf} />}
        {guess && (
          <Alert tone="info">
            {t(
              `按您写的，像是“${guess.name.zh}”。对的话直接提交，不对请在下面改。`,
              `This looks like “${guess.name.en}”. Send it if that is right, or choose below.`,
            )}
          </Alert>
        )}
        <Photos formId={formId} drafts={drafts} tried={tried} />
        <Place {...props} />
        <section class="stack">
          <h2>{t('什么事', 'What is it')}</h2>
          <TextArea
            name="words"
            label={t('写几句', 'In a few words')}
            required={false}
            maxlength={wordsMax}
            rows={3}
            tried={tried}
          />
          <CategoryChoice categories={categories} tried={tried} />
        </section>
        <Anonymous {...props} />
        <Submit look="big">{t('提交', 'Send')}</Submit>
      </Form>
    </>
  )
}

function Photos({ formId, drafts, tried }: Pick<SnapProps, 'formId' | 'drafts' | 'tried'>) {
  const t = useT()
  const error = tried?.errors.photos?.[0]
  const room = photosMax - drafts.length
  return (
    <fieldset class={error ? 'field wrong' : 'field'}>
      <legend>{t('拍照', 'Photos')}</legend>
      <p class="help">
        {t(
          `近处拍清楚，远处拍到路口或门牌，最多 ${photosMax} 张。请尽量不拍到人脸。`,
          `One close up, one from further away, up to ${photosMax}. Please leave faces out.`,
        )}
      </p>
      {drafts.length > 0 && <Kept formId={formId} drafts={drafts} />}
      {room > 0 && <RolePhotos max={room} tried={tried} places />}
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  )
}

/** Photos that the server has already: they need not be taken again. */
function Kept({ formId, drafts }: Pick<SnapProps, 'formId' | 'drafts'>) {
  const t = useT()
  return (
    <div class="snap-kept">
      <p class="help">{t('已经收好的照片：', 'Kept already:')}</p>
      <ul>
        {drafts.map(({ photoId }, at) => (
          <li>
            <img src={`/snap/photos/${formId}/${photoId}`} alt={t(`第 ${at + 1} 张照片`, `Photo ${at + 1}`)} />
            <input type="hidden" name="kept" value={photoId} />
            <Checkbox name="remove" value={photoId} label={t('不要这张', 'Leave out')} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function Place({ tried, groups, place, isSignedIn }: SnapProps) {
  const t = useT()
  const [latitude, longitude] = [tried?.values.latitude ?? '', tried?.values.longitude ?? '']
  const isPlaced = latitude !== '' && longitude !== ''
  const error = (tried?.errors.latitude ?? tried?.errors.longitude)?.[0]
  return (
    <section class="stack" data-locate>
      <h2>{t('在哪里', 'Where')}</h2>
      <input type="hidden" name="latitude" value={latitude} />
      <input type="hidden" name="longitude" value={longitude} />
      <input type="hidden" name="placeFrom" value={tried?.values.placeFrom ?? 'address'} />
      <p class="help" role="status" data-located>
        {isPlaced && placeWords(place.found, t)}
      </p>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {place.box && <PlacePicker box={place.box} at={place.at} isOpen={tried?.values.placeFrom === 'pin'} />}
      <TextField
        name="address"
        label={t('地址或标志物', 'Address or landmark')}
        help={t('如：青云路 18 号门口、南湖公园北门', 'Such as: 18 Qingyun Road, north gate of the park')}
        required={false}
        maxlength={200}
        tried={tried}
      />
      <details open={Boolean(tried?.errors.areaId || tried?.values.areaId) || !isSignedIn}>
        <summary>{t('选社区或网格', 'Choose the community or grid')}</summary>
        <AreaSelect
          name="areaId"
          label={t('社区、小区或网格', 'Community, compound or grid')}
          required={false}
          tried={tried}
          groups={groups}
          empty={
            isSignedIn
              ? t('不选：按位置，没有位置就按我家', 'None: by the position, else my home')
              : t('不选：按位置', 'None: by the position')
          }
        />
      </details>
    </section>
  )
}

function placeWords(found: SnapProps['place']['found'], t: Say) {
  if (!found) return t('已经有位置。请在下面选社区。', 'The position is known. Please choose the community below.')
  const { name } = found.area
  if (found.meters === 0) return t(`位置在${name}。`, `The position is in ${name}.`)
  return t(`位置在${name}附近。不对请在下面选。`, `The position is near ${name}. If that is wrong, choose below.`)
}

function Anonymous({ tried, points, isSignedIn }: Pick<SnapProps, 'tried' | 'points' | 'isSignedIn'>) {
  const t = useT()
  if (!isSignedIn) return null
  return (
    <Field name="anonymous" label={t('匿名', 'Without my name')} required>
      <Checkbox name="anonymous" label={t('匿名上报', 'Report without my name')} tried={tried} />
      <p class="help">
        {t(
          `匿名上报没有积分（实名受理后得 ${points} 分），谁也查不到是您；会给您一个查询地址和二维码，请保存好。无论哪种，您的名字都不公开。`,
          `Without a name it earns nothing (${points} points otherwise) and cannot be traced; you get an address and a QR code to follow it. Either way your name is never shown.`,
        )}
      </p>
    </Field>
  )
}
