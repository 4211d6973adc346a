//! A window of Tauri that shows a static page with one field: no commands, no plugins, no scripts.

fn main() {
    tauri::Builder::default()
        .run(tauri::generate_context!())
        .expect("the benchmark gives a display; without one there is nothing to measure");
}
