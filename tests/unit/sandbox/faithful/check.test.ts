import { beforeAll, describe, expect, it } from 'vitest';
import { Check } from '../../../../sandbox/faithful/check';
import { describeFindings } from '../../../../sandbox/faithful/findings';
import type { SchemaDocument } from '../../../../sandbox/faithful/schema/json-schema';
import { loadSchemas } from '../../../../sandbox/faithful/schema/load';
import { specimen } from './specimen';

let document: SchemaDocument;
let check: Check;
beforeAll(async () => {
  document = await loadSchemas();
  check = new Check(document);
});

const coupon = () => ({
  ...Object(specimen(document, { $ref: '#/$defs/Coupon' })),
  percent_off: 10,
  duration: 'once',
  metadata: {},
});
const event = (data: object) => ({
  ...Object(specimen(document, { $ref: '#/$defs/EventBase' })),
  api_version: '2026-10-28.endive',
  request: { id: null, idempotency_key: null },
  type: 'coupon.updated',
  data,
});
const list = (data: unknown[]) => ({ object: 'list', data, has_more: false, url: '/v1/coupons' });

describe('an answer', () => {
  it('is an object, a deleted one, or a page of them', () => {
    expect(check.answer(200, coupon(), 'secret')).toEqual([]);
    expect(check.answer(200, { id: 'x', object: 'coupon', deleted: true }, 'secret')).toEqual([]);
    expect(check.answer(200, list([coupon()]), 'secret')).toEqual([]);
    expect(check.answer(200, list([{ ...coupon(), valid: 1 }]), 'secret')).toMatchObject([
      { pointer: '/data/0/valid' },
    ]);
    expect(check.answer(200, { object: 'no_such_thing' }, 'secret')).toMatchObject([{ pointer: '/object' }]);
  });

  it('is as full as its state wants it', () => {
    expect(check.answer(200, { ...coupon(), percent_off: null }, 'secret')).not.toEqual([]);
  });

  it('may be a part of the object for a publishable key', () => {
    const { valid: _, ...part } = coupon();
    expect(check.answer(200, part, 'secret')).toMatchObject([{ pointer: '/valid', kind: 'missing' }]);
    expect(check.answer(200, part, 'publishable')).toEqual([]);
  });

  it('that is a refusal has a type, a message, and a code that is known', () => {
    const refusal = (error: object) => check.answer(400, { error }, 'secret').map(({ pointer }) => pointer);
    expect(refusal({ type: 'invalid_request_error', message: 'No.', code: 'resource_missing' })).toEqual([]);
    expect(refusal({ type: 'strange_error', message: 'No.' })).toEqual(['/error/type']);
    expect(refusal({ type: 'api_error' })).toEqual(['/error/message']);
    expect(refusal({ type: 'api_error', message: 'No.', code: 'because' })).toEqual(['/error/code']);
    expect(check.answer(500, {}, 'secret')).toMatchObject([{ pointer: '/error' }]);
  });
});

describe('an event', () => {
  it('carries the kind of object that its type is about', () => {
    expect(check.event(event({ object: coupon() }))).toEqual([]);
    const wrong = { ...coupon(), object: 'customer' };
    expect(check.event(event({ object: wrong }))).toMatchObject([{ pointer: '/data/object/object' }]);
    expect(check.event({ ...event({ object: coupon() }), type: 'coupon.adored' })).toMatchObject([
      { pointer: '/type' },
    ]);
  });

  it('has former values of declared fields only', () => {
    const before = (previous_attributes: object) =>
      check.event(event({ object: coupon(), previous_attributes })).map(({ pointer }) => pointer);
    expect(before({ name: null, metadata: { a: null } })).toEqual([]);
    expect(before({ nickname: 'x' })).toEqual(['/data/previous_attributes/nickname']);
  });
});

describe('what is told at the end of a run', () => {
  it('counts the same violation once', () => {
    const finding = { id: 'cus_1', kind: 'wrong', reason: 'is 1' };
    const lines = [
      { ...finding, what: 'GET /v1/customers/cus_N1abcdefgh', pointer: '/data/0/x' },
      { ...finding, what: 'GET /v1/customers/cus_N2abcdefgh', pointer: '/data/7/x' },
    ];
    const text = describeFindings(lines.map((line) => JSON.stringify(line)).join('\n'));
    expect(text).toContain('2× GET /v1/customers/:id /data/*/x is 1 (e.g. cus_1)');
  });
});
