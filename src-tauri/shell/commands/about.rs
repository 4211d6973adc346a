//! What the program is made of, and whose work is in it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{Answer, OnDesk};
use crate::problem::{Problem, ProblemCode};

const NOTICES: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/notices.json"));

/// The versions of what keeps and shows the records, and everything that is built in.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct About {
    /// The program's own.
    pub version: String,
    /// The version of the records that it writes.
    pub records: u32,
    /// What encrypts them, and what keeps them: "SQLCipher 4.14.0, SQLite 3.51.3".
    pub engine: String,
    /// The system's web view that draws the window.
    pub web_view: String,
    /// Whose work is built in.
    pub notices: Notices,
}

/// Parts of the program that others made.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct Notices {
    /// Each part, by its name.
    pub parts: Vec<BuiltIn>,
    /// The texts of their licences, each once.
    pub texts: Vec<String>,
}

/// A part that somebody else made.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
pub struct BuiltIn {
    /// What it is called.
    pub name: String,
    /// Its version, where it has one.
    pub version: String,
    /// Its licence in short.
    pub licence: String,
    /// The places of its texts among all texts.
    pub texts: Vec<u32>,
}

/// What the program is made of.
#[tauri::command(async)]
#[specta::specta]
pub fn about(desk: OnDesk) -> Answer<About> {
    let (records, engine) = desk.ask(|practice| Ok((practice.records_version(), practice.engine()?)))?;
    let broken =
        |_| Problem::new(ProblemCode::Other, "The list of licences cannot be read.", "Install the program anew.");
    Ok(About {
        version: env!("CARGO_PKG_VERSION").into(),
        records,
        engine,
        web_view: tauri::webview_version().map_or_else(|_| "unknown".into(), |version| format!("WebKitGTK {version}")),
        notices: serde_json::from_str(NOTICES).map_err(broken)?,
    })
}
