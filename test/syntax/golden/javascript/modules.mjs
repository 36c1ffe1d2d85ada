import axios, { AxiosError as Failure } from 'axios';
import * as tls from 'node:tls';
import { readFileSync } from 'node:fs';
import defaults, { CA as authority } from './settings.mjs';
import './setup.mjs';
export { connect as open, default as Client } from '../client.mjs';
export * from './errors.mjs';
export * as shop from './shop.mjs';

const here = new URL('./ca.pem', import.meta.url);
const folder = import.meta.dirname;
export const ca = readFileSync(here), port = 443;
const { Agent } = await import('undici');
const lazy = async () => (await import('./lazy.mjs')).load(ca);
import('./late.mjs').then((m) => m.start());
function connect() { return tls.connect({ ca: authority, ...defaults }); }
export { connect, ca as bundle };
export default async function pay(order) { return axios.post('/pay', order); }
