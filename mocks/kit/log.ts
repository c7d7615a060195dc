import pino from 'pino';

/** To stderr: stdout carries the ready line alone. */
export const log = pino({ name: 'city', level: 'warn' }, pino.destination({ dest: 2, sync: true }));
