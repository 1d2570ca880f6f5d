//! The operator's HTTP contract: requests, responses, error codes, signatures.
