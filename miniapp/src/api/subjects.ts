import type { BindSubject, SubjectView } from '../../../bff/contract';
import { addressOf } from './address';
import { ask } from './door';

export const listSubjects = (): Promise<{ items: SubjectView[] }> =>
  ask<{ items: SubjectView[] }>({ method: 'GET', path: '/subjects' });

export const bindSubject = (subject: BindSubject, key: string): Promise<SubjectView> =>
  ask<SubjectView>({ method: 'POST', path: '/subjects', body: subject, key });

export const releaseSubject = (id: string): Promise<void> =>
  ask<void>({ method: 'DELETE', path: addressOf('subjects', id) });
