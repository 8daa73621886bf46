import type { Language } from './language';

const en = {
  heading: 'Payment method',
  newCard: 'New card',
  expires: 'Expires {date}',
  expired: 'Expired {date}',
  endingIn: '{brand} ending in {last4}',
  update: 'Update',
  updateCard: 'Update {card}',
  remove: 'Remove',
  removeCard: 'Remove {card}',
  removeQuestion: 'Remove {card}? It can no longer be used for payments here.',
  cancel: 'Cancel',
  save: 'Save',
  saveChoice: 'Save payment details for future purchases',
  removed: '{card} was removed.',
  updated: '{card} was updated.',
  failed: 'That did not work. Please try again.',
};

export type SavedCardStrings = Readonly<Record<keyof typeof en, string>>;

const de: SavedCardStrings = {
  heading: 'Zahlungsmethode',
  newCard: 'Neue Karte',
  expires: 'Gültig bis {date}',
  expired: 'Abgelaufen {date}',
  endingIn: '{brand} mit den Endziffern {last4}',
  update: 'Ändern',
  updateCard: '{card} ändern',
  remove: 'Entfernen',
  removeCard: '{card} entfernen',
  removeQuestion: '{card} entfernen? Die Karte kann hier dann nicht mehr verwendet werden.',
  cancel: 'Abbrechen',
  save: 'Speichern',
  saveChoice: 'Zahlungsdaten für künftige Einkäufe speichern',
  removed: '{card} wurde entfernt.',
  updated: '{card} wurde geändert.',
  failed: 'Das hat nicht geklappt. Bitte versuchen Sie es erneut.',
};

const fr: SavedCardStrings = {
  heading: 'Moyen de paiement',
  newCard: 'Nouvelle carte',
  expires: 'Expire {date}',
  expired: 'Expirée {date}',
  endingIn: '{brand} se terminant par {last4}',
  update: 'Modifier',
  updateCard: 'Modifier {card}',
  remove: 'Supprimer',
  removeCard: 'Supprimer {card}',
  removeQuestion: 'Supprimer {card} ? Elle ne pourra plus servir à payer ici.',
  cancel: 'Annuler',
  save: 'Enregistrer',
  saveChoice: 'Enregistrer les informations de paiement pour de futurs achats',
  removed: '{card} a été supprimée.',
  updated: '{card} a été modifiée.',
  failed: 'L’opération a échoué. Veuillez réessayer.',
};

const es: SavedCardStrings = {
  heading: 'Método de pago',
  newCard: 'Tarjeta nueva',
  expires: 'Caduca {date}',
  expired: 'Caducada {date}',
  endingIn: '{brand} terminada en {last4}',
  update: 'Actualizar',
  updateCard: 'Actualizar {card}',
  remove: 'Eliminar',
  removeCard: 'Eliminar {card}',
  removeQuestion: '¿Eliminar {card}? Ya no podrá usarse para pagar aquí.',
  cancel: 'Cancelar',
  save: 'Guardar',
  saveChoice: 'Guardar los datos de pago para futuras compras',
  removed: 'Se ha eliminado {card}.',
  updated: 'Se ha actualizado {card}.',
  failed: 'No ha funcionado. Inténtelo de nuevo.',
};

const ja: SavedCardStrings = {
  heading: '支払い方法',
  newCard: '新しいカード',
  expires: '有効期限 {date}',
  expired: '期限切れ {date}',
  endingIn: '末尾 {last4} の {brand}',
  update: '更新',
  updateCard: '{card} を更新',
  remove: '削除',
  removeCard: '{card} を削除',
  removeQuestion: '{card} を削除しますか？ここでの支払いには使用できなくなります。',
  cancel: 'キャンセル',
  save: '保存',
  saveChoice: '今後の購入のために支払い情報を保存する',
  removed: '{card} を削除しました。',
  updated: '{card} を更新しました。',
  failed: 'うまくいきませんでした。もう一度お試しください。',
};

const STRINGS: Readonly<Record<Language, SavedCardStrings>> = { en, de, fr, es, ja };

export function savedCardStrings(language: Language): SavedCardStrings {
  return STRINGS[language];
}
