//! Amounts in minor units with a currency: checked arithmetic, parsing, printing.
