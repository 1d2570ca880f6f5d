//! Every command that moves money or promises, as pure rules over a page of records.
