//! Behind the lock: the window's side of the program may be asked anything, and answers nothing.

use std::fs;

use serde_json::{Value, json};

use crate::driver::*;

/// What works while locked, because it opens, makes, leaves or shows the practice as such.
const ALLOWED: [&str; 23] = [
    "status",
    "estimate_strength",
    "prepare_practice",
    "create_practice",
    "unlock",
    "recover",
    "unlock_as_found",
    "recover_as_found",
    "found_backups",
    "plan_restore",
    "lock",
    "copy_secret",
    "quit",
    "open_sample",
    "leave_sample",
    "choose_backup",
    "restore_backup",
    "choose_archive",
    "rebuild_practice",
    "stop_archive",
    "set_theme",
    "zoom",
    "remove_sample",
];

// The lock screen is only paint unless the commands behind it refuse, so each is really asked.
#[test]
fn no_command_answers_while_locked() {
    let home = Home::with_practice();
    let window = Window::open(&home, &Launch::of("no_command_answers_while_locked"));
    let commands = commands();
    let guarded: Vec<_> = commands.iter().filter(|(name, _)| !ALLOWED.contains(&name.as_str())).collect();
    assert!(guarded.len() >= 20, "the commands are found in bindings.ts: {commands:?}");
    for (name, arguments) in guarded {
        let ask = "const [name, args, done] = arguments;
            window.__TAURI_INTERNALS__.invoke(name, args).then((answer) => done({ answer }), (problem) => done({ problem }))";
        let heard = window.script_async(ask, &[json!(name), sensible(arguments)]);
        assert_eq!(heard["problem"]["code"], "locked", "{name} while locked: {heard}");
        let problem = heard["problem"].to_string();
        assert!(!problem.contains(PRACTICE_NAME), "{name} tells nothing: {problem}");
    }
}

/// Every command with the names of its arguments, as the window's own code calls it.
fn commands() -> Vec<(String, Vec<String>)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/ui/src/api/bindings.ts");
    let bindings = fs::read_to_string(path).expect("bindings.ts");
    let calls = bindings.lines().filter_map(|line| line.split_once("__TAURI_INVOKE<"));
    calls
        .filter_map(|(_, call)| {
            let (name, rest) = call.split_once("(\"")?.1.split_once('"')?;
            let inside = rest.trim_start_matches([',', ' ', '{']).split('}').next().unwrap_or_default();
            let arguments = inside.split(',').map(|one| one.trim_matches([' ', ')']).to_owned());
            Some((name.to_owned(), arguments.filter(|one| !one.is_empty()).collect()))
        })
        .collect()
}

/// Arguments of the right shape, so that it is the lock that refuses and not the reading of them.
fn sensible(names: &[String]) -> Value {
    let homework = json!({ "session": 1, "task": "x", "factor": null, "due": null, "handout": null });
    let client = json!({ "name": "x", "kind": "individual", "pronouns": "" });
    // Of a handout, and of how a file is read: each command passes over what is not for it.
    let choice = json!({ "header": true, "fields": [], "dateOrder": null, "keepTwins": false });
    let session =
        json!({ "day": "2026-11-19", "startsAt": "", "minutes": "", "mode": null, "attendance": null, "present": "" });
    let quality = json!({ "much": null, "well": null });
    let look = json!({ "outcome": "done", "next": "carryOn", "client": quality, "clinician": quality, "hard": null,
        "ticks": null, "learned": "", "obstacle": null, "obstacleWords": "", "follower": null });
    let goal = json!({ "words": "x", "factor": null, "state": "active" });
    let homework_template = json!({ "title": "x", "what": "x", "why": "", "when": "" });
    let measure = json!({ "day": "2026-11-19", "by": "client", "note": "",
        "said": { "kind": "scale", "name": "x", "low": "", "high": "", "mark": 1 } });
    let reminder = json!({ "title": "x", "first": "2026-11-19", "last": null, "at": null, "minutes": null,
        "repeats": "never" });
    let addendum = json!({ "reason": "x", "text": "x" });
    let help = json!({ "name": "x", "abbreviation": "x", "text": "x" });
    let letterhead = json!({ "name": "x", "credentials": "", "contact": "", "closing": "" });
    let article = json!({ "title": "x", "author": "", "source": "", "rights": "", "items": [] });
    let which = json!({ "kind": "shelf", "id": "three-roots" });
    let wish = json!({ "which": which, "format": "standard", "paper": "a4", "nameOf": null });
    let value = |name: &str| match name {
        "draft" => json!({}),
        "choice" => choice.clone(),
        "chosen" => json!({ "client": 1, "words": [], "passages": [], "goals": [] }),
        "words" | "filter" | "document" | "mark" | "comment" | "passphrase" | "old" | "newPassphrase" => json!("x"),
        "id" | "text" | "address" => json!("x"),
        "wish" => wish.clone(),
        "composition" => json!({}),
        "savedAt" => json!(null),
        "answers" | "templates" | "pieces" => json!([]),
        "says" => homework_template.clone(),
        "reminder" => reminder.clone(),
        "slips" => json!({ "tasks": [1], "format": "standard", "paper": "a5", "named": false }),
        "history" => json!({ "client": 1, "format": "standard", "paper": "a4", "named": false }),
        "form" => json!({ "client": 1, "which": { "kind": "questionnaire", "key": "phq-9" }, "format": "standard",
            "paper": "a4", "named": false }),
        "day" => json!("2026-11-19"),
        "factor" => json!("S"),
        "tag" => json!({ "factor": "S", "aspect": "shows" }),
        "source" => json!({ "kind": "wholeNote" }),
        "wanted" => json!({}),
        "paper" => json!("a4"),
        "work" => json!({ "kind": "handout", "begun": "", "client": null }),
        "title" => json!("x"),
        "record" => json!({ "client": 1, "processNotes": false, "redactions": [] }),
        "typed" | "key" => json!("x"),
        "tags" => json!([]),
        "format" => json!("pdf"),
        "reader" | "after" | "resume" => json!(null),
        "asFound" | "plain" | "lookedAt" | "processNotes" => json!(false),
        "what" => json!({ "kind": "client", "id": 1 }),
        _ => json!(1),
    };
    let mut all: serde_json::Map<String, Value> = names.iter().map(|name| (name.clone(), value(name))).collect();
    // All drafts at once: each command reads its own words and passes over the rest.
    if let Some(Value::Object(draft)) = all.get_mut("draft") {
        for one in [homework, client, session, addendum, help, letterhead, article, look, goal, measure] {
            draft.extend(one.as_object().expect("an object").clone());
        }
    }
    Value::Object(all)
}
