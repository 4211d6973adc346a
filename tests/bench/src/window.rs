//! Start and memory: the product's locked screen against a bare window of the same Tauri with one field in it.
//!
//! Both programs are watched from outside in the same way (see [`crate::screen`]). The clock starts right before the
//! process is spawned. It stops at the first moment at which the screen has 90 % of the letters and lines that it
//! still has three seconds later, in the very same colours: a blank window, a page without its style or a text in a
//! passing font do not count as painted, and a blinking caret does not matter. Memory is taken at the end of those
//! three seconds. Each program has a home of its own, warmed up by runs that do not count.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use chrono::Local;
use secure_base_practice::{
    Practice,
    vault::{KdfCost, RecoveryCode},
};

use crate::{
    Bench, Result,
    measure::medians,
    report::Figure,
    screen::{Picture, Screen},
    tree,
};

const REFERENCE: &str = "bare Tauri window";
const WARM_UP: usize = 1;
const ROUNDS: usize = 9;
/// How long a window may show nothing.
const LIMIT: Duration = Duration::from_secs(30);
/// When the screen is taken to have settled, after it first showed anything.
const REST: Duration = Duration::from_secs(3);
/// The share of the settled letters and lines that makes a screen usable.
const USABLE: f64 = 0.9;
/// The fewest edges that a screen with a field in it has: fewer, and the program showed something else.
const LEAST_EDGES: usize = 100;

/// The two figures of the window.
pub fn measure(bench: &Bench) -> Result<Vec<Figure>> {
    let folder = bench.out.join("window");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let practice = make_practice(&folder)?;
    let screen = Screen::start()?;
    let mut ours = Program::new("ours", &bench.app, &folder, &screen)?;
    ours.arguments = vec!["--practice".into(), practice];
    let mut bare = Program::new("bare", &bench.bare, &folder, &screen)?;
    let [ours, bare] = medians(WARM_UP, ROUNDS, [&mut || ours.run(), &mut || bare.run()])?;
    let start = Figure::new("start to usable screen", "ms", [ours[0], bare[0]], REFERENCE, 1.2);
    let memory = Figure::new("memory, all processes", "MiB", [ours[1], bare[1]], REFERENCE, 1.2);
    Ok(vec![start, memory])
}

/// A practice for the lock screen to ask the passphrase of.
fn make_practice(folder: &Path) -> Result<String> {
    fs::create_dir_all(folder)?;
    let place = fs::canonicalize(folder)?.join("practice");
    let (code, now) = (RecoveryCode::random()?, Local::now().fixed_offset());
    Practice::create(&place, "Benchmark", "lantern copper meadow violin", &code, KdfCost::FLOOR, now)?;
    Ok(place.to_string_lossy().into_owned())
}

/// What is done on a display once a program's window has settled.
type Step = fn(&str) -> Result<()>;

/// A program whose window is watched.
pub struct Program<'a> {
    name: &'a str,
    path: &'a Path,
    /// What it is started with.
    pub arguments: Vec<String>,
    /// What is done before its memory is taken.
    pub steps: Vec<Step>,
    folder: std::path::PathBuf,
    screen: &'a Screen,
    runs: u32,
}

impl<'a> Program<'a> {
    /// One with a home of its own in `folder`.
    pub fn new(name: &'a str, path: &'a Path, folder: &Path, screen: &'a Screen) -> Result<Self> {
        let folder = fs::canonicalize(folder)?.join(name);
        for part in ["data", "config", "cache"] {
            fs::create_dir_all(folder.join(part))?;
        }
        Ok(Program { name, path, arguments: Vec::new(), steps: Vec::new(), folder, screen, runs: 0 })
    }

    /// Starts it, watches its window and ends it: milliseconds to the usable screen, and MiB.
    pub fn run(&mut self) -> Result<[f64; 2]> {
        self.runs += 1;
        let mark = format!("{}-{}-{}", std::process::id(), self.name, self.runs);
        self.screen.wait_until_blank()?;
        let mut command = self.command(&mark);
        let start = Instant::now();
        let mut child = command.spawn().map_err(|why| format!("{} does not start: {why}", self.path.display()))?;
        let mut watch = |start| {
            self.screen.watch(start, LIMIT, REST, || match child.try_wait()? {
                Some(status) => Err(format!("{} ended early ({status})", self.path.display()).into()),
                None => Ok(()),
            })
        };
        let mut seen = watch(start);
        for step in &self.steps {
            if seen.is_ok() {
                seen = step(self.screen.display()).and_then(|()| watch(Instant::now()));
            }
        }
        let memory = tree::memory(&mark);
        // It may be gone already; what counts is that nothing of it is left.
        let _ = child.kill();
        child.wait()?;
        tree::end(&mark)?;
        Ok([self.usable(&seen?)?, memory?])
    }

    fn command(&self, mark: &str) -> Command {
        let mut command = Command::new(self.path);
        command
            .args(&self.arguments)
            .env("DISPLAY", self.screen.display())
            .env("GDK_BACKEND", "x11")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .env("HOME", &self.folder)
            .env("XDG_DATA_HOME", self.folder.join("data"))
            .env("XDG_CONFIG_HOME", self.folder.join("config"))
            .env("XDG_CACHE_HOME", self.folder.join("cache"))
            .env(tree::MARK, mark)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    fn usable(&self, seen: &[(Duration, Picture)]) -> Result<f64> {
        let (_, settled) = seen.last().ok_or("nothing was seen of the window")?;
        // For whoever wants to see what was measured.
        settled.write(&self.folder.join("settled.ppm"))?;
        if settled.edges() < LEAST_EDGES {
            return Err(format!("the window of {} stays empty", self.path.display()).into());
        }
        let usable = seen.iter().find(|(_, picture)| picture.share_of(settled) >= USABLE);
        let (at, _) = usable.ok_or("the window never settled")?;
        Ok(at.as_secs_f64() * 1e3)
    }
}
