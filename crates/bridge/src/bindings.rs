//! Writes the contract in TypeScript from the list of commands, and holds the committed file to it.

use crate::command::with_commands;
use crate::request::*;
use crate::view::*;
use crate::{UiError, UiEvent};
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

const HEADER: &str = "\
// Generated from crates/bridge; `make bindings` writes it. Do not edit.
//
// How a host is called:
// - App window: `invoke('bridge', { name, request })`; raw commands `invoke(name, bytes, { headers: { 'x-width',
//   'x-height' } })`, or, where the web view has no raw bodies (Android), `invoke(name, { data: BASE64, width, height })`
//   (no width and height for decode_picture). Events: `invoke('events', { channel: new Channel<UiEvent>() })`.
//   A refusal rejects with a UiError.
// - Browser: `POST /__bridge/NAME` with the header x-tongbao-token (from #token= of the address); JSON, or
//   application/octet-stream with x-width and x-height. Events: `GET /__bridge/events` with the same header, a
//   text/event-stream whose `data:` lines are UiEvents. A refusal has a status of 400 or above and a UiError as body.
";

/// Declares types and what they are made of, each once, in the order of their names.
struct Declarations {
    config: Config,
    seen: BTreeSet<TypeId>,
    section: BTreeMap<String, String>,
}

impl Declarations {
    /// Returns what was declared since the last section.
    fn section(&mut self, title: &str) -> String {
        let all = std::mem::take(&mut self.section);
        let declarations: String = all.into_values().collect();
        format!("\n// ---- {title}\n{declarations}")
    }
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
        // Lists, options and numbers have no declaration of their own.
        if T::output_path().is_some() {
            let docs = one_line_doc(&T::docs().unwrap_or_default());
            let declaration = one_line(&T::decl(&self.config));
            self.section.insert(T::name(&self.config), format!("{docs}export {declaration}\n"));
        }
    }
}

/// Puts a declaration on one line; what the fields mean is told in the Rust source.
fn one_line(declaration: &str) -> String {
    let mut text = String::new();
    let mut rest = declaration;
    while let Some((before, after)) = rest.split_once("/**") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn one_line_doc(docs: &str) -> String {
    let words = docs.replace("/**", "").replace("*/", "").replace("\n *", "\n");
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { words } else { format!("/** {words} */\n") }
}

macro_rules! declare_typescript {
    (
        json { $($name:ident($request:ident) -> $view:ident;)* }
        raw { $($variant:ident $raw:ident -> $raw_view:ident;)* }
    ) => {
        fn typescript() -> String {
            let config = Config::new().with_large_int("number");
            let (seen, section) = (BTreeSet::new(), BTreeMap::new());
            let mut all = Declarations { config, seen, section };
            let mut text = HEADER.to_owned();
            $(all.visit::<$view>();)*
            $(all.visit::<$raw_view>();)*
            all.visit::<UiError>();
            all.visit::<UiEvent>();
            text += &all.section("views, errors and events");
            $(all.visit::<$request>();)*
            text += &all.section("requests");
            let config = all.config;
            text.push_str("\n/** Every command with its request and its view. */\n");
            text.push_str("export type Commands = {\n");
            $(
                let (request, view) = ($request::name(&config), $view::name(&config));
                writeln!(text, "  {}: [{request}, {view}],", stringify!($name)).expect("a string");
            )*
            text.push_str("};\n/** Commands that take raw bytes: RGBA pixels with their size, or a ");
            text.push_str("picture file. */\nexport type RawCommands = { ");
            $(
                let view = $raw_view::name(&config);
                write!(text, "{}: {view}, ", stringify!($raw)).expect("a string");
            )*
            text.push_str("};\n");
            text
        }
    };
}
with_commands!(declare_typescript);

#[test]
fn bindings_are_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/bindings.gen.ts");
    let wanted = typescript();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &wanted).expect("bindings.gen.ts is written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        committed == wanted,
        "ui/src/bindings.gen.ts is not what the commands say: run `make bindings`"
    );
}
