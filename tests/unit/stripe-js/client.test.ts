import { describe, expect, it } from 'vitest';
import { retrieveIntent } from '@/sandbox/stripe-js/api/client';

describe('a request of the stand-in', () => {
  it('is answered also where its key or version fits into no header: somebody waits for it', async () => {
    const access = { origin: 'http://127.0.0.1:9', apiVersion: null, stripeAccount: null };
    const ask = (more: object) =>
      retrieveIntent({ ...access, key: 'pk_test_shop', ...more }, 'payment_intent', 'pi_1', 'pi_1_secret_2');
    expect(await ask({ key: 'pk_test_日本' })).toEqual({ kind: 'unreachable' });
    expect(await ask({ apiVersion: 'two\nlines' })).toEqual({ kind: 'unreachable' });
  });
});
