//! The house rules. Each would be broken by one quick line on a busy day, and none of them by the compiler.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

const PASSED_OVER: [&str; 6] = ["node_modules", "dist", "target", "gen", ".git", "bench"];
const SOURCES: [&str; 7] = ["rs", "ts", "svelte", "css", "js", "sql", "html"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(inside: &str) -> String {
    fs::read_to_string(root().join(inside)).unwrap_or_else(|why| panic!("{inside}: {why}"))
}

/// Every file under a folder of the house whose name ends in one of these, by its path from the root.
fn files(under: &str, endings: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    walk(&root().join(under), &mut found);
    let inside = |path: PathBuf| path.strip_prefix(root()).map(|path| path.display().to_string()).ok();
    let mut found: Vec<String> = found.into_iter().filter_map(inside).collect();
    found.retain(|path| endings.iter().any(|ending| path.ends_with(&format!(".{ending}"))));
    assert!(!found.is_empty(), "there are such files under {under}");
    found.sort();
    found
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display())) {
        let path = entry.expect("an entry").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        match path.is_dir() {
            true if PASSED_OVER.contains(&name.as_str()) => {}
            true => walk(&path, found),
            false => found.push(path),
        }
    }
}

/// Fails with every line of these files that has one of the words, but for the files that may.
fn expect_absent(words: &[&str], within: &[String], may: &[&str], why: &str) {
    let mut broken = Vec::new();
    for path in within.iter().filter(|path| !may.iter().any(|start| path.starts_with(start))) {
        for (number, line) in read(path).lines().enumerate() {
            if words.iter().any(|word| line.contains(word)) {
                broken.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(broken.is_empty(), "{why}\n{}", broken.join("\n"));
}

/// Every Cargo.toml of the house with the names of what it depends on, tests and all.
fn dependencies(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut names = Vec::new();
    for line in read(manifest).lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if inside && let Some((name, _)) = line.split_once(['=', '.']) {
            names.push(name.trim().to_owned());
        }
    }
    names
}

// SQL in one crate, PDF in one, the window in one: so each can be read, tested and replaced alone.
#[test]
fn each_library_has_one_home() {
    let homes = [
        ("rusqlite", "src-tauri/practice"),
        ("rusqlite_migration", "src-tauri/practice"),
        ("printpdf", "src-tauri/handouts"),
        ("lopdf", "src-tauri/handouts"),
        ("parley", "src-tauri/handouts"),
        ("tauri", "src-tauri/shell"),
    ];
    let rust = files("src-tauri", &["rs"]);
    for (library, home) in homes {
        let used = [format!("use {library}"), format!("{library}::")];
        let used: Vec<&str> = used.iter().map(String::as_str).collect();
        expect_absent(&used, &rust, &[home], &format!("{library} has its home in {home}"));
        let manifest = if library == "tauri" { "Cargo.toml".into() } else { format!("{home}/Cargo.toml") };
        assert!(dependencies(&manifest).iter().any(|name| name == library), "{manifest} names {library}");
        for other in files("src-tauri", &["toml"]).into_iter().filter(|path| path.ends_with("Cargo.toml")) {
            let taken = other != manifest && dependencies(&other).iter().any(|name| name == library);
            assert!(!taken, "{other} takes {library}, whose home is {home}");
        }
    }
}

// The arrows run one way: the records know no paper, and the paper knows no records.
#[test]
fn records_and_handouts_do_not_know_each_other() {
    for (own, other) in [("practice", "handouts"), ("handouts", "practice")] {
        let names = dependencies(&format!("src-tauri/{own}/Cargo.toml"));
        for stranger in [format!("secure-base-{other}"), "secure-base".into()] {
            assert!(!names.contains(&stranger), "{own} knows {stranger}");
        }
    }
}

// One file talks to the shell, so one file changes when a command does.
#[test]
fn the_window_talks_to_the_shell_in_one_file() {
    let ui = files("ui/src", &["ts", "svelte"]);
    let door = ["ui/src/api/bindings.ts"];
    expect_absent(&["@tauri-apps/", "__TAURI"], &ui, &door, "only bindings.ts talks to the shell");
    let bindings = read("ui/src/api/bindings.ts");
    let names = bindings.lines().filter_map(|line| line.split_once("__TAURI_INVOKE<")?.1.split('"').nth(1));
    // A name of one word, such as "clients", is also the name of a screen.
    let quoted: Vec<String> = names
        .filter(|name| name.contains('_'))
        .flat_map(|name| ['"', '\'', '`'].map(|q| format!("{q}{name}{q}")))
        .collect();
    assert!(quoted.len() > 30, "the commands are found in bindings.ts");
    let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
    expect_absent(&quoted, &ui, &door, "commands are called by their typed names");
}

// A rule that asks the clock cannot be tested; the clinician's own time comes in at one place.
#[test]
fn the_clock_is_asked_in_one_place() {
    let clocks = ["Local::now", "Utc::now", "SystemTime"];
    expect_absent(&clocks, &files("src-tauri", &["rs"]), &["src-tauri/shell/desk.rs"], "only desk.rs asks the clock");
}

// A record that does not parse is an error that names it. A default in its place would be saved over it.
#[test]
fn stored_data_is_never_replaced_by_a_default() {
    for path in files("src-tauri", &["rs"]) {
        let text = read(&path);
        for parse in ["from_str(", "from_slice(", "from_value(", "from_reader("] {
            for (at, _) in text.match_indices(&format!("serde_json::{parse}")) {
                let statement = text[at..].split_once(';').map_or(&text[at..], |(statement, _)| statement);
                let swallows = ["unwrap_or", ".ok()"].iter().any(|word| statement.contains(word));
                assert!(!swallows, "{path} swallows what does not parse: {statement}");
            }
        }
    }
}

// Notes never leave this computer: there is nothing in the program that could send them.
#[test]
fn nothing_reaches_for_the_network() {
    let mut all = files("src-tauri", &["rs"]);
    all.extend(files("ui/src", &SOURCES));
    all.push("ui/index.html".into());
    let names = ["http://www.w3.org/", "http://purl.org/dc/", "http://ns.adobe.com/", "http://www.aiim.org/pdfua/"];
    for path in &all {
        let mut text = read(path);
        // Names of standards, which look like addresses and are never fetched.
        names.iter().for_each(|name| text = text.replace(name, ""));
        for word in ["http://", "https://", "ws://", "wss://"] {
            assert!(!text.contains(word), "{path} holds an address ({word})");
        }
    }
    let reaching = ["fetch(", "XMLHttpRequest", "WebSocket", "EventSource", "sendBeacon", "RTCPeer"];
    expect_absent(&reaching, &files("ui/src", &["ts", "svelte"]), &[], "the window fetches nothing");
    let sockets = ["TcpStream", "UdpSocket", "reqwest", "ureq", "hyper::"];
    expect_absent(&sockets, &files("src-tauri", &["rs"]), &[], "the program opens no socket");
}

// Should a note ever be taken for markup, the policy still lets nothing run and nothing out.
#[test]
fn the_window_may_do_almost_nothing() {
    let config: Value = serde_json::from_str(&read("tauri.conf.json")).expect("tauri.conf.json");
    let policy = config["app"]["security"]["csp"].as_object().expect("a policy");
    assert_eq!(policy["default-src"], "'none'", "it starts from nothing");
    assert_eq!(policy["script-src"], "'self'", "only our own scripts");
    for (what, from) in policy {
        for source in from.as_str().expect("sources").split(' ') {
            let known = ["'none'", "'self'", "data:", "ipc:", "http://ipc.localhost"].contains(&source);
            let style = what == "style-src" && source == "'unsafe-inline'";
            assert!(known || style, "{what} from {source}");
        }
    }
    let rights: Value = serde_json::from_str(&read("src-tauri/shell/capabilities/main.json")).expect("capabilities");
    let granted = rights["permissions"].as_array().expect("permissions");
    let harmless = ["core:event:allow-listen", "core:event:allow-unlisten"];
    assert!(granted.iter().all(|one| harmless.contains(&one.as_str().unwrap_or_default())), "{granted:?}");
    assert_eq!(config["app"]["withGlobalTauri"], false, "the page has no global door to the shell");
}

// A file that fits on a few screens has one subject. Longer ones need a reason here.
#[test]
fn sources_are_short() {
    let reasons = [("ui/src/api/bindings.ts", "written by the program")];
    for path in ["src-tauri", "ui/src", "tests"].iter().flat_map(|under| files(under, &SOURCES)) {
        let lines = read(&path).lines().count();
        let excused = reasons.iter().any(|(file, _)| *file == path);
        assert!(lines <= 300 || excused, "{path} has {lines} lines: split it, or give a reason here");
    }
    for (file, reason) in reasons {
        assert!(read(file).lines().count() > 300, "{file} ({reason}) is short again: it needs no excuse");
    }
}

// What is built here must build anywhere.
#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let mut all: Vec<String> = ["src-tauri", "ui/src", "tests", "assets"]
        .iter()
        .flat_map(|under| files(under, &["rs", "ts", "svelte", "css", "js", "sql", "toml", "json", "md"]))
        .collect();
    let single = [
        "Cargo.toml",
        "Cargo.lock",
        "Makefile",
        "README.md",
        "tauri.conf.json",
        "ui/package.json",
        "ui/package-lock.json",
    ];
    all.extend(single.iter().filter(|path| root().join(path).exists()).map(ToString::to_string));
    let places = ["/root/", "/home/", "/work/", "/Users/", "C:\\Users"];
    expect_absent(&places, &all, &["tests/tidy.rs"], "a path of one machine");
    let lock = read("ui/package-lock.json");
    let fetched = lock.lines().filter_map(|line| line.trim().strip_prefix("\"resolved\": \""));
    let elsewhere: Vec<_> = fetched.filter(|from| !from.starts_with("https://registry.npmjs.org/")).collect();
    assert!(elsewhere.is_empty(), "packages come from the public registry: {elsewhere:?}");
}
