//! What the web view is kept from: leaving the program's own pages, opening others, keeping anything.

use std::time::Duration;

use tauri::{
    AppHandle, Manager, Url, WebviewWindow, WebviewWindowBuilder, Wry, utils::config::WindowConfig,
    webview::NewWindowResponse,
};
use tempfile::TempDir;

use crate::desk::Desk;

/// No dictionary has this name: asked for it, the spelling checker drops those it has.
const NO_LANGUAGE: &str = "zxx";

/// A web view that keeps nothing on disk, shows no page but the program's own, opens no window and fetches no file.
///
/// # Errors
/// What the system says when it can make none.
pub fn builder<'a>(
    app: &'a AppHandle,
    config: &WindowConfig,
) -> tauri::Result<WebviewWindowBuilder<'a, Wry, AppHandle>> {
    let workshop = app.config().build.dev_url.clone();
    let builder = WebviewWindowBuilder::from_config(app, config)?
        .on_navigation(move |url| is_ours(url, workshop.as_ref()))
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(|_, _| false);
    if is_driven() {
        return Ok(builder);
    }
    // A view that keeps nothing leaves this folder empty. Without one of its own the second view would be taken for a
    // neighbour of the first, and be told nothing of the program's pages.
    let folder = empty_folder()?;
    let builder = builder.incognito(true).data_directory(folder.path().into());
    app.state::<Desk>().contents().view_folder = Some(folder);
    Ok(builder)
}

/// A folder that goes with the program, in memory where the system has such a place.
fn empty_folder() -> std::io::Result<TempDir> {
    let named = tempfile::Builder::new().prefix("secure-base-view-").to_owned();
    match dirs::runtime_dir().map(|place| named.tempdir_in(place)) {
        Some(Ok(folder)) => Ok(folder),
        _ => named.tempdir(),
    }
}

/// WebDriver finds no view that keeps nothing, so the tests' own debug build keeps its data in their scratch home.
fn is_driven() -> bool {
    cfg!(debug_assertions) && std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|driven| driven == "true")
}

/// The program's own pages.
fn is_ours(url: &Url, workshop: Option<&Url>) -> bool {
    let hot_reload = cfg!(debug_assertions) && workshop.is_some_and(|own| own.origin() == url.origin());
    match url.scheme() {
        "tauri" => true,
        // The name of the same pages on Windows.
        "http" | "https" => url.host_str() == Some("tauri.localhost") || hot_reload,
        "about" => url.path() == "blank",
        _ => false,
    }
}

/// Leaves in the menu of the right mouse button only what one does with text: nothing that reloads, opens, saves or
/// inspects, and no learning of words, because a learned word is written outside the vault and the words she would
/// teach it are her clients' names.
#[cfg(target_os = "linux")]
pub fn tidy_menu(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{
        ContextMenuAction::{Copy, Cut, Delete, IgnoreSpelling, NoGuessesFound, Paste, SelectAll, SpellingGuess},
        ContextMenuExt, ContextMenuItemExt, WebViewExt,
    };
    const KEPT: [webkit2gtk::ContextMenuAction; 8] =
        [Copy, Cut, Delete, IgnoreSpelling, NoGuessesFound, Paste, SelectAll, SpellingGuess];
    window.with_webview(|view| {
        view.inner().connect_context_menu(|_, menu, _, _| {
            for item in menu.items().iter().filter(|item| !KEPT.contains(&item.stock_action())) {
                menu.remove(item);
            }
            false
        });
    })
}

/// WebKitGTK checks spelling only when told to, in the language of the system.
#[cfg(target_os = "linux")]
pub fn check_spelling(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{WebContextExt, WebViewExt};
    window.with_webview(|view| {
        if let Some(context) = view.inner().context() {
            let language = std::env::var("LANG").unwrap_or_default();
            let language = language.split('.').next().filter(|l| l.len() >= 5).unwrap_or("en_GB");
            context.set_spell_checking_enabled(true);
            context.set_spell_checking_languages(&[language, "en_GB", "en_US"]);
        }
    })
}

/// How long a page may take to be blank, and to have said so: one frame, on a busy machine.
pub const BLANKED: Duration = Duration::from_millis(300);

/// Takes everything off the page and leaves an empty field with the cursor in it. The view remembers the words around
/// the cursor, for methods of input, until it hears of others, and it outlives its window; so the last it hears of must
/// be nothing.
pub fn blank(window: &WebviewWindow) {
    const BLANK: &str = "{
        const field = document.createElement('input');
        field.style.opacity = '0';
        document.body.replaceChildren(field);
        field.focus();
    }";
    // A page that hangs is ended all the same.
    let _ = window.eval(BLANK);
}

/// Ends a view and its window, and what outlives them: the view's own notion of the words around the cursor, and the
/// words that the spelling checker was asked about.
///
/// # Errors
/// What the system says.
pub fn end(window: &WebviewWindow) -> tauri::Result<()> {
    #[cfg(target_os = "linux")]
    let tidied = window.with_webview(|view| {
        use webkit2gtk::{WebContextExt, WebViewExt};
        let view = view.inner();
        view.set_input_method_context(None::<&webkit2gtk::InputMethodContext>);
        if let Some(context) = view.context() {
            context.set_spell_checking_languages(&[NO_LANGUAGE]);
        }
        // WebDriver takes this end of the process for a crash, and ends the test; there it ends a moment later.
        if !is_driven() {
            view.terminate_web_process();
        }
    });
    #[cfg(not(target_os = "linux"))]
    let tidied = Ok(());
    // The window goes in any case: it shows records.
    window.destroy().and(tidied)
}

#[cfg(not(target_os = "linux"))]
pub fn tidy_menu(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(not(target_os = "linux"))]
pub fn check_spelling(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    // A link pasted into a note must not be able to turn the window into a browser, with the records behind it.
    #[test]
    fn only_our_own_pages_are_shown() {
        let ours = ["tauri://localhost/", "about:blank"];
        let others = [
            "blob:tauri://localhost/1",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:alert(1)",
            "ftp://a.test/",
            "about:memory",
        ];
        let parse = |text: &str| Url::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
        for (urls, expected) in [(&ours[..], true), (&others[..], false)] {
            for url in urls {
                assert_eq!(is_ours(&parse(url), None), expected, "{url}");
            }
        }
        let mut web = parse("tauri://localhost/");
        assert!(web.set_scheme("gopher").is_ok() && !is_ours(&web, None), "another scheme under our name");
    }
}
