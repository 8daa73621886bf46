import type { Fault } from '../faults/fault-book';
import { ruleSchema } from '../faults/rule';
import { defineControl, none, Refusal } from './define';

/** What the controls show of a fault: the rule as it was told, and how often it fired. */
export function faultLine({ rule, ...rest }: Fault) {
  return { ...rest, ...rule };
}

export const addFault = defineControl({
  method: 'POST',
  path: '/faults',
  body: ruleSchema,
  run({ parts, body }) {
    const fault = parts.disturbance.faults.add(body);
    if (fault) return faultLine(fault);
    return new Refusal(400, `The API has no endpoint ${body.endpoint}.`);
  },
});

export const listFaults = defineControl({
  method: 'GET',
  path: '/faults',
  body: none,
  run: ({ parts }) => ({ data: parts.disturbance.faults.list().map(faultLine) }),
});

export const removeFault = defineControl({
  method: 'DELETE',
  path: '/faults/:id',
  body: none,
  run({ parts, id }) {
    if (parts.disturbance.faults.remove(id)) return { id, deleted: true };
    return new Refusal(404, `No such fault: '${id}'`);
  },
});

export const removeFaults = defineControl({
  method: 'DELETE',
  path: '/faults',
  body: none,
  run({ parts }) {
    parts.disturbance.faults.clear();
    return { deleted: true };
  },
});
