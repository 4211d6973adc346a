//! The real window, driven as a person drives it: by names, keys and mouse.

use std::{net::TcpListener, path::PathBuf, process::Stdio, time::Duration};

use fantoccini::{Client, ClientBuilder, elements::Element, error::CmdError};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use tokio::runtime::Runtime;

use super::{
    Display, Home, WIDE, evidence,
    process::{Group, alive, descendants, guarded, within},
};

/// How long anything may take: deriving a key on a busy machine takes seconds.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);
/// How long a window that has failed already may take to say what it shows.
const LAST_QUESTION: Duration = Duration::from_secs(3);
/// The part of the display where the window may be.
const EVERYTHING: (i16, i16, u16, u16) = (0, 0, 1280, 800);
pub(super) const FIND: &str = include_str!("find.js");

/// How the program is started.
pub struct Launch<'a> {
    /// The name under which evidence is left if the test fails.
    pub test: &'a str,
    /// The window's size.
    pub size: (u32, u32),
    /// The user who runs it, if not the one who runs the test.
    pub user: Option<u32>,
    /// Variables besides those of the home.
    pub variables: &'a [(&'a str, &'a str)],
    /// Whether the program makes backups by itself, as it does for everybody else.
    pub backups: bool,
}

impl<'a> Launch<'a> {
    /// The usual way.
    pub fn of(test: &'a str) -> Launch<'a> {
        Launch { test, size: WIDE, user: None, variables: &[], backups: false }
    }
}

/// The running program and its window. Dropping it ends the program.
pub struct Window {
    pub(super) client: Client,
    runtime: Runtime,
    driver: Group,
    /// The display it is on.
    pub display: Display,
    test: String,
}

impl Window {
    /// Starts the program in a home and waits for its first screen.
    pub fn open(home: &Home, launch: &Launch) -> Window {
        let display = Display::start();
        let port = free_port();
        let driver = start_driver(home, launch, &display, port);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let client = runtime.block_on(connect(port)).expect("the window opens");
        let window = Window { client, runtime, driver, display, test: launch.test.into() };
        window.resize(launch.size);
        window.until("the first screen", || window.script("return document.querySelector('h1') !== null", &[]) == true);
        window
    }

    /// Waits for something to be so.
    pub fn until(&self, what: &str, mut so: impl FnMut() -> bool) {
        let came = within(PATIENCE, || so().then_some(()));
        assert!(came.is_some(), "waited in vain for {what}. The window says:\n{}", self.text());
    }

    /// Waits for what has this role and name. A name that ends in `*` is the start of one.
    pub fn see(&self, role: &str, name: &str) -> Element {
        let found = within(PATIENCE, || self.find(role, name));
        found.unwrap_or_else(|| panic!("no {role} “{name}”. The window says:\n{}", self.text()))
    }

    /// What has this role and name right now.
    pub fn find(&self, role: &str, name: &str) -> Option<Element> {
        let found = match self.wait(self.client.execute(FIND, vec![role.into(), name.into()])) {
            // It went while its answer was on the way.
            Err(why) if why.is_stale_element_reference() => return None,
            found => found.unwrap_or_else(|why| panic!("a script runs: {why}")),
        };
        let id = found.as_object()?.values().next()?.as_str()?.to_owned();
        Some(Element::from_element_id(self.client.clone(), id.into()))
    }

    /// Runs a script in the page.
    pub fn script(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait(self.client.execute(script, arguments.to_vec())).unwrap_or_else(|why| panic!("a script runs: {why}"))
    }

    /// Runs a script that hands its answer to its last argument, a function.
    pub fn script_async(&self, script: &str, arguments: &[Value]) -> Value {
        let done = self.client.execute_async(script, arguments.to_vec());
        self.wait(done).unwrap_or_else(|why| panic!("a script runs: {why}"))
    }

    /// Makes the window as large as that.
    pub fn resize(&self, (width, height): (u32, u32)) {
        self.wait(self.client.set_window_size(width, height)).expect("the window takes its size");
        let ask = "return [window.innerWidth, window.innerHeight]";
        self.until("the window's size", || self.script(ask, &[]) == json!([width, height]));
    }

    /// Does what ends the window, and goes on in the one that takes its place.
    pub fn through(&self, step: impl FnOnce(&Window)) {
        let before = self.wait(self.client.window()).expect("the window has a handle");
        step(self);
        let fresh = || self.wait(self.client.windows()).ok()?.into_iter().find(|handle| *handle != before);
        let handle = within(PATIENCE, fresh).expect("a fresh window takes the place of the one before");
        self.wait(self.client.switch_to_window(handle)).expect("the fresh window answers");
        self.until("the fresh page", || self.script("return document.querySelector('h1') !== null", &[]) == true);
    }

    /// The processes of the program: its own, and those that it started.
    pub fn processes(&self) -> Vec<(u32, String)> {
        let own = self.program();
        let below = descendants(own);
        std::iter::once((own, "secure-base".into())).chain(below).collect()
    }

    /// Asks the window to close, and waits until the program has ended.
    pub fn close(self) {
        let program = self.program();
        self.display.close_windows();
        let ended = within(PATIENCE, || (!alive(program)).then_some(()));
        assert!(ended.is_some(), "the program ends when its window is closed");
    }

    /// Kills the program as a power cut would.
    pub fn kill(self) {
        let program = self.program();
        let killed = std::process::Command::new("kill").args(["-KILL", &program.to_string()]).status();
        assert!(killed.is_ok_and(|status| status.success()), "the program is killed");
        assert!(within(PATIENCE, || (!alive(program)).then_some(())).is_some(), "the program is gone");
    }

    fn program(&self) -> u32 {
        let started = descendants(self.driver.id());
        let found = started.iter().find(|(_, path)| path.ends_with("/secure-base"));
        found.unwrap_or_else(|| panic!("the program runs: {started:?}")).0
    }

    pub(super) fn wait<T>(&self, what: impl Future<Output = Result<T, CmdError>>) -> Result<T, CmdError> {
        self.runtime.block_on(async { tokio::time::timeout(PATIENCE, what).await }).expect("the window answers in time")
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if std::thread::panicking() {
            // From the display, because the window may be what hangs; and nothing here may panic again.
            let asked = async { tokio::time::timeout(LAST_QUESTION, self.client.source()).await };
            let source = self.runtime.block_on(asked).ok().and_then(Result::ok);
            eprintln!(
                "The window as it was: {}",
                evidence::leave(&self.test, self.display.picture(EVERYTHING), source).display()
            );
        }
    }
}

/// The program under test.
pub fn program() -> PathBuf {
    match option_env!("CARGO_BIN_EXE_secure-base") {
        Some(path) => path.into(),
        // An example lies in a folder beside the program.
        None => std::env::current_exe().expect("this program has a path").with_file_name("../secure-base"),
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn start_driver(home: &Home, launch: &Launch, display: &Display, port: u16) -> Group {
    let mut command = guarded("WebKitWebDriver", launch.user);
    command.arg(format!("--port={port}")).envs(home.environment()).stdout(Stdio::null());
    command.env("DISPLAY", display.name()).env_remove("WAYLAND_DISPLAY").env("GDK_BACKEND", "x11");
    command.env("TAURI_WEBVIEW_AUTOMATION", "true").env("TAURI_AUTOMATION", "true");
    command.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1").env("NO_AT_BRIDGE", "1").env("GSETTINGS_BACKEND", "memory");
    command.envs(launch.variables.iter().copied());
    if !launch.backups {
        command.env("SECURE_BASE_NO_BACKUP", "1");
    }
    let driver = Group::start(&mut command);
    let listens = within(PATIENCE, || std::net::TcpStream::connect(("127.0.0.1", port)).ok());
    assert!(listens.is_some(), "WebKitWebDriver listens");
    driver
}

async fn connect(port: u16) -> Result<Client, fantoccini::error::NewSessionError> {
    let options = json!({ "binary": program().canonicalize().expect("the program is built"), "args": [] });
    let Value::Object(capabilities) = json!({ "webkitgtk:browserOptions": options }) else { unreachable!() };
    let address = format!("http://127.0.0.1:{port}");
    ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&address).await
}
