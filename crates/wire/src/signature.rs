//! What a device signs of each request, by RFC 9421 with a Content-Digest (RFC 9530).
