import { defineRoute, forbiddenState, mergeMetadata, p, paginate } from '../../kernel';
import { type Feature, features } from './feature';

const create = defineRoute({
  method: 'POST',
  path: '/v1/entitlements/features',
  params: p.params({ lookup_key: p.text(80), metadata: p.metadata(), name: p.text(80) }),
  handle({ tx, params }): Feature {
    const { lookup_key } = params;
    // Wording inferred; that the key is unique is documented.
    if (tx.where(features, 'lookup_key', lookup_key).length > 0) {
      const message = `A feature with the lookup key \`${lookup_key}\` already exists.`;
      throw forbiddenState(message, { code: 'resource_already_exists', param: 'lookup_key' });
    }
    return tx.put(features, {
      id: tx.newId('feat_test'),
      object: 'entitlements.feature',
      active: true,
      livemode: false,
      lookup_key,
      metadata: params.metadata ?? {},
      name: params.name,
    });
  },
});

const retrieve = defineRoute({
  method: 'GET',
  path: '/v1/entitlements/features/:feature',
  params: p.none,
  handle: ({ tx, path }): Feature => tx.addressed(features, path('feature')),
});

const update = defineRoute({
  method: 'POST',
  path: '/v1/entitlements/features/:feature',
  params: p.params({ active: p.boolean().optional(), metadata: p.metadata(), name: p.text(80).optional() }),
  handle({ tx, params, path }): Feature {
    const before = tx.addressed(features, path('feature'));
    const { active = before.active, name = before.name } = params;
    // "Permanently deactivate", the documentation says. Wording inferred.
    if (active && !before.active) {
      throw forbiddenState('An archived feature cannot be activated again.', { param: 'active' });
    }
    const metadata = mergeMetadata(before.metadata, params.metadata);
    return tx.put(features, { ...before, active, metadata, name });
  },
});

const list = defineRoute({
  method: 'GET',
  path: '/v1/entitlements/features',
  params: p.params({ ...p.page, archived: p.boolean().optional(), lookup_key: p.text().optional() }),
  handle({ tx, params }) {
    const { archived = false, lookup_key } = params;
    const all = lookup_key === undefined ? tx.all(features) : tx.where(features, 'lookup_key', lookup_key);
    const matching = all.filter((feature) => feature.active !== archived);
    return paginate(matching, params, '/v1/entitlements/features');
  },
});

export const featureRoutes = [create, retrieve, update, list];
