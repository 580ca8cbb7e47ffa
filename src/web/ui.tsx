/** What pages are made of, by noun. */
export * from './ui/fields.tsx'
export * from './ui/forms.tsx'
export * from './ui/photo-field.tsx'
export * from './ui/shown.tsx'
export * from './ui/time.tsx'
