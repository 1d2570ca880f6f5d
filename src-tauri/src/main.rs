//! The app on a desktop. Phones enter through the library.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod automation;

fn main() {
    if cfg!(debug_assertions) || !automation::is_asked_for() {
        tongbao_app::run();
    } else {
        automation::start_without();
    }
}
