//! Closes the window's commands down to the list below, and asks Android for the camera.

use tauri_build::{AppManifest, Attributes, try_build};

/// The commands of `src/command.rs`; the capabilities allow each by name.
const COMMANDS: &[&str] = &["bridge", "decode_frame", "decode_picture", "events"];

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    // Set by `tauri android`, whose generated project may be new.
    println!("cargo:rerun-if-env-changed=TAURI_ANDROID_PROJECT_PATH");
    let camera = concat!(
        r#"<uses-permission android:name="android.permission.CAMERA" />"#,
        "\n",
        r#"<uses-feature android:name="android.hardware.camera.any" android:required="false" />"#,
    );
    tauri_utils::build::update_android_manifest("tongbao-camera", "manifest", camera.to_owned())
        .expect("the Android manifest can be written");
    let manifest = AppManifest::new().commands(COMMANDS);
    try_build(Attributes::new().app_manifest(manifest)).expect("tauri.conf.json is sound");
}
