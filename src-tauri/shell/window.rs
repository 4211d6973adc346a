//! The window: opened, replaced by a fresh one, brought to the front.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use tauri::{AppHandle, LogicalPosition, LogicalSize, Manager, WebviewWindow, utils::config::Color};

use crate::{desk::Desk, places::Theme, standing, view};

/// By then the first screen is painted, on any machine that is not overloaded.
const AFTER_FIRST_FRAME: Duration = Duration::from_secs(1);

/// The paper that the page is drawn on, light and dark, as the style sheet has it.
const PAPER: [Color; 2] = [Color(0xfa, 0xf6, 0xee, 0xff), Color(0x1b, 0x19, 0x17, 0xff)];

/// Brings the window to the front, for somebody who starts the program a second time.
pub fn present(app: &AppHandle) {
    for window in app.webview_windows().values() {
        // Each is a wish that a window manager may refuse.
        let _ = window.unminimize().and_then(|()| window.show()).and_then(|()| window.set_focus());
    }
}

/// Puts a fresh window, which has seen no record, in the place of the one that has. One that cannot be replaced ends
/// all the same, and the program with it: the records must not stay on the screen.
pub fn replace(app: &AppHandle) {
    let old: Vec<WebviewWindow> = app.webview_windows().into_values().collect();
    old.iter().for_each(view::blank);
    let blanked = Instant::now();
    if let Err(why) = open(app, old.first()) {
        eprintln!("The lock screen cannot be opened: {why}");
    }
    thread::sleep(view::BLANKED.saturating_sub(blanked.elapsed()));
    for window in old {
        if let Err(why) = view::end(&window) {
            eprintln!("The window cannot be closed: {why}");
        }
    }
}

/// Opens a window in its colours from the first frame on, because a white flash hurts in a dark room; where `before`
/// stands, if there is one.
pub fn open(app: &AppHandle, before: Option<&WebviewWindow>) -> tauri::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let Some(mut config) = app.config().app.windows.first().cloned() else { return Ok(()) };
    // A name is free again only some time after its window has gone.
    config.label = format!("{}-{}", config.label, NUMBER.fetch_add(1, Ordering::Relaxed));
    let theme = app.state::<Desk>().contents().preferences().map(|kept| kept.theme).unwrap_or_default();
    let by_system = || before.and_then(|old| old.theme().ok()) == Some(tauri::Theme::Dark);
    let dark = theme == Theme::Dark || (theme == Theme::System && by_system());
    let mut builder = view::builder(app, &config)?.background_color(PAPER[usize::from(dark)]);
    if theme == Theme::Dark {
        builder = builder.initialization_script("document.documentElement.dataset.theme = 'dark'");
    }
    if let Some(old) = before {
        let scale = old.scale_factor()?;
        let place: LogicalPosition<f64> = old.outer_position()?.to_logical(scale);
        let size: LogicalSize<f64> = old.inner_size()?.to_logical(scale);
        builder = builder.position(place.x, place.y).inner_size(size.width, size.height);
        builder = builder.maximized(old.is_maximized()?).fullscreen(old.is_fullscreen()?).focused(old.is_focused()?);
    } else {
        builder = standing::put_back(app, builder);
    }
    let window = builder.build()?;
    standing::zoom_as_kept(&window)?;
    if before.is_some_and(|old| old.is_minimized().unwrap_or(false)) {
        window.minimize()?;
    }
    view::tidy_menu(&window)?;
    check_spelling_later(window);
    Ok(())
}

/// Reading the dictionaries takes as long as the first frame, and the lock screen has no text to check.
fn check_spelling_later(window: WebviewWindow) {
    thread::spawn(move || {
        thread::sleep(AFTER_FIRST_FRAME);
        if let Err(why) = view::check_spelling(&window) {
            eprintln!("Spelling is not checked: {why}");
        }
    });
}
