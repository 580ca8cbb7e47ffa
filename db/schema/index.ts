export * from './areas.ts'
export * from './notices.ts'
export * from './people.ts'
export * from './requests.ts'
