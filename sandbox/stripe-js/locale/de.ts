import type { Strings } from './strings';

export const de: Strings = {
  numberLabel: 'Kartennummer',
  expiryLabel: 'Ablaufdatum',
  expiryPlaceholder: 'MM / JJ',
  cvcLabel: 'Prüfnummer',
  cvcPlaceholder: 'CVC',
  cvcHint: '3 Ziffern auf der Rückseite der Karte',
  cvcHintAmex: '4 Ziffern auf der Vorderseite der Karte',
  supportedCards: 'Visa, Mastercard, American Express und weitere Karten werden akzeptiert.',
  terms:
    'Mit der Angabe Ihrer Kartendaten erlauben Sie {business}, Ihre Karte für künftige Zahlungen gemäß den dortigen Bedingungen zu belasten.',
  thisBusiness: 'diesem Unternehmen',
  sandboxNote: 'Sandbox – es wird keine echte Karte belastet',
  problems: {
    incomplete_number: 'Ihre Kartennummer ist unvollständig.',
    invalid_number: 'Ihre Kartennummer ist ungültig.',
    incomplete_expiry: 'Das Ablaufdatum Ihrer Karte ist unvollständig.',
    invalid_expiry_month: 'Der Ablaufmonat Ihrer Karte ist ungültig.',
    invalid_expiry_month_past: 'Das Ablaufdatum Ihrer Karte liegt in der Vergangenheit.',
    invalid_expiry_year: 'Das Ablaufjahr Ihrer Karte ist ungültig.',
    invalid_expiry_year_past: 'Das Ablaufjahr Ihrer Karte liegt in der Vergangenheit.',
    incomplete_cvc: 'Die Prüfnummer Ihrer Karte ist unvollständig.',
    invalid_cvc: 'Die Prüfnummer Ihrer Karte ist ungültig.',
  },
  declines: {
    incorrect_number: 'Ihre Kartennummer ist falsch.',
    incorrect_cvc: 'Die Prüfnummer Ihrer Karte ist falsch.',
    expired_card: 'Ihre Karte ist abgelaufen.',
  },
  challenge: {
    bank: 'Sandbox-Bank',
    heading: 'Bestätigen Sie, dass Sie es sind',
    payment: 'Eine Zahlung über {amount} wartet auf Ihre Freigabe.',
    setup: 'Das Speichern dieser Karte wartet auf Ihre Freigabe.',
    explanation:
      'In Wirklichkeit würde Ihre Bank hier nach einem Code oder Fingerabdruck fragen. In der Sandbox wählen Sie den Ausgang selbst.',
    complete: 'Authentifizierung abschließen',
    fail: 'Authentifizierung ablehnen',
    working: 'Einen Moment …',
    unreachable: 'Die Sandbox ist nicht erreichbar. Bitte versuchen Sie es erneut.',
  },
};
