import type { Strings } from './strings';

export const ja: Strings = {
  numberLabel: 'カード番号',
  expiryLabel: '有効期限',
  expiryPlaceholder: '月 / 年',
  cvcLabel: 'セキュリティコード',
  cvcPlaceholder: 'CVC',
  cvcHint: 'カード裏面の 3 桁の数字',
  cvcHintAmex: 'カード表面の 4 桁の数字',
  supportedCards: 'Visa、Mastercard、American Express などのカードをご利用いただけます。',
  terms:
    'カード情報を入力すると、{business}の利用規約に従って今後の支払いがカードに請求されることを許可したことになります。',
  thisBusiness: '販売者',
  sandboxNote: 'サンドボックス — 実際のカードには請求されません',
  problems: {
    incomplete_number: 'カード番号に不備があります。',
    invalid_number: 'カード番号が無効です。',
    incomplete_expiry: 'カードの有効期限に不備があります。',
    invalid_expiry_month: 'カードの有効期限の月が無効です。',
    invalid_expiry_month_past: 'カードの有効期限が過ぎています。',
    invalid_expiry_year: 'カードの有効期限の年が無効です。',
    invalid_expiry_year_past: 'カードの有効期限の年が過去の日付です。',
    incomplete_cvc: 'カードのセキュリティコードに不備があります。',
    invalid_cvc: 'カードのセキュリティコードが無効です。',
  },
  declines: {
    incorrect_number: 'カード番号が正しくありません。',
    incorrect_cvc: 'カードのセキュリティコードが正しくありません。',
    expired_card: 'カードの有効期限が切れています。',
  },
  challenge: {
    bank: 'サンドボックス銀行',
    heading: 'ご本人確認',
    payment: '{amount} の支払いが承認待ちです。',
    setup: 'このカードの保存が承認待ちです。',
    explanation:
      '実際の環境では、銀行がここでコードや指紋を求めます。サンドボックスでは結果をご自身で選べます。',
    complete: '認証を完了する',
    fail: '認証を失敗させる',
    working: 'お待ちください…',
    unreachable: 'サンドボックスに接続できませんでした。もう一度お試しください。',
  },
};
