export const CUSTOMERS_PATH = '/admin/customers';

/** Where everything about one customer is. */
export const customerPath = (id: string): string => `${CUSTOMERS_PATH}/${encodeURIComponent(id)}`;
