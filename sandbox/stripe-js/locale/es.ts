import type { Strings } from './strings';

export const es: Strings = {
  numberLabel: 'Número de tarjeta',
  expiryLabel: 'Fecha de caducidad',
  expiryPlaceholder: 'MM / AA',
  cvcLabel: 'Código de seguridad',
  cvcPlaceholder: 'CVC',
  cvcHint: '3 dígitos en el reverso de la tarjeta',
  cvcHintAmex: '4 dígitos en el anverso de la tarjeta',
  supportedCards: 'Se aceptan Visa, Mastercard, American Express y otras tarjetas.',
  terms:
    'Al proporcionar los datos de tu tarjeta, permites que {business} efectúe cargos en ella por pagos futuros de acuerdo con sus condiciones.',
  thisBusiness: 'esta empresa',
  sandboxNote: 'Entorno de pruebas: no se cobra a ninguna tarjeta real',
  problems: {
    incomplete_number: 'El número de tu tarjeta está incompleto.',
    invalid_number: 'El número de tu tarjeta no es válido.',
    incomplete_expiry: 'La fecha de caducidad de tu tarjeta está incompleta.',
    invalid_expiry_month: 'El mes de caducidad de tu tarjeta no es válido.',
    invalid_expiry_month_past: 'La fecha de caducidad de tu tarjeta ya ha pasado.',
    invalid_expiry_year: 'El año de caducidad de tu tarjeta no es válido.',
    invalid_expiry_year_past: 'El año de caducidad de tu tarjeta ya ha pasado.',
    incomplete_cvc: 'El código de seguridad de tu tarjeta está incompleto.',
    invalid_cvc: 'El código de seguridad de tu tarjeta no es válido.',
  },
  declines: {
    incorrect_number: 'El número de tu tarjeta es incorrecto.',
    incorrect_cvc: 'El código de seguridad de tu tarjeta es incorrecto.',
    expired_card: 'Tu tarjeta ha caducado.',
  },
  challenge: {
    bank: 'Banco de pruebas',
    heading: 'Confirma que eres tú',
    payment: 'Un pago de {amount} espera tu aprobación.',
    setup: 'Guardar esta tarjeta espera tu aprobación.',
    explanation:
      'En la vida real, tu banco pediría aquí un código o una huella. En el entorno de pruebas eliges tú el resultado.',
    complete: 'Completar autenticación',
    fail: 'Rechazar autenticación',
    working: 'Un momento…',
    unreachable: 'No se pudo contactar con el entorno de pruebas. Inténtalo de nuevo.',
  },
};
