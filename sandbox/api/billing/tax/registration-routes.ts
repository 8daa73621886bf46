import { z } from 'zod';
import { defineRoute, invalidRequest, notImplemented, p, paginate, type Transaction } from '../../kernel';
import { activeRegistrations, current, optionsOf, type Registration, registrations } from './registration';
import { isInTheEu, standardRate } from './standard-rates';

const moment = z.union([z.literal('now'), p.timestamp()]);

const options = z.record(
  z.string().length(2),
  p.shape({
    type: p.oneOf('standard', 'oss_union', 'oss_non_union', 'simplified', 'state_sales_tax'),
    state: p.text(2).optional(),
    standard: p.shape({ place_of_supply_scheme: p.oneOf('standard', 'small_seller') }).optional(),
  }),
);
type Options = z.output<typeof options>[string];

const IN_THE_EU: readonly string[] = ['standard', 'oss_union', 'oss_non_union'];

function typesOf(country: string): readonly string[] {
  if (country === 'US') return ['state_sales_tax'];
  return isInTheEu(country) ? IN_THE_EU : ['standard', 'simplified'];
}

/** What a country can be registered with here; the message of a type that it has not is inferred. Throws 400. */
function checked(country: string, given: Options | undefined): Options {
  const at = `country_options[${country.toLowerCase()}]`;
  if (!given) {
    throw invalidRequest(`Missing required param: ${at}.`, { code: 'parameter_missing', param: at });
  }
  if (country === 'US' && given.state === undefined) {
    const param = `${at}[state]`;
    throw invalidRequest(`Missing required param: ${param}.`, { code: 'parameter_missing', param });
  }
  if (!typesOf(country).includes(given.type)) {
    throw invalidRequest(`Invalid ${at}[type]: must be one of ${typesOf(country).join(', ')}`, {
      param: `${at}[type]`,
    });
  }
  if (!standardRate(country, given.state ?? null)) {
    throw notImplemented(`taxes in ${country} ${given.state ?? ''}`.trim(), 'country');
  }
  return given;
}

/** Wording inferred. */
function refuseSecond(tx: Transaction, country: string, given: Options): void {
  const taken = activeRegistrations(tx).some((one) => {
    const held = optionsOf(one);
    return one.country === country && held?.type === given.type && held.state === given.state;
  });
  if (taken) {
    const message = 'An active registration already exists for this location and type.';
    throw invalidRequest(message, { param: 'country' });
  }
}

const create = defineRoute({
  method: 'POST',
  path: '/v1/tax/registrations',
  params: p.params({
    active_from: moment,
    country: p.text(2),
    country_options: options,
    expires_at: p.timestamp().optional(),
  }),
  handle({ tx, params }): Registration {
    const { country, active_from, expires_at = null } = params;
    const given = checked(country, params.country_options[country.toLowerCase()]);
    refuseSecond(tx, country, given);
    const made = tx.put(registrations, {
      id: tx.newId('taxreg'),
      object: 'tax.registration',
      active_from: active_from === 'now' ? tx.now() : active_from,
      country,
      country_options: { [country.toLowerCase()]: given },
      created: tx.now(),
      expires_at,
      livemode: false,
      status: 'active',
    });
    return current(tx, made);
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/tax/registrations/:registration',
  params: p.none,
  handle: ({ tx, path }): Registration => current(tx, tx.addressed(registrations, path('registration'))),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/tax/registrations/:registration',
  params: p.params({ active_from: moment.optional(), expires_at: p.clearable(moment).optional() }),
  handle({ tx, params, path }): Registration {
    const before = tx.addressed(registrations, path('registration'));
    const at = (when: 'now' | number) => (when === 'now' ? tx.now() : when);
    const { active_from, expires_at } = params;
    const after = tx.put(registrations, {
      ...before,
      active_from: active_from === undefined ? before.active_from : at(active_from),
      expires_at: expires_at === undefined ? before.expires_at : expires_at === null ? null : at(expires_at),
    });
    return current(tx, after);
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/tax/registrations',
  params: p.params({ ...p.page, status: p.oneOf('active', 'all', 'expired', 'scheduled').optional() }),
  handle({ tx, params }) {
    const { status = 'all' } = params;
    const all = tx.all(registrations).map((one) => current(tx, one));
    const matching = all.filter((one) => status === 'all' || one.status === status);
    return paginate(matching, params, '/v1/tax/registrations');
  },
});

export const registrationRoutes = [create, retrieve, update, list];
