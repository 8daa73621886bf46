import type { ExpressCheckoutAddress } from '@stripe/stripe-js';
import type { CardBrand } from '../card/brand';

/** A test card as the simulated wallet keeps it, and how a payment with it ends. */
export interface SampleCard {
  readonly number: string;
  readonly brand: CardBrand;
  readonly ends: 'approved' | 'authenticated' | 'declined';
}

export const SAMPLE_CARDS: readonly [SampleCard, ...SampleCard[]] = [
  { number: '4242424242424242', brand: 'visa', ends: 'approved' },
  { number: '5555555555554444', brand: 'mastercard', ends: 'approved' },
  { number: '4000002760003184', brand: 'visa', ends: 'authenticated' },
  { number: '4000000000000002', brand: 'visa', ends: 'declined' },
];

export const SAMPLE_PERSON = {
  name: 'Jenny Rosen',
  email: 'jenny.rosen@example.com',
  phone: '+15555550123',
} as const;

export const SAMPLE_ADDRESSES: readonly [ExpressCheckoutAddress, ...ExpressCheckoutAddress[]] = [
  {
    line1: '27 Fredrick Ave',
    line2: null,
    city: 'Brothers',
    state: 'OR',
    postal_code: '97712',
    country: 'US',
  },
  {
    line1: '300 King St W',
    line2: null,
    city: 'Toronto',
    state: 'ON',
    postal_code: 'M5V 1J2',
    country: 'CA',
  },
  {
    line1: '11 Abbey Road',
    line2: 'Flat 4',
    city: 'London',
    state: '',
    postal_code: 'NW8 9AY',
    country: 'GB',
  },
  { line1: 'Lindenstraße 12', line2: null, city: 'Berlin', state: '', postal_code: '10969', country: 'DE' },
  {
    line1: '5 Rue de Rivoli',
    line2: null,
    city: 'Paris',
    state: '',
    postal_code: '75004',
    country: 'FR',
  },
  {
    line1: '丸の内1-9-1',
    line2: null,
    city: '千代田区',
    state: '東京都',
    postal_code: '100-0005',
    country: 'JP',
  },
];

/** The sample addresses something can be sent to. */
export function deliverable(countries: readonly string[] | null): readonly ExpressCheckoutAddress[] {
  return SAMPLE_ADDRESSES.filter(({ country }) => countries === null || countries.includes(country));
}

/** The person's address in a country, or the first one. */
export function addressAt(country: string): ExpressCheckoutAddress {
  return SAMPLE_ADDRESSES.find((address) => address.country === country) ?? SAMPLE_ADDRESSES[0];
}
