//! Looking at the window: its words and its picture.

use super::{
    Picture, Window,
    process::within,
    window::{FIND, PATIENCE},
};

impl Window {
    /// Waits until the window shows these words.
    pub fn reads(&self, words: &str) {
        self.until(&format!("the words “{words}”"), || self.text().contains(words));
    }

    /// Waits until nothing moves any more, and the mouse lights nothing up.
    pub fn rest(&self) {
        self.rest_mouse();
        let ask = "return document.getAnimations().every((one) => one.playState !== 'running')";
        self.until("the window to come to rest", || self.script(ask, &[]) == true);
    }

    /// The visible words of the window, white space made plain.
    pub fn text(&self) -> String {
        let text = self.script("return document.body.innerText", &[]);
        text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The screen's name in its markup.
    pub fn screen(&self, name: &str) {
        let ask = "return document.querySelector('[data-screen]')?.dataset.screen ?? ''";
        self.until(&format!("the screen “{name}”"), || self.script(ask, &[]) == name);
    }

    /// A picture of the window as it stands on the display. (WebKitWebDriver's own pictures wait for a change in the
    /// page, and on a screen at rest for ever.)
    pub fn picture(&self) -> Picture {
        let (width, height) = self.size();
        self.picture_at((0, 0, width, height))
    }

    /// A picture of one thing in it.
    pub fn picture_of(&self, role: &str, name: &str) -> Picture {
        self.see(role, name);
        let ask = format!(
            "const box = (() => {{ {FIND} }})(...arguments).getBoundingClientRect();
            return [box.left, box.top, Math.min(box.right, innerWidth), Math.min(box.bottom, innerHeight)]"
        );
        let found = self.script(&ask, &[role.into(), name.into()]);
        let at: Vec<f64> = serde_json::from_value(found).expect("a box");
        self.picture_at((at[0] as i16, at[1] as i16, (at[2] - at[0]) as u16, (at[3] - at[1]) as u16))
    }

    fn picture_at(&self, area: (i16, i16, u16, u16)) -> Picture {
        let painted = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)))";
        self.script_async(painted, &[]);
        let take = || self.display.picture(area).expect("the display can be read");
        let mut before = take();
        let steady = within(PATIENCE, || {
            let now = take();
            let same = now == before;
            before = now;
            same.then_some(())
        });
        assert!(steady.is_some(), "the window comes to rest");
        before
    }

    fn size(&self) -> (u16, u16) {
        let size = self.script("return [window.innerWidth, window.innerHeight]", &[]);
        serde_json::from_value(size).expect("a size")
    }
}
