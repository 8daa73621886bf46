import { authenticate, type Credentials } from '../api/kernel/auth';
import type { Router } from '../api/kernel/router';
import type { Refuses } from '../web/http';
import type { Disturbance } from './disturbance';

/** Breaks connections in an outage: those of the API only, so that the controls can end it. */
export function gate(disturbance: Disturbance, router: Router): Refuses {
  return ({ method, path, header }) => {
    if (!path.startsWith('/v1/')) return false;
    const credentials = credentialsIn(header('authorization'));
    const route = router.match(method, path)?.route.path ?? null;
    const { account = null, kind = null } = credentials ?? {};
    return disturbance.refuses({ method, path, route, account, key: kind, params: {} });
  };
}

/** In an outage nobody is told that their key is wrong. */
function credentialsIn(header: string | undefined): Credentials | null {
  try {
    return authenticate(header);
  } catch {
    return null;
  }
}
