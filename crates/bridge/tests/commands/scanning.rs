//! `decode_frame`, `decode_picture`: they need no open wallet.

use crate::host::TestHost;
use bridge::{OpenRefused, RawCommand, RawRequest, UiError, dispatch_raw};
use serde_json::{Value, json};

const TEXT: &str = "tongbao test";

async fn decode(
    host: &TestHost,
    command: RawCommand,
    bytes: Vec<u8>,
    size: Option<(u32, u32)>,
) -> Result<Value, UiError> {
    dispatch_raw(host, command, RawRequest { bytes, size }).await
}

/// Shows it again until its code is read: a machine that stands still uses up a frame's time.
async fn read(
    host: &TestHost,
    command: RawCommand,
    bytes: Vec<u8>,
    size: Option<(u32, u32)>,
) -> Value {
    for _ in 0..50 {
        let view = decode(host, command, bytes.clone(), size).await;
        if let Some(view) = view.ok().filter(|view| view["found"] != json!([])) {
            return view;
        }
    }
    panic!("no code was read")
}

/// Draws a QR code of `TEXT` as RGBA pixels.
fn frame() -> (Vec<u8>, (u32, u32)) {
    let png = scan::draw::png(TEXT, 4).unwrap();
    let picture = image::load_from_memory(&png).unwrap().to_rgba8();
    let size = picture.dimensions();
    (picture.into_raw(), size)
}

#[tokio::test]
async fn a_frame_and_a_picture_give_the_text_of_their_code() {
    let host = TestHost::refusing(OpenRefused::InUse);
    let (pixels, size) = frame();
    let view = read(&host, RawCommand::DecodeFrame, pixels, Some(size)).await;
    assert_eq!(view["found"][0]["text"], TEXT);
    assert_eq!(view["found"][0]["format"], "qrcode");
    assert_eq!(view["found"][0]["points"].as_array().unwrap().len(), 4);
    let png = scan::draw::png(TEXT, 4).unwrap();
    let view = read(&host, RawCommand::DecodePicture, png, None).await;
    assert_eq!(view["found"][0]["text"], TEXT);
}

#[tokio::test]
async fn an_empty_frame_is_no_error() {
    let host = TestHost::new();
    let grey = vec![127; 64 * 64 * 4];
    let view = decode(&host, RawCommand::DecodeFrame, grey, Some((64, 64))).await.unwrap();
    assert_eq!(view, json!({ "found": [] }));
}

#[tokio::test]
async fn pixels_of_another_size_and_files_that_are_no_picture_are_refused() {
    let host = TestHost::new();
    for (size, code) in [
        (None, "frame_size"),
        (Some((64, 65)), "frame_size"),
        (Some((0, 0)), "frame_size"),
        (Some((u32::MAX, u32::MAX)), "picture_too_large"),
    ] {
        let pixels = vec![127; 64 * 64 * 4];
        let error = decode(&host, RawCommand::DecodeFrame, pixels, size).await.unwrap_err();
        assert_eq!(error.code, code, "{size:?}");
    }
    let file = b"not a picture".to_vec();
    let error = decode(&host, RawCommand::DecodePicture, file, None).await.unwrap_err();
    assert_eq!(error.code, "not_a_picture");
}
