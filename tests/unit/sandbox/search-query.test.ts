import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matcher, numeric, string, token } from '../../../sandbox/api/kernel/search/fields';
import { parseQuery } from '../../../sandbox/api/kernel/search/query';

interface Thing {
  name: string | null;
  status: string | null;
  amount: number | null;
  metadata?: Record<string, string>;
}

const thing = (own: Partial<Thing>): Thing => ({ name: null, status: null, amount: null, ...own });

/** Whether a query finds a thing. */
function finds(query: string, own: Partial<Thing>): boolean {
  const fields = {
    name: string((one: Thing) => one.name),
    status: token((one: Thing) => one.status),
    amount: numeric((one: Thing) => one.amount),
  };
  return matcher(parseQuery(query), { resource: 'things', fields })(thing(own));
}

describe('a search query', () => {
  it('is clauses of field, operator and value', () => {
    expect(parseQuery('-metadata["plan"]:"pro" amount>=10')).toEqual({
      join: 'and',
      clauses: [
        { field: 'metadata', key: 'plan', operator: ':', value: 'pro', negated: true },
        { field: 'amount', key: null, operator: '>=', value: '10', negated: false },
      ],
    });
  });

  it('takes single quotes, escaped quotes and dotted fields', () => {
    const [first, second, third] = parseQuery(
      String.raw`name:'Ann\'s' name:"a \"b\" \\ c" payment_method_details.card.last4:4242`,
    ).clauses;
    expect(first?.value).toBe("Ann's");
    expect(second?.value).toBe(String.raw`a "b" \ c`);
    expect(third).toMatchObject({ field: 'payment_method_details.card.last4', value: '4242' });
  });

  it('is joined by AND unless it says OR, in any case', () => {
    expect(parseQuery('a:1 b:2').join).toBe('and');
    expect(parseQuery('a:1 and b:2').join).toBe('and');
    expect(parseQuery('a:1 OR b:2 or c:3').join).toBe('or');
  });

  it.each([
    '',
    'asdf',
    'name:amy',
    'name:"amy',
    'name: "amy"',
    'name"amy"',
    '(name:"amy")',
    'name:"a"name:"b"',
    'name:"a" AND',
    'OR name:"a"',
    'metadata:"x"',
    'name["x"]:"y"',
    'amount>null',
    'name:"a" AND status:"b" OR status:"c"',
    'name:"a" status:"b" OR status:"c"',
    Array.from({ length: 11 }, (_, i) => `amount:${i}`).join(' OR '),
  ])('that reads %s is refused', (query) => {
    expect(() => parseQuery(query)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('finds any value that it is told to, once that is quoted', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (key, value) => {
        const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
        const query = `metadata[${quoted(key)}]:${quoted(value)}`;
        return (
          finds(query, { metadata: { [key]: value } }) && !finds(`-${query}`, { metadata: { [key]: value } })
        );
      }),
    );
  });
});

describe('a field', () => {
  it('of words is found by words in their order, in any case', () => {
    const own = { name: 'One Two three-four' };
    expect(finds('name:"one two"', own)).toBe(true);
    expect(finds('name:"two THREE four"', own)).toBe(true);
    expect(finds('name:"two one"', own)).toBe(false);
    expect(finds('name:"tw"', own)).toBe(false);
  });

  it('of words is found by three characters of it', () => {
    const own = { name: 'amy@rocketrides.io' };
    expect(finds('name~"CKETR"', own)).toBe(true);
    expect(finds('name~"xyz"', own)).toBe(false);
    expect(() => finds('name~"am"', own)).toThrow(/at least 3/);
  });

  it('of one token is found as a whole only, in any case', () => {
    expect(finds('status:"Active"', { status: 'active' })).toBe(true);
    expect(finds('status:"act"', { status: 'active' })).toBe(false);
    expect(() => finds('status~"act"', { status: 'active' })).toThrow(/operator/);
    expect(() => finds('status>"a"', { status: 'active' })).toThrow(/operator/);
  });

  it.each([
    ['amount>9', true],
    ['amount>10', false],
    ['amount>=10', true],
    ['amount<11', true],
    ['amount<="10"', true],
    ['amount:10', true],
    ['amount:11', false],
    ['-amount:11', true],
  ])('that is a number is compared: %s', (query, found) => {
    expect(finds(query, { amount: 10 })).toBe(found);
  });

  it('that is a number takes nothing else', () => {
    expect(() => finds('amount>"ten"', {})).toThrow(/number/);
    expect(() => finds('amount~"123"', {})).toThrow(/operator/);
  });

  it('can be looked for by being there or not', () => {
    expect(finds('name:null', {})).toBe(true);
    expect(finds('-name:null', {})).toBe(false);
    expect(finds('metadata["a"]:null', { metadata: { b: '1' } })).toBe(true);
    expect(finds('-metadata["a"]:null', { metadata: { a: '1' } })).toBe(true);
  });

  it('that is absent is not a given value and no number at all', () => {
    expect(finds('-status:"active"', {})).toBe(true);
    expect(finds('amount<5', {})).toBe(false);
  });

  it('that nothing has is refused by name', () => {
    expect(() => finds('foo:"bar"', {})).toThrow(
      'Field `foo` is an unsupported search field for resource `things`.',
    );
  });
});
