//! Addresses of merchants that lead where they must not.

use super::*;

const PRIVATE: &[&str] = &[
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.1.2.3",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:10::1",
    "2001:db8::1",
    "2002:7f00:1::1",
    "3fff::1",
    "fc00::1",
    "fd12::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "5f00::1",
];
const PUBLIC: &[&str] = &[
    "1.1.1.1",
    "8.8.8.8",
    "100.63.255.255",
    "100.128.0.1",
    "172.15.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "198.20.0.1",
    "223.255.255.255",
    "2001:4860:4860::8888",
    "2606:4700:4700::1111",
    "2a00:1450::1",
];

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

#[test]
fn attack_ssrf_no_address_that_is_not_public_is_connected_to() {
    for text in PRIVATE {
        assert!(!may_be_told(ip(text), false), "{text}");
        let host = if text.contains(':') { format!("[{text}]") } else { (*text).to_owned() };
        let url = format!("https://{host}/told");
        assert_eq!(check(&url, false).err(), Some(AddressError::Private), "{url}");
    }
    for text in PUBLIC {
        assert!(may_be_told(ip(text), false), "{text}");
    }
    // Who lets a demo lead to its own machine lets it lead nowhere else.
    let local: Vec<&&str> = PRIVATE.iter().filter(|text| may_be_told(ip(text), true)).collect();
    assert_eq!(local, [&"127.0.0.1", &"127.1.2.3", &"::1"]);
}

#[test]
fn attack_ssrf_other_spellings_of_an_address_are_the_same_address() {
    for host in [
        "0x7f.1",
        "2130706433",
        "0177.0.0.1",
        "127.1",
        "0",
        "0x0a000001",
        "[::ffff:7f00:1]",
        "169.254.169.254.",
        "1\u{ff12}7.0.0.1",
        "127\u{3002}0\u{3002}0\u{3002}1",
    ] {
        let url = format!("https://{host}/told");
        assert_eq!(check(&url, false).err(), Some(AddressError::Private), "{url}");
    }
}

#[test]
fn attack_ssrf_only_https_without_anything_in_it_is_taken() {
    for (url, why) in [
        ("http://shop.example/told", AddressError::Open),
        ("http://127.0.0.1/told", AddressError::Open),
        ("ftp://shop.example/", AddressError::Open),
        ("gopher://shop.example/", AddressError::Open),
        ("file:///etc/passwd", AddressError::Malformed),
        ("shop.example", AddressError::Malformed),
        ("https://", AddressError::Malformed),
        ("https://user@shop.example/", AddressError::Adorned),
        ("https://user:hush@shop.example/", AddressError::Adorned),
        ("https://shop.example/#part", AddressError::Adorned),
    ] {
        assert_eq!(check(url, false).err(), Some(why), "{url}");
    }
    assert!(check("https://shop.example:8443/told?by=tongbao", false).is_ok());
    for (url, is_fine) in [
        ("http://127.0.0.1:9/told", true),
        ("http://[::1]:9/", true),
        ("http://localhost:9/", true),
        ("http://shop.example/", false),
        ("http://10.0.0.1/", false),
        ("https://10.0.0.1/", false),
    ] {
        assert_eq!(check(url, true).is_ok(), is_fine, "{url} in a demo");
    }
}

#[tokio::test]
async fn attack_ssrf_a_name_that_leads_to_this_machine_is_not_followed() {
    let find = |loopback| Guarded { loopback }.resolve("localhost".parse().expect("a name"));
    let error = find(false).await.err().expect("is refused");
    assert_eq!(error.downcast_ref::<AddressError>(), Some(&AddressError::Private));
    let found: Vec<SocketAddr> = find(true).await.expect("is found").collect();
    assert!(!found.is_empty() && found.iter().all(|address| address.ip().is_loopback()));
}
