//! Hands Tauri its configuration; capabilities live beside the shell's sources.

fn main() {
    let attributes = tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/shell/capabilities/*.json");
    tauri_build::try_build(attributes).expect("tauri.conf.json and the capabilities are part of the sources");
}
