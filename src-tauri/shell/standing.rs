//! Where the window stands and how large everything in it is, kept from one start to the next. It says nothing of any record.

use serde::{Deserialize, Serialize};
use tauri::{AppHandle, LogicalPosition, LogicalSize, Manager, WebviewWindow, WebviewWindowBuilder, Wry};

use crate::desk::Desk;

/// The sizes that everything can have, in percent.
const ZOOMS: [u32; 10] = [50, 67, 80, 90, 100, 110, 125, 150, 175, 200];
/// As it is made.
const PLAIN: u32 = 100;
/// So much of a window must be on a screen for it to be taken hold of, in logical pixels.
const HOLD: i32 = 80;

/// Where a window stands, in logical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    x: i32,
    y: i32,
    width: u32,
    height: u32,
    maximized: bool,
}

impl Standing {
    fn of(window: &WebviewWindow) -> tauri::Result<Standing> {
        let scale = window.scale_factor()?;
        let LogicalPosition { x, y } = window.outer_position()?.to_logical(scale);
        let LogicalSize { width, height } = window.inner_size()?.to_logical(scale);
        Ok(Standing { x, y, width, height, maximized: window.is_maximized()? })
    }

    /// Whether enough of its upper edge is on a screen: one may have been taken away since.
    fn can_be_held(&self, screens: &[(LogicalPosition<i32>, LogicalSize<i32>)]) -> bool {
        let right = self.x.saturating_add(i32::try_from(self.width).unwrap_or(i32::MAX));
        screens.iter().any(|(place, size)| {
            let across = right.min(place.x + size.width) - self.x.max(place.x);
            across >= HOLD && (place.y..place.y + size.height - HOLD / 2).contains(&self.y)
        })
    }
}

/// Writes down where the window stands. One that cannot be asked leaves what was written down before.
pub fn keep(window: &WebviewWindow) {
    let (Ok(standing), Ok(false), Ok(false)) = (Standing::of(window), window.is_minimized(), window.is_fullscreen())
    else {
        return;
    };
    let desk = window.state::<Desk>();
    let kept = desk.contents().places.remember(|kept| {
        // What it had before it was maximized is what it goes back to.
        let before = kept.window.filter(|_| standing.maximized);
        kept.window = Some(Standing { maximized: standing.maximized, ..before.unwrap_or(standing) });
    });
    if let Err(problem) = kept {
        eprintln!("{problem}");
    }
}

/// A window where the last one stood, if it can be taken hold of there.
pub fn put_back<'a>(
    app: &AppHandle,
    builder: WebviewWindowBuilder<'a, Wry, AppHandle>,
) -> WebviewWindowBuilder<'a, Wry, AppHandle> {
    let kept = app.state::<Desk>().contents().preferences().ok().and_then(|kept| kept.window);
    let screens: Vec<_> = app.available_monitors().unwrap_or_default();
    let screens: Vec<_> = screens
        .iter()
        .map(|one| (one.position().to_logical(one.scale_factor()), one.size().to_logical(one.scale_factor())))
        .collect();
    match kept.filter(|kept| kept.can_be_held(&screens)) {
        Some(Standing { x, y, width, height, maximized }) => {
            builder.position(x.into(), y.into()).inner_size(width.into(), height.into()).maximized(maximized)
        }
        None => builder,
    }
}

/// Makes everything in a window as large as it was chosen.
pub fn zoom_as_kept(window: &WebviewWindow) -> tauri::Result<()> {
    let zoom = window.state::<Desk>().contents().preferences().ok().and_then(|kept| kept.zoom);
    match zoom.filter(|zoom| ZOOMS.contains(zoom)) {
        Some(zoom) => window.set_zoom(f64::from(zoom) / 100.0),
        None => Ok(()),
    }
}

/// The next size, larger or smaller; 0 is as it is made.
pub fn next_zoom(now: Option<u32>, step: i32) -> u32 {
    let now = now.unwrap_or(PLAIN);
    match step {
        0 => PLAIN,
        1.. => ZOOMS.into_iter().find(|zoom| *zoom > now).unwrap_or(200),
        _ => ZOOMS.into_iter().rev().find(|zoom| *zoom < now).unwrap_or(50),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // A window on a screen that has been taken away cannot be reached by any mouse.
    #[test]
    fn a_window_comes_back_only_where_it_can_be_taken_hold_of() {
        let screens = [(LogicalPosition { x: 0, y: 0 }, LogicalSize { width: 1280, height: 800 })];
        let at = |x, y| Standing { x, y, width: 1000, height: 700, maximized: false }.can_be_held(&screens);
        assert!(at(0, 0) && at(100, 60) && at(-900, 10) && at(1200, 10));
        assert!(!at(1280, 0) && !at(-1000, 0) && !at(0, 800) && !at(0, -20) && !at(2000, 100));
    }

    // At the ends a key more changes nothing, and there is always a way back.
    #[test]
    fn sizes_go_up_and_down_by_steps() {
        assert_eq!([next_zoom(None, 1), next_zoom(None, -1), next_zoom(Some(150), 0)], [110, 90, 100]);
        assert_eq!([next_zoom(Some(200), 1), next_zoom(Some(50), -1), next_zoom(Some(103), 1)], [200, 50, 110]);
    }
}
