import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { eventually } from './eventually';
import { anyCustomer, describeResource, refusal, stripe } from './harness';

const found = (query: string) =>
  eventually(
    () => stripe.customers.search({ query }),
    ({ data }) => data.length > 0,
  );

describeResource('Search', () => {
  it('finds by metadata, and by more than one condition', async () => {
    const tag = randomUUID();
    const { id } = await anyCustomer({ metadata: { tag }, email: `${tag}@example.com` });
    const { data } = await found(`metadata["tag"]:"${tag}"`);
    expect(data.map((one) => one.id)).toEqual([id]);
    const search = async (query: string) =>
      (await stripe.customers.search({ query })).data.map((one) => one.id);
    expect(await search(`email:"${tag}@example.com" AND created>1000000000`)).toEqual([id]);
    expect(await search(`email~"${tag.slice(0, 13)}" -metadata["tag"]:null`)).toEqual([id]);
    expect(await search(`metadata["tag"]:"${tag}" -email:"${tag}@example.com"`)).toEqual([]);
    expect(await search(`metadata["tag"]:"${tag}" OR metadata["tag"]:"none"`)).toEqual([id]);
  });

  it('answers pages and counts on request', async () => {
    const tag = randomUUID();
    for (let i = 0; i < 3; i += 1) await anyCustomer({ metadata: { tag } });
    const query = `metadata["tag"]:"${tag}"`;
    const ask = () => stripe.customers.search({ query, limit: 2, expand: ['total_count'] });
    const first = await eventually(ask, (result) => result.total_count === 3);
    expect(first).toMatchObject({
      object: 'search_result',
      has_more: true,
      total_count: 3,
      url: '/v1/customers/search',
    });
    const second = await stripe.customers.search({ query, limit: 2, page: String(first.next_page) });
    expect(second).toMatchObject({ has_more: false, next_page: null });
    expect(new Set([...first.data, ...second.data].map((one) => one.id)).size).toBe(3);
  });

  it.each(['asdf', 'foo:"bar"', 'email>"a"', 'name:"a" AND name:"b" OR name:"c"'])(
    'refuses the query %s',
    async (query) => {
      expect(await refusal(stripe.customers.search({ query }))).toMatchObject({
        statusCode: 400,
        type: 'StripeInvalidRequestError',
      });
    },
  );
});
