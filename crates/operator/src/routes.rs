//! Every address of the service: one folder a capability, one file a handler.

pub mod account;
pub mod bills;
pub mod campaigns;
pub mod card_top_ups;
pub mod cards;
pub mod coupons;
pub mod devices;
pub mod enrolments;
pub mod envelopes;
pub mod events;
pub mod figures;
pub mod heads;
pub mod health;
pub mod keys;
pub mod labels;
pub mod merchant;
pub mod merchants;
pub mod metrics;
pub mod neutrality;
pub mod openapi;
pub mod operator;
pub mod orders;
pub mod payees;
pub mod payer_code;
pub mod payments;
pub mod pin;
pub mod problems;
pub mod refunds;
pub mod sandbox_clock;
pub mod shifts;
pub mod slips;
pub mod sound_boxes;
pub mod staff;
pub mod till;
pub mod webhooks;

use crate::problem::Fault;
use crate::request::{answer, guard};
use crate::service::Shared;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use axum::{Router, middleware};
use std::any::Any;
use tower_http::catch_panic::CatchPanicLayer;
use utoipa::OpenApi as _;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use wire::ErrorCode;

#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Tongbao operator",
        description = "What a wallet and a till ask of an operator. Wallets sign every request \
            with their device key (RFC 9421, see the crate `wire`); tills and other programs of a merchant \
            show a key, which may be good for some routes only (`x-scope`). Errors \
            are problem documents (RFC 9457) with a stable code; /problems/CODE explains each.",
        license(name = "MIT OR Apache-2.0", identifier = "MIT OR Apache-2.0")
    ),
    components(schemas(
        wire::Problem,
        wire::event::EventResponse,
        wire::sound_box::SoundEvent,
        wire::webhook::WebhookMessage
    )),
    modifiers(&Security)
)]
struct Description;

struct Security;

impl utoipa::Modify for Security {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        use utoipa::openapi::security::{
            ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme,
        };
        let components = openapi.components.get_or_insert_default();
        let signature = "RFC 9421 signature with the label `tongbao`: \"@method\" \"@authority\" \
            \"@path\" \"@query\" \"content-digest\", and \"tongbao-merchant\" where that header \
            names the merchant for which a member of its staff asks; alg ecdsa-p256-sha256, with \
            created, nonce, keyid and tag; the Signature-Input and Content-Digest headers go with it";
        components.add_security_scheme(
            "device",
            SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::with_description(
                "Signature",
                signature,
            ))),
        );
        for name in ["till", "sound_box"] {
            components.add_security_scheme(
                name,
                SecurityScheme::Http(HttpBuilder::new().scheme(HttpAuthScheme::Bearer).build()),
            );
        }
    }
}

fn api() -> OpenApiRouter<Shared> {
    let router = OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(operator::read::read))
        .routes(routes!(enrolments::start::start))
        .routes(routes!(enrolments::confirm::confirm))
        .routes(routes!(pin::set::set))
        .routes(routes!(devices::list::list))
        .routes(routes!(devices::revoke::revoke))
        .routes(routes!(account::read::read))
        .routes(routes!(payees::read::read))
        .routes(routes!(coupons::take::take, coupons::list::list))
        .routes(routes!(coupons::offered::offered))
        .routes(routes!(coupons::seen::seen))
        .routes(routes!(cards::list::list))
        .routes(routes!(cards::bind::bind))
        .routes(routes!(cards::confirm::confirm))
        .routes(routes!(cards::unbind::unbind))
        .routes(routes!(card_top_ups::ask::ask))
        .routes(routes!(card_top_ups::list::list))
        .routes(routes!(card_top_ups::read::read))
        .routes(routes!(campaigns::list::list))
        .routes(routes!(campaigns::read::read))
        .routes(routes!(campaigns::day::day))
        .routes(routes!(campaigns::uplift::uplift))
        .routes(routes!(campaigns::entrants::entrants))
        .routes(routes!(envelopes::send::send, envelopes::list::list))
        .routes(routes!(envelopes::read::read))
        .routes(routes!(envelopes::claim::claim))
        .routes(routes!(payments::create::create, payments::list::list))
        .routes(routes!(payments::read::read))
        .routes(routes!(payments::receipt::receipt))
        .routes(routes!(heads::list::list))
        .routes(routes!(heads::latest::latest))
        .routes(routes!(heads::read::read))
        .routes(routes!(heads::consistency::consistency))
        .routes(routes!(neutrality::list::list))
        .routes(routes!(neutrality::appeal::appeal))
        .routes(routes!(payer_code::key::key))
        .routes(routes!(payer_code::charge::charge))
        .routes(routes!(orders::open::open))
        .routes(routes!(orders::read::read))
        .routes(routes!(orders::close::close))
        .routes(routes!(orders::draw::draw))
        .routes(routes!(orders::reverse::reverse))
        .routes(routes!(refunds::make::make, refunds::list::list))
        .routes(routes!(refunds::preview::preview))
        .routes(routes!(till::read::read))
        .routes(routes!(merchant::export::export))
        .routes(routes!(merchant::neutrality::neutrality))
        .routes(routes!(till::payments::payments))
        .merge(printed())
        .routes(routes!(bills::list::list))
        .routes(routes!(bills::read::read))
        .routes(routes!(bills::file::file))
        .routes(routes!(figures::read::read))
        .routes(routes!(figures::takers::takers))
        .routes(routes!(shifts::open::open, shifts::list::list))
        .routes(routes!(shifts::read::read))
        .routes(routes!(shifts::close::close))
        .routes(routes!(events::listen::listen));
    with_programs(router)
}

/// Adds the routes of sound boxes and of merchants' programs.
fn with_programs(router: OpenApiRouter<Shared>) -> OpenApiRouter<Shared> {
    let router = router
        .routes(routes!(sound_boxes::pair::pair, sound_boxes::list::list))
        .routes(routes!(sound_boxes::offer::offer))
        .routes(routes!(sound_boxes::turn_off::turn_off))
        .routes(routes!(sound_boxes::listen::listen))
        .routes(routes!(keys::open::open, keys::list::list))
        .routes(routes!(keys::revoke::revoke))
        .routes(routes!(sandbox_clock::read::read, sandbox_clock::advance::advance))
        .routes(routes!(webhooks::open::open, webhooks::list::list))
        .routes(routes!(webhooks::deliveries::deliveries))
        .routes(routes!(webhooks::rotate::rotate))
        .routes(routes!(webhooks::close::close))
        .routes(routes!(webhooks::test::test))
        .routes(routes!(webhooks::replay::replay))
        .routes(routes!(webhooks::resume::resume));
    with_shops(router)
}

/// Adds the routes of shops that persons open, and of their staff.
fn with_shops(router: OpenApiRouter<Shared>) -> OpenApiRouter<Shared> {
    router
        .routes(routes!(merchants::open::open, merchants::list::list))
        .routes(routes!(merchants::withdraw::withdraw))
        .routes(routes!(staff::list::list))
        .routes(routes!(staff::invite::invite))
        .routes(routes!(staff::join::join))
        .routes(routes!(staff::change_role::change_role))
        .routes(routes!(staff::remove::remove))
}

/// What a till prints.
fn printed() -> OpenApiRouter<Shared> {
    OpenApiRouter::new()
        .routes(routes!(till::label::label))
        .routes(routes!(till::label::drawing))
        .routes(routes!(till::slip::slip))
}

/// Returns the description of the API.
pub fn description() -> utoipa::openapi::OpenApi {
    let mut openapi = api().into_openapi();
    crate::problem::describe(&mut openapi);
    openapi
}

/// Returns everything that wallets and tills reach; health and metrics too when they have no
/// listener of their own.
pub fn router(service: Shared, with_admin: bool) -> Router {
    let (api, _) = api().split_for_parts();
    let mut router = api
        .route("/v1/openapi.json", get(openapi::read::read))
        .route("/problems/{code}", get(problems::read::read))
        .merge(till::page::pages())
        .merge(sound_boxes::page::pages())
        .merge(labels::page::pages())
        .merge(neutrality::page::pages())
        .merge(coupons::page::pages())
        .merge(envelopes::page::pages())
        .merge(staff::page::pages())
        .merge(slips::page::pages());
    if with_admin {
        router = router.merge(admin());
    }
    layered(router, service)
}

/// Returns health and metrics alone.
pub fn admin_router(service: Shared) -> Router {
    layered(admin(), service)
}

fn admin() -> Router<Shared> {
    Router::new()
        .route("/healthz", get(health::live::live))
        .route("/readyz", get(health::ready::ready))
        .route("/metrics", get(metrics::read::read))
}

/// Layers run from the last one here to the first.
fn layered(router: Router<Shared>, service: Shared) -> Router {
    router
        .fallback(|| async { Fault::from(ErrorCode::NotFound) })
        .method_not_allowed_fallback(|| async { Fault::from(ErrorCode::MethodNotAllowed) })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(service.clone(), guard::guard))
        .layer(middleware::from_fn_with_state(service.clone(), answer::answer))
        .with_state(service)
}

/// The panic's own words may hold anything: they stay in the process's standard error.
fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    Fault::internal("a handler panicked").into_response()
}
