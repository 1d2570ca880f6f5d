//! The shell on Tauri's mock runtime: its commands answer, and nothing else does.

use crate::followed::Followed;
use crate::{Start, context, origin, shell};
use bridge::{RawCommand, UiEvent};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use tauri::ipc::{CallbackFn, Channel, InvokeBody, InvokeResponseBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager as _, WebviewWindow, WebviewWindowBuilder};
use tauri_plugin_deep_link::DeepLinkExt as _;

/// The app in a folder that cannot be one: the wallet stays closed, and no keyring is asked.
fn app() -> (tempfile::NamedTempFile, App<MockRuntime>) {
    let file = tempfile::NamedTempFile::new().expect("a temporary file");
    let start = Start {
        home: Some(file.path().to_owned()),
        operator: Some("https://town.example".to_owned()),
        passphrase: None,
    };
    let app = shell(mock_builder(), start).build(context()).expect("the configuration is sound");
    // The mock runtime has no event loop to open the configured window in.
    let config = app.config().app.windows.first().expect("a window");
    let window = WebviewWindowBuilder::from_config(app.handle(), config).expect("a label");
    window.build().expect("a window");
    (file, app)
}

fn window(app: &App<MockRuntime>) -> WebviewWindow<MockRuntime> {
    app.get_webview_window("main").expect("the window of tauri.conf.json")
}

fn ask(
    app: &App<MockRuntime>,
    command: &str,
    body: InvokeBody,
    headers: &[(&'static str, &str)],
) -> Result<Value, Value> {
    let mut request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: "tauri://localhost".parse().expect("an address"),
        body,
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    for (name, value) in headers {
        request.headers.insert(*name, value.parse().expect("a header"));
    }
    let answer = get_ipc_response(&window(app), request)?;
    Ok(answer.deserialize().expect("JSON"))
}

fn bridge(app: &App<MockRuntime>, name: &str, request: Value) -> Result<Value, Value> {
    ask(app, "bridge", json!({ "name": name, "request": request }).into(), &[])
}

#[test]
fn a_command_of_the_list_reaches_the_core_and_comes_back() {
    let (_file, app) = app();
    let state = bridge(&app, "state", json!({})).expect("a state");
    assert_eq!(state["stage"], "locked");
    assert_eq!(state["lock"], "folder_unusable");
    assert_eq!(state["default_operator_url"], "https://town.example");
    assert_eq!(state["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(bridge(&app, "home", json!({})).expect_err("locked")["code"], "locked");
    let error = bridge(&app, "state", json!({ "x": 1 })).expect_err("malformed");
    assert_eq!(error["code"], "request_malformed");
    let error = bridge(&app, "nothing", json!({})).expect_err("unknown");
    assert_eq!(error["code"], "command_unknown");
}

#[test]
fn every_raw_command_takes_bytes_and_the_form_of_web_views_without_them() {
    let (_file, app) = app();
    let grey = vec![127; 16 * 16 * 4];
    let sizes = [("x-width", "16"), ("x-height", "16")];
    let view = ask(&app, "decode_frame", InvokeBody::Raw(grey.clone()), &sizes);
    assert_eq!(view, Ok(json!({ "found": [] })));
    let error = ask(&app, "decode_frame", InvokeBody::Raw(grey), &sizes[..1]);
    assert_eq!(error.expect_err("one size")["code"], "request_malformed");
    for command in RawCommand::ALL {
        // Three bytes are neither a frame nor a picture: refused by the core, in either form.
        let raw = InvokeBody::Raw(vec![1, 2, 3]);
        let base64 = InvokeBody::from(json!({ "data": "AQID" }));
        let code = match command {
            RawCommand::DecodeFrame => "frame_size",
            RawCommand::DecodePicture => "not_a_picture",
        };
        for body in [raw, base64] {
            let error = ask(&app, command.name(), body, &[]).expect_err("no picture");
            assert_eq!(error["code"], code);
        }
    }
}

#[test]
fn a_page_hears_events_on_a_channel() {
    let (_file, app) = app();
    let channel = json!({ "channel": "__CHANNEL__:1" });
    assert_eq!(ask(&app, "events", channel.clone().into(), &[]), Ok(Value::Null));
    assert_eq!(ask(&app, "events", channel.into(), &[]), Ok(Value::Null), "a page loaded again");
}

/// A page that keeps what it hears.
fn page() -> (Channel<UiEvent>, Arc<Mutex<Vec<Value>>>) {
    let heard = Arc::<Mutex<Vec<Value>>>::default();
    let ear = Arc::clone(&heard);
    let channel = Channel::new(move |body| {
        let InvokeResponseBody::Json(text) = body else { panic!("an event is JSON") };
        let event = serde_json::from_str(&text)?;
        ear.lock().expect("no other panic").push(event);
        Ok(())
    });
    (channel, heard)
}

#[test]
fn a_link_that_was_followed_outside_is_told_once_also_to_a_page_that_opens_later() {
    let (_file, app) = app();
    let start = |argument: &str| {
        app.deep_link().handle_cli_arguments(["tongbao-app", argument].iter());
    };
    let event = |text: &str| json!({ "event": "link_followed", "text": text });
    let (first, second, third) = (
        "tongbao:https://pay.example/e/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B#7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
        "tongbao:https://pay.example/c/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B",
        "tongbao:https://pay.example/s/01JD9Z3N8Q4T7V0W2X5Y6Z7A8B",
    );
    start(first);
    start(second);
    let (channel, heard) = page();
    app.state::<Followed>().listen(channel);
    start(third);
    for other in ["https://pay.example/", "file:///etc/passwd", "--version", ""] {
        start(other);
    }
    assert_eq!(*heard.lock().expect("a page"), [event(second), event(third)]);
    let (channel, heard) = page();
    app.state::<Followed>().listen(channel);
    assert_eq!(*heard.lock().expect("a page"), [] as [Value; 0], "loaded again: once");
}

#[test]
fn the_scheme_of_links_is_the_one_that_pages_link_with() {
    let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("JSON");
    let links = &config["plugins"]["deep-link"];
    for schemes in [&links["desktop"]["schemes"], &links["mobile"][0]["scheme"]] {
        let [scheme] = schemes.as_array().expect("schemes").as_slice() else { panic!("one") };
        let scheme = scheme.as_str().expect("a word");
        assert_eq!(format!("{scheme}:"), paycode::APP_SCHEME);
    }
}

#[test]
fn nothing_of_tauris_own_api_is_allowed() {
    let (_file, app) = app();
    for command in [
        "plugin:event|listen",
        "plugin:window|title",
        "plugin:path|resolve",
        "plugin:opener|open_path",
        "plugin:opener|reveal_item_in_dir",
        "plugin:deep-link|get_current",
        "plugin:deep-link|register",
        "nothing",
    ] {
        let refused = ask(&app, command, json!({}).into(), &[]).expect_err(command);
        assert!(refused.is_string(), "{command}: {refused}");
    }
}

/// What a capability lets the window hand to the system: patterns of addresses.
fn openable(capability: &str) -> Vec<String> {
    let capability: Value = serde_json::from_str(capability).expect("JSON");
    let permissions = capability["permissions"].as_array().expect("permissions");
    let scoped: Vec<&Value> = permissions.iter().filter(|one| one.is_object()).collect();
    let [opener] = scoped[..] else { panic!("one permission has a scope: {scoped:?}") };
    assert_eq!(opener["identifier"], "opener:allow-open-url");
    let allow = opener["allow"].as_array().expect("a list");
    allow.iter().map(|one| one["url"].as_str().expect("a pattern").to_owned()).collect()
}

#[test]
fn only_addresses_of_the_listed_schemes_leave_for_the_system() {
    let (_file, app) = app();
    let open = |request: Value| ask(&app, "plugin:opener|open_url", request.into(), &[]);
    for address in [
        "http://example.org/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "smb://example.org/share",
        "tel:+49301234567",
        "https:example.org",
        "HTTPS://example.org/",
        " https://example.org/",
        "--help",
        "",
    ] {
        let refused = open(json!({ "url": address })).expect_err(address);
        assert!(refused.to_string().contains("open url"), "{address}: {refused}");
    }
    // With a program of the caller's choice, not even an allowed address.
    open(json!({ "url": "https://example.org/", "with": "sh" })).expect_err("a program");
}

#[test]
fn both_capabilities_and_the_screens_name_the_same_schemes() {
    let desktop = openable(include_str!("../capabilities/desktop.json"));
    assert_eq!(desktop, openable(include_str!("../capabilities/mobile.json")));
    let screens = include_str!("../../ui/src/platform/link.ts");
    let listed = screens.split_once("OPENABLE = [").expect("a list").1;
    let listed = listed.split_once(']').expect("its end").0;
    let listed: Vec<&str> = listed.split('\'').skip(1).step_by(2).collect();
    let patterns: Vec<String> = listed.iter().map(|start| format!("{start}*")).collect();
    assert_eq!(desktop, patterns);
}

#[test]
fn only_embedded_pages_are_ours() {
    for (address, ours) in [
        ("tauri://localhost/", true),
        ("http://tauri.localhost/#/scan", true),
        ("https://tauri.localhost/", true),
        ("https://example.org/", false),
        ("http://localhost/", false),
        ("http://tauri.localhost:8080/", false),
        ("https://tauri.localhost.example.org/", false),
        ("tauri://example.org/", false),
        ("file:///etc/passwd", false),
        ("data:text/html,x", false),
        ("about:blank", false),
    ] {
        assert_eq!(origin::is_ours(&address.parse().expect("an address")), ours, "{address}");
    }
}

#[test]
fn the_window_has_no_inline_script_no_other_host_and_no_developer_server() {
    let config: Value = serde_json::from_str(include_str!("../tauri.conf.json")).expect("JSON");
    let policy = config["app"]["security"]["csp"].as_str().expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
    for word in ["unsafe", "*", "https:"] {
        assert!(!policy.contains(word), "{word} in {policy}");
    }
    assert!(config["build"]["devUrl"].is_null());
    // One policy for both hosts; only the way to the core differs.
    let browser = include_str!("../../crates/browser/src/policy.txt").trim_end();
    let ours = policy.replace("connect-src ipc: http://ipc.localhost", "connect-src 'self'");
    assert_eq!(ours, browser);
}
