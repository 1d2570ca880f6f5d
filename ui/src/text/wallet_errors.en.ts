// What each error code of the wallet itself means and what to do, in English.

export const wallet_errors_en = {
  payer_code_too_soon: [
    'A payer code was made a moment ago.',
    'Wait a few seconds, then show a fresh one.',
  ],
  cap_unknown: ['A payer code cannot carry this cap.', 'Choose one of the caps offered.'],
  not_a_label: ['This is not the label of a shop.', 'Scan the label that the shop shows.'],
  payer_code_not_ready: [
    'Pay codes are not ready on this device.',
    'Connect once, then try again.',
  ],
  host_silent: [
    'Tongbao did not answer.',
    'Try again; if it stays silent, close Tongbao and open it again.',
  ],
  command_unknown: ['There is no such command.', 'Update the app.'],
  bridge_failed: ['Something went wrong in the app.', 'Start the app again.'],
  token_wrong: ['This page may not use the wallet.', 'Open the address that Tongbao printed.'],
  origin_refused: ['This page may not use the wallet.', 'Open the address that Tongbao printed.'],
  host_refused: ['This page may not use the wallet.', 'Open the address that Tongbao printed.'],
  locked: ['The wallet is locked.', 'Unlock it first.'],
  passphrase_wrong: ['The passphrase is not right.', 'Try again.'],
  not_enrolled: ['This wallet is not enrolled.', 'Enrol first.'],
  already_enrolled: ['This wallet is enrolled already.', 'Open Tongbao again.'],
  enrolment_missing: ['No code is awaited.', 'Start again.'],
  name_missing: ['A name is needed.', 'Enter your name.'],
  not_payable: [
    'This code is sound, but this wallet cannot pay it.',
    'Pay it with the app that it was made for.',
  ],
  amount_missing: ['The amount is missing.', 'Enter an amount.'],
  amount_malformed: ['This is not an amount.', 'Use digits and a point, such as 12.50.'],
  payment_unfinished: [
    'The same amount was sent to this payee before, and its end is not known yet.',
    'Open it from home to learn its end first.',
  ],
  payment_busy: ['This payment is being worked on.', 'Wait for its end.'],
  payment_sent: ['This payment was sent and may be done.', 'Open it from home to learn its end.'],
  offline: [
    'The operator cannot be reached; nothing was sent.',
    'Check the connection, then try again.',
  ],
  answer_lost: ["The operator's answer was lost.", 'Try again when the connection is better.'],
  answer_malformed: [
    "The operator's answer cannot be understood.",
    "Check the operator's address, or update the app.",
  ],
  draw_missing: [
    'There was no draw for this payment.',
    'The receipt says why, where a campaign was running.',
  ],
  receipt_invalid: [
    "The operator's receipt does not prove this payment.",
    'Keep your copy of the payment, and ask the operator.',
  ],
  report_invalid: [
    'This report is not as the operator signed it.',
    'Do not rely on it; ask the operator.',
  ],
  export_invalid: [
    'This file is not as the operator sealed it.',
    'Fetch it again; if it stays so, ask the operator.',
  ],
  bill_invalid: [
    'This bill is not as the operator signed it.',
    'Do not rely on it; ask the operator.',
  ],
  days_malformed: [
    'These are not one to 366 days, the first of them in front.',
    'Choose other days.',
  ],
  frame_size: [
    "The camera's picture does not have the size that it states.",
    'Try again, or choose a picture.',
  ],
  not_a_picture: [
    'This file is no picture that can be read.',
    'Choose a PNG, JPEG, WebP, GIF or BMP file.',
  ],
  picture_too_large: ['This picture is too large.', 'Choose a smaller one.'],
  scanner_busy: [
    'The scanner is still busy with earlier pictures.',
    'Wait a moment, then try again.',
  ],
} satisfies Record<string, [message: string, advice: string]>;
