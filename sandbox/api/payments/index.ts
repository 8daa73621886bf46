import type { Route } from '../kernel';
import { customerRoutes } from './customer-routes';
import { paymentMethodRoutes } from './payment-method-routes';

export const paymentsRoutes: Route[] = [...customerRoutes, ...paymentMethodRoutes];
