import { ApiError } from './error';

/** `/orders/{id}/receipt`. @throws ApiError `not_found` for a link that lost its id */
export function pathOf(room: string, id: string, rest = ''): string {
  if (id === '') throw new ApiError('not_found');
  return `/${room}/${encodeURIComponent(id)}${rest}`;
}
