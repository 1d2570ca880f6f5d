//! The published vectors, a signed request end to end, and every way to tamper with it.

use super::*;
use proptest::prelude::*;
use ring::signature as ecdsa;
use sha2::Digest as _;

/// RFC 9421, appendix B.1.3, `test-key-ecc-p256`: private scalar, then the two coordinates.
const RFC_KEY: [&str; 3] = [
    "UpuF81l-kOxbjf7T4mNSv0r5tN67Gim7rnf6EFpcYDs",
    "qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA",
    "Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0",
];
/// RFC 9421, section 4.3 and appendix B.2.4: signatures by that key.
const RFC_REQUEST_SIGNATURE: &str =
    "X5spyd6CFnAG5QnDyHfqoSNICd+BUP4LYMz2Q0JXlb//4Ijpzp+kve2w4NIyqeAuM7jTDX+sNalzA8ESSaHD3A==";
const RFC_RESPONSE_SIGNATURE: &str =
    "wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==";
/// RFC 9421, appendix B.2: the body of the request.
const RFC_BODY: &[u8] = br#"{"hello": "world"}"#;

fn public_key() -> [u8; 65] {
    let [_, x, y] = RFC_KEY.map(|part| base64url::decode::<32>(part).expect("32 bytes"));
    let mut point = [4; 65];
    point[1..33].copy_from_slice(&x);
    point[33..].copy_from_slice(&y);
    point
}

fn sign(base: &str) -> [u8; 64] {
    let random = ring::rand::SystemRandom::new();
    let scalar = base64url::decode::<32>(RFC_KEY[0]).expect("32 bytes");
    let key = ecdsa::EcdsaKeyPair::from_private_key_and_public_key(
        &ecdsa::ECDSA_P256_SHA256_FIXED_SIGNING,
        &scalar,
        &public_key(),
        &random,
    );
    let signature = key.expect("a key pair").sign(&random, base.as_bytes()).expect("signs");
    signature.as_ref().try_into().expect("64 bytes")
}

fn verifies(base: &str, signature: &[u8]) -> bool {
    ecdsa::UnparsedPublicKey::new(&ecdsa::ECDSA_P256_SHA256_FIXED, public_key())
        .verify(base.as_bytes(), signature)
        .is_ok()
}

fn sample_params() -> SignatureParams {
    SignatureParams {
        created_s: 1_618_884_473,
        nonce: 0x0001_0203_0405_0607_0809_0a0b_0c0d_0e0f,
        key: device_id(&public_key()),
        covers_merchant: false,
    }
}

fn sample_request(digest: &str) -> Request<'_> {
    Request {
        method: "POST",
        authority: "example.com",
        path: "/foo",
        query: Some("param=Value&Pet=dog"),
        content_digest: digest,
        merchant: None,
    }
}

/// The two headers of a request that keeps to the profile.
fn sample_headers() -> (String, String) {
    (signature_input_header(&sample_params()), signature_header(&[7; 64]))
}

#[test]
fn the_request_of_rfc_9421_section_4_3_verifies() {
    let base = base::text(
        &[
            ("@method", "POST"),
            ("@authority", "example.com"),
            ("@path", "/foo"),
            (
                "content-digest",
                "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyeal\
                 dVLvRwEmTHWXvJwew==:",
            ),
            ("content-type", "application/json"),
            ("content-length", "18"),
        ],
        "(\"@method\" \"@authority\" \"@path\" \"content-digest\" \"content-type\" \
         \"content-length\");created=1618884475;keyid=\"test-key-ecc-p256\"",
    );
    assert!(verifies(&base, &STANDARD.decode(RFC_REQUEST_SIGNATURE).expect("base64")));
}

#[test]
fn the_response_of_rfc_9421_appendix_b_2_4_verifies() {
    let base = base::text(
        &[
            ("@status", "200"),
            ("content-type", "application/json"),
            (
                "content-digest",
                "sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU\
                 0rjJuahq4l5aGgfLQ==:",
            ),
            ("content-length", "23"),
        ],
        "(\"@status\" \"content-type\" \"content-digest\" \"content-length\");\
         created=1618884473;keyid=\"test-key-ecc-p256\"",
    );
    let signature = STANDARD.decode(RFC_RESPONSE_SIGNATURE).expect("base64");
    assert!(verifies(&base, &signature));
    assert!(!verifies(&base.replace("200", "201"), &signature));
}

#[test]
fn the_base_of_a_request_is_written_out() {
    let digest = content_digest(RFC_BODY);
    let base = signature_base(&sample_request(&digest), &sample_params()).expect("a base");
    assert_eq!(
        base,
        format!(
            "\"@method\": POST\n\"@authority\": example.com\n\"@path\": /foo\n\
             \"@query\": ?param=Value&Pet=dog\n\
             \"content-digest\": sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:\n\
             \"@signature-params\": (\"@method\" \"@authority\" \"@path\" \"@query\" \
             \"content-digest\");created=1618884473;nonce=\"AAECAwQFBgcICQoLDA0ODw\";\
             keyid=\"{}\";alg=\"ecdsa-p256-sha256\";tag=\"tongbao\"",
            device_id(&public_key())
        )
    );
}

#[test]
fn the_content_digest_of_rfc_9530_fits_its_body() {
    let digest = "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:";
    assert_eq!(content_digest(RFC_BODY), digest);
    assert_eq!(check_content_digest(digest, RFC_BODY), Ok(()));
    assert_eq!(check_content_digest(digest, b"{}"), Err(SignatureError::DigestDiffers));
    assert_eq!(content_digest(b""), "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:");
}

#[test]
fn only_one_plain_sha_256_is_believed() {
    let ours = content_digest(RFC_BODY);
    for (header, expected) in [
        (format!("{ours}, sha-512=:AAAA:"), Ok(())),
        (format!("md5=:AAAA:, {ours}"), Ok(())),
        (String::new(), Err(SignatureError::DigestMissing)),
        ("sha-512=:AAAA:".to_owned(), Err(SignatureError::DigestMissing)),
        (ours.replace("X48E", "Y48E"), Err(SignatureError::DigestDiffers)),
        ("sha-256=:X48E:".to_owned(), Err(SignatureError::DigestDiffers)),
        (format!("{ours}, {ours}"), Err(SignatureError::Malformed)),
        (format!("sha-256=:AAAA:, {ours}"), Err(SignatureError::Malformed)),
        (format!("{ours};q=1"), Err(SignatureError::Malformed)),
        (format!("{ours}, sha-512=1"), Err(SignatureError::Malformed)),
        (format!("{ours}, sha-512=()"), Err(SignatureError::Malformed)),
        (format!(" {ours}"), Err(SignatureError::Malformed)),
        (ours.replace("sha", "SHA"), Err(SignatureError::Malformed)),
        (format!("{ours}, x=:{}:", "A".repeat(HEADER_MAX)), Err(SignatureError::TooLong)),
    ] {
        assert_eq!(check_content_digest(&header, RFC_BODY), expected, "{header}");
    }
}

#[test]
fn a_signed_request_verifies_and_a_tampered_one_does_not() {
    let digest = content_digest(RFC_BODY);
    let request = sample_request(&digest);
    let signature = sign(&signature_base(&request, &sample_params()).expect("a base"));
    let (params, parsed) =
        parse(&signature_input_header(&sample_params()), &signature_header(&signature))
            .expect("reads back");
    assert_eq!((params, parsed), (sample_params(), signature));
    let fits = |request: Request<'_>, params: SignatureParams| {
        verifies(&signature_base(&request, &params).expect("a base"), &parsed)
    };
    assert!(fits(request, params));
    assert!(fits(Request { authority: "Example.COM:443", ..request }, params));

    let other_digest = content_digest(b"{}");
    for tampered in [
        Request { method: "PUT", ..request },
        Request { authority: "example.org", ..request },
        Request { authority: "example.com:8080", ..request },
        Request { path: "/foo/", ..request },
        Request { path: "/Foo", ..request },
        Request { query: Some("param=value&Pet=dog"), ..request },
        Request { query: None, ..request },
        Request { content_digest: &other_digest, ..request },
    ] {
        assert!(!fits(tampered, params), "{tampered:?}");
    }
    for tampered in [
        SignatureParams { created_s: params.created_s + 1, ..params },
        SignatureParams { nonce: params.nonce + 1, ..params },
        SignatureParams { key: Id(params.key.0 ^ 1), ..params },
    ] {
        assert!(!fits(request, tampered), "{tampered:?}");
    }
    let mut other = parsed;
    other[63] ^= 1;
    assert!(!verifies(&signature_base(&request, &params).expect("a base"), &other));
}

#[test]
fn an_authority_has_one_form() {
    let line = |authority: &str| {
        let request = Request { authority, ..sample_request("x=:AA==:") };
        let base = signature_base(&request, &sample_params()).ok()?;
        base.lines().nth(1)?.strip_prefix("\"@authority\": ").map(str::to_owned)
    };
    for (authority, expected) in [
        ("www.example.com", Some("www.example.com")),
        ("WWW.Example.com:443", Some("www.example.com")),
        ("example.com:80", Some("example.com")),
        ("127.0.0.1:8443", Some("127.0.0.1:8443")),
        ("[2001:DB8::443]", Some("[2001:db8::443]")),
        ("[::1]:443", Some("[::1]")),
        ("[::1]:9000", Some("[::1]:9000")),
        ("", None),
        (":443", None),
        ("example.com:", None),
        ("example.com:+80", None),
        ("example.com:70000", None),
        ("::1", None),
        ("lin@example.com", None),
        ("example.com/", None),
        ("bücher.example", None),
        ("a\nb", None),
    ] {
        assert_eq!(line(authority).as_deref(), expected, "{authority}");
    }
}

#[test]
fn no_query_and_an_empty_one_are_a_question_mark() {
    for (path, query) in [("", None), ("/", None), ("/", Some(""))] {
        let request = Request { path, query, ..sample_request("x=:AA==:") };
        let base = signature_base(&request, &sample_params()).expect("a base");
        assert!(base.contains("\n\"@path\": /\n\"@query\": ?\n"), "{base}");
    }
}

#[test]
fn parts_that_could_be_taken_for_others_are_not_signed() {
    let request = sample_request("sha-256=:AA==:");
    for odd in [
        Request { method: "", ..request },
        Request { method: "post", ..request },
        Request { method: "POST\n\"@path\": /x", ..request },
        Request { path: "foo", ..request },
        Request { path: "/foo?a", ..request },
        Request { path: "/f\u{f6}\u{f6}", ..request },
        Request { path: "/a b", ..request },
        Request { query: Some("a=1\r\nb=2"), ..request },
        Request { query: Some("a#b"), ..request },
        Request { content_digest: "", ..request },
        Request { content_digest: " x=:AA==:", ..request },
        Request { content_digest: "x=:AA==:\n\"@path\": /x", ..request },
        Request { content_digest: "x=:\u{e9}:", ..request },
    ] {
        let refused = signature_base(&odd, &sample_params());
        assert_eq!(refused, Err(SignatureError::PartMalformed), "{odd:?}");
    }
    let late = SignatureParams { created_s: INTEGER_MAX + 1, ..sample_params() };
    assert_eq!(signature_base(&request, &late), Err(SignatureError::PartMalformed));
}

#[test]
fn a_merchant_is_signed_for_where_it_is_named_and_nowhere_else() {
    let digest = content_digest(RFC_BODY);
    let (ours, other) = (Id(7).to_string(), Id(8).to_string());
    let covered = SignatureParams { covers_merchant: true, ..sample_params() };
    let request = Request { merchant: Some(&ours), ..sample_request(&digest) };
    let base = signature_base(&request, &covered).expect("a base");
    assert!(base.contains(&format!("\n\"tongbao-merchant\": {ours}\n")), "{base}");
    let input = signature_input_header(&covered);
    assert!(input.contains("\"content-digest\" \"tongbao-merchant\")"), "{input}");
    assert_eq!(parse(&input, &signature_header(&[7; 64])), Ok((covered, [7; 64])));
    let signature = sign(&base);
    let theirs = Request { merchant: Some(&other), ..request };
    assert!(!verifies(&signature_base(&theirs, &covered).expect("a base"), &signature));
    for (merchant, params) in
        [(None, covered), (Some(ours.as_str()), sample_params()), (Some("x"), covered)]
    {
        let refused = signature_base(&Request { merchant, ..request }, &params);
        assert_eq!(refused, Err(SignatureError::PartMalformed), "{merchant:?}");
    }
}

#[test]
fn other_signatures_may_stand_beside_ours() {
    let (input, signature) = sample_headers();
    let input =
        format!("proxy=(\"@method\" \"forwarded\");created=1;alg=\"rsa-v1_5-sha256\", {input}");
    let read = parse(&input, &format!("{signature}, proxy=:AAAA:"));
    assert_eq!(read, Ok((sample_params(), [7; 64])));
}

#[test]
fn headers_outside_the_profile_are_refused() {
    use SignatureError::{Malformed, Missing, OutsideProfile, TooLong};
    let (input, signature) = sample_headers();
    let with = |from: &str, to: &str| {
        assert!(input.contains(from), "{from}");
        input.replacen(from, to, 1)
    };
    for (input, expected) in [
        (String::new(), Missing),
        (with("tongbao=", "sig1="), Missing),
        (with("tongbao=", "Tongbao="), Malformed),
        ("tongbao".to_owned(), OutsideProfile),
        (with("\"@method\" ", ""), OutsideProfile),
        (with("\"@method\" \"@authority\"", "\"@authority\" \"@method\""), OutsideProfile),
        (with("\"@query\"", "\"@query\" \"@query\""), OutsideProfile),
        (with("\"@query\"", "\"@query\" \"date\""), OutsideProfile),
        (with("-digest\"", "-digest\" \"date\""), OutsideProfile),
        (with("\"content", "\"tongbao-merchant\" \"content"), OutsideProfile),
        (with("\"@query\"", "\"@query\";req"), OutsideProfile),
        (with("\"@query\"", "@query"), Malformed),
        (with("\"@query\"", " \"@query\""), Malformed),
        (with("created=1618884473;", ""), OutsideProfile),
        (with("created=1618884473", "created=1618884473.0"), OutsideProfile),
        (with("created=", "created=-"), OutsideProfile),
        (with("created=", "created=0"), Malformed),
        (with("created=", "created=1;created="), Malformed),
        (with("created=1618884473", "created=@1618884473"), OutsideProfile),
        (with(";nonce", ";expires=1618884480;nonce"), OutsideProfile),
        (with("AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODx"), OutsideProfile),
        (with("AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0O"), OutsideProfile),
        (with("keyid=\"", "keyid=\"0"), OutsideProfile),
        (with("ecdsa-p256-sha256", "hmac-sha256"), OutsideProfile),
        (with(";alg=\"ecdsa-p256-sha256\"", ""), OutsideProfile),
        (with("tag=\"tongbao\"", "tag=\"other\""), OutsideProfile),
        (with(";tag=\"tongbao\"", ""), OutsideProfile),
        (format!("{input};tag=\"tongbao\""), Malformed),
        (format!("{input};keyid2"), OutsideProfile),
        (format!("{input}, {input}"), Malformed),
        (format!("{input},"), Malformed),
        (format!("{input}, other=\"{}\"", "A".repeat(HEADER_MAX)), TooLong),
    ] {
        assert_eq!(parse(&input, &signature), Err(expected), "{input}");
    }
    for (signature, expected) in [
        (String::new(), Missing),
        (signature.replace("tongbao", "sig1"), Missing),
        (format!("{signature};x"), OutsideProfile),
        (format!("{signature}, {signature}"), Malformed),
        ("tongbao=:AAAA:".to_owned(), OutsideProfile),
        ("tongbao=(:AAAA:)".to_owned(), OutsideProfile),
        (signature.replace("==:", ":"), Malformed),
        (signature.replace(':', "\""), OutsideProfile),
    ] {
        assert_eq!(parse(&input, &signature), Err(expected), "{signature}");
    }
}

#[test]
fn every_error_has_its_code() {
    assert_eq!(SignatureError::Missing.code(), ErrorCode::SignatureMissing);
    assert_eq!(SignatureError::DigestDiffers.code(), ErrorCode::SignatureInvalid);
    assert_eq!(DeviceKeyError.code(), ErrorCode::RequestMalformed);
}

#[test]
fn a_device_key_has_one_text_and_one_identifier() {
    let key = public_key();
    let text = device_key_text(&key);
    assert_eq!(text.len(), 87);
    assert_eq!(parse_device_key(&text), Ok(key));
    let hash = sha2::Sha256::digest(key);
    assert_eq!(device_id(&key).0.to_be_bytes(), hash[..16]);
    let mut compressed = key;
    compressed[0] = 2;
    assert_eq!(parse_device_key(&device_key_text(&compressed)), Err(DeviceKeyError));
    for odd in ["", &text[1..], &format!("{text}=")] {
        assert_eq!(parse_device_key(odd), Err(DeviceKeyError), "{odd}");
    }
}

/// Texts that come close to a header: pieces of one, put together anyhow.
fn near_header() -> impl Strategy<Value = String> {
    let (input, signature) = sample_headers();
    let pieces: Vec<String> = [&input, &signature]
        .into_iter()
        .flat_map(|text| text.split_inclusive([';', '=', ' ', '"', ':', '(', ')']))
        .map(str::to_owned)
        .chain([", ".to_owned(), input.clone(), signature.clone()])
        .collect();
    prop::collection::vec(prop::sample::select(pieces), 0..12).prop_map(|chosen| chosen.concat())
}

proptest! {
    #[test]
    fn printed_headers_read_back(
        created_s in 0..=INTEGER_MAX, nonce: u128, key: u128, bytes in any::<[u8; 32]>(),
        covers_merchant: bool,
    ) {
        let params = SignatureParams { created_s, nonce, key: Id(key), covers_merchant };
        let mut signature = [0; 64];
        signature[..32].copy_from_slice(&bytes);
        let read = parse(&signature_input_header(&params), &signature_header(&signature));
        prop_assert_eq!(read, Ok((params, signature)));
    }

    #[test]
    fn any_text_is_read_or_refused(
        input in prop_oneof![".{0,200}", near_header()],
        signature in prop_oneof![".{0,200}", near_header()],
    ) {
        let _ = check_content_digest(&input, b"");
        if let Ok((params, bytes)) = parse(&input, &signature) {
            prop_assert!(input.contains(&signature_input_header(&params)));
            prop_assert!(signature.contains(&signature_header(&bytes)));
        }
    }

    #[test]
    fn a_base_has_one_line_for_each_part(
        method in "\\PC{0,8}|[A-Z]{1,8}", authority in "\\PC{0,20}|[a-z0-9.:]{1,20}",
        path in ".{0,20}|/[a-z/]{0,20}", query in prop::option::of(".{0,20}|[a-z=&]{0,20}"),
    ) {
        let request = Request {
            method: &method, authority: &authority, path: &path, query: query.as_deref(),
            content_digest: "sha-256=:AA==:", merchant: None,
        };
        if let Ok(base) = signature_base(&request, &sample_params()) {
            prop_assert!(base.is_ascii());
            prop_assert_eq!(base.split('\n').count(), 6);
        }
    }
}
