//! What it takes to sit in front of the real window: a display, a home on disk, a hand on keys and mouse.
//!
//! Shared by the window tests and by the tour, so neither uses all of it.

#![allow(dead_code, unused_imports)]

mod axe;
mod bare;
mod bus;
mod display;
mod evidence;
mod hand;
mod home;
mod keyboard;
mod keys;
mod look;
mod memory;
mod picture;
mod process;
mod window;

pub use bare::Bare;
pub use bus::{Bus, Logind};
pub use display::Display;
pub use home::{Home, PASSPHRASE, PRACTICE_NAME};
pub use keyboard::XKey;
pub use keys::{ALT, CONTROL, Key, SHIFT};
pub use memory::{Words, files};
pub use picture::Picture;
pub use process::{Group, alive, guarded, output, within};
pub use window::{Launch, Window, program};

/// The size of the window that most tests use.
pub const WIDE: (u32, u32) = (1280, 800);
/// The smallest size at which everything must be usable.
pub const SMALL: (u32, u32) = (1024, 700);
