import type { CategoryQuestion } from '../../../db/schema/reports.ts'
import type { Tried } from '../../web/form.ts'
import { useLang, useT } from '../../web/words.ts'
import type { Category } from '../queries.ts'
import { answerField } from './form.ts'

type ChoiceProps = { categories: readonly Category[]; tried: Tried | undefined }

/**
 * Categories under their headings, one to be pressed. What the chosen one asks unfolds below its group: by the style
 * sheet alone, so that it works without a script.
 */
export function CategoryChoice({ categories, tried }: ChoiceProps) {
  const [t, lang] = [useT(), useLang()]
  const error = tried?.errors.categoryId?.[0]
  const groups = [...new Set(categories.map(({ groupName }) => groupName[lang]))]
  return (
    <fieldset class={error ? 'field wrong' : 'field'} data-guess>
      <legend>{t('类别', 'Category')}</legend>
      <p class="help">{t('写完会自动猜一个，可以改。', 'It is guessed from your words; change it if it is wrong.')}</p>
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
      {groups.map((group) => (
        <div class="category-group">
          <h3>{group}</h3>
          {categories
            .filter(({ groupName }) => groupName[lang] === group)
            .map((category) => (
              <OneCategory category={category} tried={tried} />
            ))}
        </div>
      ))}
    </fieldset>
  )
}

function OneCategory({ category, tried }: { category: Category; tried: Tried | undefined }) {
  const [t, lang] = [useT(), useLang()]
  const { id, name, description, questions, isPrivate } = category
  return (
    <>
      <input
        type="radio"
        class="visually-hidden"
        id={`category-${id}`}
        name="categoryId"
        value={id}
        checked={tried?.values.categoryId === id}
      />
      <label class="category" for={`category-${id}`}>
        {name[lang]}
      </label>
      <div class="category-more">
        <p class="help">
          {description[lang]}
          {isPrivate && t('。这一类不公开。', '. This kind is never public.')}
        </p>
        {questions.map((question) => (
          <Question categoryId={id} question={question} tried={tried} />
        ))}
      </div>
    </>
  )
}

type QuestionProps = { categoryId: string; question: CategoryQuestion; tried: Tried | undefined }

/** @param categoryId whoever asks it: the answer's name begins with it */
export function Question({ categoryId, question, tried }: QuestionProps) {
  const [t, lang] = [useT(), useLang()]
  const { code, datatype, required, label, help, variable, values } = question
  if (!variable) return <p class="help">{label[lang]}</p>
  const name = answerField(categoryId, code)
  const given = tried?.values[name] ?? ''
  const error = tried?.errors[name]?.[0]
  const title = (
    <>
      {label[lang]}
      {!required && <span class="muted"> {t('（可不填）', '(optional)')}</span>}
    </>
  )
  const below = (
    <>
      {help && <p class="help">{help[lang]}</p>}
      {error && (
        <p class="error" role="alert">
          {error}
        </p>
      )}
    </>
  )
  if (values)
    return (
      <fieldset class={error ? 'field radios wrong' : 'field radios'}>
        <legend>{title}</legend>
        {values.map((value) => (
          <label class="choice">
            <input
              type={datatype === 'multivaluelist' ? 'checkbox' : 'radio'}
              name={name}
              value={value.key}
              checked={given.split(',').includes(value.key)}
            />
            <span>{value[lang]}</span>
          </label>
        ))}
        {below}
      </fieldset>
    )
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={name}>{title}</label>
      {datatype === 'text' ? (
        <textarea id={name} name={name} rows={2} maxlength={1000}>
          {given}
        </textarea>
      ) : (
        <input
          id={name}
          name={name}
          type={datatype === 'datetime' ? 'datetime-local' : 'text'}
          inputmode={datatype === 'number' ? 'decimal' : undefined}
          maxlength={1000}
          value={given}
        />
      )}
      {below}
    </div>
  )
}
