import { ApiError } from './error';

/**
 * The address of one thing. A link may come without its id; asking `/bills/` would then answer the whole list.
 * @throws ApiError `not_found` for an empty id
 */
export function addressOf(room: string, id: string, rest = ''): string {
  if (id === '') throw new ApiError('not_found');
  return `/${room}/${encodeURIComponent(id)}${rest}`;
}
