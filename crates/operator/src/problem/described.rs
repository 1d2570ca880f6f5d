//! Puts what each operation can be refused with into the description of the API, with its status,
//! its codes and its headers. Tests hold every answer against it.

mod codes;
mod refusals;

use crate::request::scope::NEEDED;
use codes::Codes;
use refusals::REFUSALS;
use std::collections::BTreeMap;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::schema::{AllOfBuilder, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{
    ContentBuilder, Header, OpenApi, Ref, RefOr, Response, ResponseBuilder, Responses, Schema,
};
use wire::ErrorCode::{self, *};

/// Puts the scope that a key needs for an operation, and every operation's refusals, into the
/// description, in the place of a general word on them.
pub fn describe(openapi: &mut OpenApi) {
    for (method, path, scope) in NEEDED {
        let method = method.to_ascii_lowercase();
        let item = openapi.paths.paths.get_mut(*path);
        if let Some(operation) = item.and_then(|item| operation(item, &method)) {
            let extension = Extensions::from_iter([("x-scope", scope.word())]);
            operation.extensions = Some(extension);
        }
    }
    for (method, path, codes) in REFUSALS {
        let operation = openapi.paths.paths.get_mut(*path).and_then(|item| operation(item, method));
        if let Some(operation) = operation {
            put(&mut operation.responses, codes);
        }
    }
}

fn operation<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "get" => item.get.as_mut(),
        "put" => item.put.as_mut(),
        _ => item.post.as_mut(),
    }
}

fn put(responses: &mut Responses, codes: &[Codes]) {
    responses.responses.remove("default");
    let mut by_status: BTreeMap<u16, Vec<ErrorCode>> = BTreeMap::new();
    for code in codes.iter().copied().flatten() {
        let same = by_status.entry(code.status()).or_default();
        if !same.contains(code) {
            same.push(*code);
        }
    }
    for (status, codes) in by_status {
        responses.responses.insert(status.to_string(), RefOr::T(refusal(status, &codes)));
    }
}

fn refusal(status: u16, codes: &[ErrorCode]) -> Response {
    let sentences: Vec<String> =
        codes.iter().map(|code| format!("`{}`: {}", code.word(), code.sentence())).collect();
    let words = codes.iter().map(|code| code.word());
    let code = ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words));
    let narrowed = ObjectBuilder::new().schema_type(SchemaType::AnyValue).property("code", code);
    let schema = AllOfBuilder::new().item(Ref::from_schema_name("Problem")).item(narrowed);
    let content = ContentBuilder::new().schema(Some(Schema::AllOf(schema.build()))).build();
    let mut response = ResponseBuilder::new()
        .description(sentences.join("\n"))
        .content("application/problem+json", content)
        .header("X-Request-Id", request_id());
    if matches!(status, 429 | 503) || codes.contains(&PinLocked) {
        response = response.header("Retry-After", retry_after());
    }
    response.build()
}

fn request_id() -> Header {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(64))
        .pattern(Some("^[0-9A-Za-z_-]+$"));
    let text = "The request's number, to find it in the operator's log.";
    HeaderBuilder::new().schema(Some(schema)).description(Some(text)).build()
}

fn retry_after() -> Header {
    let schema = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(super::RETRY_AFTER_MAX_S));
    HeaderBuilder::new().schema(Some(schema)).description(Some("Seconds to wait.")).build()
}
