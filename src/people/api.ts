import { newApi } from '../web/api.ts'
import { authApi } from './entry/api.ts'
import { meApi } from './me/api.ts'
import { rolesApi } from './roles/api.ts'

export const peopleApi = newApi().route('/', authApi).route('/', meApi).route('/', rolesApi)
