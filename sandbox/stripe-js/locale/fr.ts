import type { Strings } from './strings';

export const fr: Strings = {
  numberLabel: 'Numéro de carte',
  expiryLabel: 'Date d’expiration',
  expiryPlaceholder: 'MM / AA',
  cvcLabel: 'Code de sécurité',
  cvcPlaceholder: 'CVC',
  cvcHint: '3 chiffres au dos de la carte',
  cvcHintAmex: '4 chiffres au recto de la carte',
  supportedCards: 'Visa, Mastercard, American Express et d’autres cartes sont acceptées.',
  terms:
    'En fournissant vos informations de carte, vous autorisez {business} à débiter votre carte pour de futurs paiements conformément à ses conditions.',
  thisBusiness: 'cette entreprise',
  sandboxNote: 'Bac à sable — aucune carte réelle n’est débitée',
  problems: {
    incomplete_number: 'Votre numéro de carte est incomplet.',
    invalid_number: 'Votre numéro de carte n’est pas valide.',
    incomplete_expiry: 'La date d’expiration de votre carte est incomplète.',
    invalid_expiry_month: 'Le mois d’expiration de votre carte n’est pas valide.',
    invalid_expiry_month_past: 'La date d’expiration de votre carte est passée.',
    invalid_expiry_year: 'L’année d’expiration de votre carte n’est pas valide.',
    invalid_expiry_year_past: 'L’année d’expiration de votre carte est passée.',
    incomplete_cvc: 'Le code de sécurité de votre carte est incomplet.',
    invalid_cvc: 'Le code de sécurité de votre carte n’est pas valide.',
  },
  declines: {
    incorrect_number: 'Votre numéro de carte est incorrect.',
    incorrect_cvc: 'Le code de sécurité de votre carte est incorrect.',
    expired_card: 'Votre carte a expiré.',
  },
  challenge: {
    bank: 'Banque bac à sable',
    heading: 'Confirmez votre identité',
    payment: 'Un paiement de {amount} attend votre accord.',
    setup: 'L’enregistrement de cette carte attend votre accord.',
    explanation:
      'En réalité, votre banque demanderait ici un code ou une empreinte. Dans le bac à sable, vous choisissez l’issue.',
    complete: 'Terminer l’authentification',
    fail: 'Refuser l’authentification',
    working: 'Un instant…',
    unreachable: 'Le bac à sable est injoignable. Veuillez réessayer.',
  },
};
