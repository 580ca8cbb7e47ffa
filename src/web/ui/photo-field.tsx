import { asset } from '../static.ts'
import { useT } from '../words.ts'
import { type Common, describedBy, Field, useFieldId } from './fields.tsx'

type PhotoFieldProps = Omit<Common, 'value'> & {
  /** Several at once, up to `max`. */
  multiple?: boolean
  max?: number
}

const manyMax = 9

/**
 * Photos taken now or chosen. The phone itself offers its camera. With the script there is a button for the camera,
 * small pictures to take out again, large photos are made smaller before they are sent, and one sees how far it is.
 */
export function PhotoField({ multiple, max = multiple ? manyMax : 1, ...field }: PhotoFieldProps) {
  return (
    <Field {...field}>
      <div class="photo-picker" data-photo-max={max}>
        <PhotoInput {...field} max={max} />
      </div>
    </Field>
  )
}

function PhotoInput({ name, required = false, help, tried, max }: Omit<PhotoFieldProps, 'label'> & { max: number }) {
  const id = useFieldId(name)
  return (
    <>
      <input
        id={id}
        name={name}
        type="file"
        accept="image/*,.heic,.heif"
        multiple={max > 1}
        required={required === true}
        class="photo-input"
        {...describedBy(id, name, help, tried)}
      />
      <script type="module" src={asset('photos.js')} />
    </>
  )
}

type RolePhotosProps = Pick<Common, 'tried' | 'required'> & {
  /** Of both together. */
  max: number
  /** Ask photos where they were taken, before the script makes them smaller: `photoLatitude`, `photoLongitude`. */
  places?: boolean
}

/** Photos of the thing itself and of where it stands: `photosNear` and `photosFar`, for `photosByRole`. */
export function RolePhotos({ max, required, tried, places = false }: RolePhotosProps) {
  const t = useT()
  return (
    <div class="photo-roles" data-photo-max={max} data-photo-places={places}>
      <PhotoField
        name="photosNear"
        label={t('近照：看清问题', 'Close: what is wrong')}
        help={t(`近照和远照一共最多 ${max} 张。`, `At most ${max} photos, close and far together.`)}
        {...{ max, required, tried }}
        multiple
      />
      <PhotoField
        name="photosFar"
        label={t('远照：看清在哪里', 'From afar: where it is')}
        {...{ max, tried }}
        multiple
      />
      {places && (
        <>
          <input type="hidden" name="photoLatitude" value={tried?.values.photoLatitude ?? ''} />
          <input type="hidden" name="photoLongitude" value={tried?.values.photoLongitude ?? ''} />
        </>
      )}
    </div>
  )
}
