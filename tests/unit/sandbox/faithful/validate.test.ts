import Ajv2020 from 'ajv/dist/2020';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SchemaDocument } from '../../../../sandbox/faithful/schema/json-schema';
import { loadSchemas } from '../../../../sandbox/faithful/schema/load';
import { validate } from '../../../../sandbox/faithful/validate';
import { specimen } from './specimen';

let document: SchemaDocument;
beforeAll(async () => {
  document = await loadSchemas();
});

const judge = (name: string, value: unknown) => validate(document, { $ref: `#/$defs/${name}` }, value);
const TRIED = [
  'Customer',
  'DeletedCustomer',
  'Price',
  'PaymentMethod',
  'PaymentIntent',
  'Charge',
  'Subscription',
  'Invoice',
  'InvoiceLineItem',
  'Discount',
  'CreditNote',
];

describe('the schemas', () => {
  it('cover every kind of object and of event', () => {
    expect(Object.keys(document.objects).length).toBeGreaterThan(100);
    expect(Object.keys(document.events).length).toBeGreaterThan(200);
    expect(document.objects.customer).toEqual(['Customer', 'DeletedCustomer']);
    expect(document.events['invoice.paid']).toEqual({ object: ['Invoice'], previous: ['Invoice:partial'] });
  });

  it('know the values of an enum that the declarations leave open', () => {
    const status = document.$defs.Subscription?.properties?.status;
    expect(status?.enum).toEqual(expect.arrayContaining(['incomplete_expired', 'past_due']));
    expect(JSON.stringify(document.$defs.Subscription)).not.toContain('OtherString');
  });

  it('take decimals as the text that travels', () => {
    expect(
      judge('Price.CurrencyOptions', { ...small('Price.CurrencyOptions'), unit_amount_decimal: '12.5' }),
    ).toEqual([]);
    expect(
      judge('Price.CurrencyOptions', { ...small('Price.CurrencyOptions'), unit_amount_decimal: 12.5 }),
    ).toHaveLength(1);
  });
});

function small(name: string): object {
  const value = specimen(document, { $ref: `#/$defs/${name}` });
  if (typeof value !== 'object' || value === null) throw new Error(`${name} is no object.`);
  return value;
}

/** The schemas with every other object of the API cut off: ajv compiles all that can be reached. */
function alone(name: string): SchemaDocument {
  const others = Object.values(document.objects).flat();
  const cut = others.filter((other) => other !== name).map((other) => [other, { type: 'object' as const }]);
  return { ...document, $defs: { ...document.$defs, ...Object.fromEntries(cut) } };
}

/** A value with each of its fields left out or holding something else, and with one field too many. */
function damaged(whole: object, fields: string[]): object[] {
  const others = fields.flatMap((field) => {
    const without = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== field));
    const wrong = [null, 7, 'x', true, [7], { x: 1 }].map((value) => ({ ...whole, [field]: value }));
    return [without, ...wrong];
  });
  return [...others, { ...whole, made_up: 1 }];
}

describe('the validator', () => {
  it.each(TRIED)('judges %s, whole and damaged in each of its fields, as ajv does', (name) => {
    const near = alone(name);
    const schema = { $ref: `#/$defs/${name}` };
    const ajv = new Ajv2020({ strict: false }).compile({ ...schema, $defs: near.$defs });
    const whole = small(name);
    expect(validate(near, schema, whole)).toEqual([]);
    const values = [whole, ...damaged(whole, Object.keys(near.$defs[name]?.properties ?? {}))];
    expect(values.filter((value) => ajv(value) !== (validate(near, schema, value).length === 0))).toEqual([]);
  });

  it('says where something is wrong, and what', () => {
    const customer = { ...small('Customer'), tax_exempt: 'perhaps', made_up: 1, invoice_settings: {} };
    expect(judge('Customer', customer)).toEqual(
      expect.arrayContaining([
        { pointer: '/made_up', kind: 'wrong', reason: 'is not declared by Stripe' },
        { pointer: '/invoice_settings/footer', kind: 'missing', reason: 'is missing' },
        { pointer: '/tax_exempt', kind: 'wrong', reason: 'is "perhaps", not one of none, exempt, reverse' },
      ]),
    );
  });

  it('tells of the object that was meant, where several may be', () => {
    const intent = { ...small('PaymentIntent'), customer: { ...small('Customer'), email: 7 } };
    expect(judge('PaymentIntent', intent)).toEqual([
      { pointer: '/customer/email', kind: 'wrong', reason: expect.stringContaining('is 7') },
    ]);
  });
});
