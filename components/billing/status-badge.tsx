import { Badge, type BadgeTone } from '@/components/ui/badge';
import { parseStatus } from '@/lib/payments/domain/subscription-status';

type Status = ReturnType<typeof parseStatus>;

const TONES: Readonly<Record<Status, BadgeTone>> = {
  active: 'good',
  trialing: 'good',
  incomplete: 'warn',
  past_due: 'warn',
  unpaid: 'bad',
  paused: 'warn',
  canceled: 'plain',
  incomplete_expired: 'plain',
  unrecognized: 'warn',
};

export function SubscriptionBadge({ status, label }: { status: string; label: string }) {
  return <Badge tone={TONES[parseStatus(status)]}>{label}</Badge>;
}

type Look = { readonly tone: BadgeTone; readonly label: string };

const INVOICE: Readonly<Record<string, Look>> = {
  paid: { tone: 'good', label: 'Paid' },
  open: { tone: 'warn', label: 'Open' },
  draft: { tone: 'plain', label: 'Draft' },
  void: { tone: 'plain', label: 'Void' },
  uncollectible: { tone: 'bad', label: 'Not collected' },
};

export function InvoiceBadge({ status }: { status: string | null }) {
  const { tone, label }: Look = INVOICE[status ?? ''] ?? { tone: 'plain', label: status ?? 'Unknown' };
  return <Badge tone={tone}>{label}</Badge>;
}

const PAYMENT: Readonly<Record<string, Look>> = {
  succeeded: { tone: 'good', label: 'Succeeded' },
  processing: { tone: 'warn', label: 'Processing' },
  requires_action: { tone: 'warn', label: 'Waiting for the bank' },
  requires_confirmation: { tone: 'warn', label: 'Waiting' },
  requires_payment_method: { tone: 'plain', label: 'Not paid' },
  requires_capture: { tone: 'warn', label: 'Authorized' },
  canceled: { tone: 'plain', label: 'Canceled' },
};

export function PaymentBadge({ status }: { status: string }) {
  const { tone, label }: Look = PAYMENT[status] ?? { tone: 'plain', label: status };
  return <Badge tone={tone}>{label}</Badge>;
}
